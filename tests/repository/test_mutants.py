"""`python -m studies.mutants`: what it puts before which tests, and what it counts as noticed."""

import ast
import json
import tomllib
from pathlib import Path

import pytest

from studies import mutants
from tests.repository.test_house import ROOT

ROOMS = ("scales", "classification", "course")


def test_the_three_rooms_of_rules_are_changed():
    assert set(mutants.CHAPTERS) == set(ROOMS)
    assert all((ROOT / "src/migrainedays" / room / "__init__.py").is_file() for room in ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_meets_its_own_tests_and_its_chapters(room):
    given = tomllib.loads(mutants.settings(room))["tool"]["mutmut"]
    assert given["source_paths"] == [f"src/migrainedays/{room}"]
    tests = given["pytest_add_cli_args_test_selection"]
    assert tests[0] == f"tests/unit/{room}"
    assert all((ROOT / path).exists() for path in tests)
    assert len(tests) == len(set(tests)) == len(mutants.CHAPTERS[room]) + 1


@pytest.mark.parametrize("room", ROOMS)
def test_every_chapter_that_looks_into_a_room_alone_is_among_its_tests(room):
    """A chapter belongs to the highest of the three rooms that it imports from; those above ask more than one."""
    order = ("scales", "classification", "course")
    for path in (ROOT / "tests/spec").glob("test_*.py"):
        imported = {
            node.module.split(".")[1]
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("migrainedays.")
        }
        rooms = [name for name in order if name in imported]
        if rooms and rooms[-1] == room and not imported & {"evidence", "simulation", "clinic", "reports"}:
            assert path.stem.removeprefix("test_") in mutants.CHAPTERS[room], path.name


def outcome_of(place: Path, **codes: int | None) -> dict[str, bool]:
    folder = place / "mutants/src/migrainedays/scales"
    folder.mkdir(parents=True, exist_ok=True)
    named = {f"migrainedays.scales.gas.x_{name}": code for name, code in codes.items()}
    (folder / "gas.py.meta").write_text(json.dumps({"exit_code_by_key": named}), encoding="utf-8")
    return mutants.outcomes(place)


def test_only_a_failed_test_or_one_without_end_notices_a_change(tmp_path):
    found = outcome_of(tmp_path, failed=1, endless=36, passed=0, not_reached=33, not_tried=None, crashed=-11)
    assert [name.split(".x_")[1] for name, noticed in found.items() if noticed] == ["failed", "endless"]
    names = ["crashed", "not_reached", "not_tried", "passed"]
    assert mutants.survivors(found) == [f"scales.gas.x_{name}" for name in names]


@pytest.mark.parametrize(
    ("killed", "total", "line"),
    [
        (95, 100, "course | 95 | 100 | 95.0 % | met"),
        (1899, 2000, "course | 1899 | 2000 | 95.0 % | NOT MET"),  # 94.95 %: shown rounded, judged exactly
        (0, 0, "course | 0 | 0 | 0.0 % | NOT MET"),
    ],
)
def test_a_room_needs_ninety_five_in_a_hundred(killed, total, line):
    found = {str(n): n < killed for n in range(total)}
    assert mutants.row("course", found) == line
