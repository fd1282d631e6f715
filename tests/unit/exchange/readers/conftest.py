"""A reading in a folder of its own."""

from pathlib import Path

import pytest

from tests.unit.exchange.readers.reading import Reading


@pytest.fixture
def read(tmp_path: Path) -> Reading:
    return Reading(tmp_path)
