"""Each test of this room reads drugs and profiles anew: nothing is remembered from the test before it."""

import pytest

from migrainedays.classification.acute import _summed
from migrainedays.classification.drugs import drug_of
from migrainedays.classification.profiles import profile, profile_names


@pytest.fixture(autouse=True)
def nothing_remembered():
    for remembered in (_summed, drug_of, profile, profile_names):
        remembered.cache_clear()
