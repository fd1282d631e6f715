"""Each study is told by its docstring, and its long form's print is kept."""

import importlib

import pytest

from studies.__main__ import STUDIES


@pytest.mark.parametrize("study", STUDIES, ids=lambda study: study.__module__)
def test_a_study_says_its_design_and_its_command(study: object) -> None:
    module = importlib.import_module(study.__module__)
    assert "Design." in (module.__doc__ or "")
    assert f"python -m {study.__module__}" in (module.__doc__ or "")
