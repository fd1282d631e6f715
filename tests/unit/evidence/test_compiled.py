"""Machine code kept on disk: none that is out of date is ever found."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from migrainedays.evidence.compiled import kept_in, telling_of_compiling
from migrainedays.evidence.kernel import add_values
from migrainedays.evidence.sweep import sweep_values

CALLEE = """
from migrainedays.evidence.compiled import compiled

SHIFT = 0

@compiled
def once(x: float) -> float:
    return x + 1
"""
CALLER = """
from looped_callee import SHIFT, once
from migrainedays.evidence.compiled import compiled

@compiled
def twice(x: float) -> float:
    return once(once(x)) + SHIFT
"""


@pytest.fixture
def room(tmp_path: Path) -> Path:
    (tmp_path / "looped_caller.py").write_text(CALLER)
    (tmp_path / "looped_callee.py").write_text(CALLEE)
    return tmp_path


@pytest.fixture
def caller(room: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(room))
    yield importlib.import_module("looped_caller")
    for name in ("looped_caller", "looped_callee"):
        del sys.modules[name]


def test_the_same_text_is_found_again(caller: ModuleType) -> None:
    assert kept_in(caller.twice.py_func) == kept_in(caller.twice.py_func)
    assert kept_in(caller.twice.py_func) != kept_in(caller.once.py_func)


@pytest.mark.parametrize("edited", ["looped_caller", "looped_callee"])
def test_a_loop_is_made_anew_when_it_or_what_it_calls_is_edited(room: Path, caller: ModuleType, edited: str) -> None:
    before = kept_in(caller.twice.py_func)
    file = room / f"{edited}.py"
    file.write_text(file.read_text().replace("x", "y"))
    assert kept_in(caller.twice.py_func) != before


def test_and_when_a_constant_that_it_names_is_another(caller: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    before = kept_in(caller.twice.py_func)
    monkeypatch.setattr(caller, "SHIFT", 10)
    assert kept_in(caller.twice.py_func) != before


def test_a_file_that_nothing_calls_does_not_matter(room: Path, caller: ModuleType) -> None:
    before = kept_in(caller.once.py_func)
    (room / "looped_caller.py").write_text("")
    assert kept_in(caller.once.py_func) == before


def test_machine_code_lies_beside_the_loop(room: Path, caller: ModuleType) -> None:
    assert caller.once(1.0) == 2.0
    assert list(kept_in(caller.once.py_func).rglob("*.nbc"))
    assert kept_in(caller.once.py_func).parent == room / "__pycache__"


def test_a_folder_where_nothing_may_be_written_is_no_hindrance(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    monkeypatch.syspath_prepend(str(room))
    callee = importlib.import_module("looped_callee")
    del sys.modules["looped_callee"]
    assert callee.once(1.0) == 2.0
    assert not list(room.glob("__pycache__/loops-*"))


def test_each_loop_of_the_room_has_the_folder_of_its_own_ingredients() -> None:
    folders = {kept_in(function.py_func) for function in (add_values, sweep_values)}  # type: ignore[attr-defined]
    assert len(folders) == 2
    assert {folder.parent.parent.name for folder in folders} == {"evidence"}


def test_compiling_is_told_once_and_not_where_machine_code_was_kept(room: Path, caller: ModuleType) -> None:
    told: list[str] = []
    with telling_of_compiling(lambda: told.append("compiling")):
        assert caller.twice(1.0) == 3.0
        assert caller.twice(2.0) == 4.0
    assert told == ["compiling"]
    del sys.modules["looped_caller"], sys.modules["looped_callee"]
    again = importlib.import_module("looped_caller")
    with telling_of_compiling(lambda: told.append("compiling")):
        assert again.twice(1.0) == 3.0
    assert told == ["compiling"]


def test_nothing_is_told_afterwards(caller: ModuleType) -> None:
    told: list[str] = []
    with telling_of_compiling(lambda: told.append("compiling")):
        pass
    assert caller.once(1.0) == 2.0
    assert told == []
