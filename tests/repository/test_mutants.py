"""`python -m studies.mutants`: what it puts before which tests, and what it counts as noticed."""

import json
import os
import signal
import sys
import tomllib

import pytest

from studies import mutants, mutants_trial
from tests.repository.test_house import ROOT

ROOMS = ("scales", "classification", "course")
WORDS = (mutants_trial.NOTICED, mutants_trial.ENDLESS, mutants_trial.SURVIVED, mutants_trial.NO_TEST)


def test_the_three_rooms_of_rules_are_changed():
    assert mutants.ROOMS == ROOMS
    assert all((ROOT / "src/migrainedays" / room / "__init__.py").is_file() for room in ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_meets_its_own_tests_and_its_chapters(room):
    given = tomllib.loads(mutants.settings(room))["tool"]["mutmut"]
    assert given["source_paths"] == [f"src/migrainedays/{room}"]
    tests = given["pytest_add_cli_args_test_selection"]
    assert tests == mutants.tests_of(room)
    assert tests[0] == f"tests/unit/{room}"
    assert all((ROOT / path).exists() for path in tests)
    assert len(tests) == len(set(tests)) > 3


@pytest.mark.parametrize(
    ("imports", "room"),
    [
        ("from migrainedays.scales import hit6", "scales"),
        (
            "from migrainedays.classification.months import Count\nfrom migrainedays.scales import hit6",
            "classification",
        ),
        ("from migrainedays.course import evaluate\nfrom migrainedays.protocol import due", "course"),
        ("from tests.treated import treated", "course"),
        ("from migrainedays.course import evaluate\nfrom migrainedays.evidence import compare", None),
        ("from migrainedays.diary import Tri\nimport json", None),
    ],
)
def test_a_chapter_belongs_to_the_highest_room_that_it_looks_into(tmp_path, imports, room):
    chapter = tmp_path / "test_chapter.py"
    chapter.write_text(imports, encoding="utf-8")
    assert mutants.room_of(chapter) == room


def test_only_a_failed_test_or_one_without_end_notices_a_change(tmp_path):
    (tmp_path / "mutants").mkdir()
    lines = [f"migrainedays.scales.gas.x_{n} {word}" for n, word in enumerate(WORDS)]
    (tmp_path / "mutants/tried.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = mutants.outcomes(tmp_path)
    assert list(found.values()) == [True, True, False, False]
    assert mutants.survivors(found) == ["scales.gas.x_2", "scales.gas.x_3"]


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


RULE = """
import os

LEFT = []


def reaches(days):
    asked = os.environ.get("MUTANT_UNDER_TEST", "")
    if asked.endswith("_1"):
        return days > 15
    if asked.endswith("_2"):
        return days >= 15.0
    if asked.endswith("_3"):
        LEFT.append(days)
    return days >= 15 and not LEFT
"""
TEST = """
import rule


def test_fifteen_days_are_enough():
    assert rule.reaches(15)
"""


def test_a_change_is_tried_by_the_tests_that_reach_it_and_what_it_leaves_behind_harms_no_other(tmp_path):
    """One is stricter, one the same in other words, one spoils what follows; no test reaches the fourth."""
    (tmp_path / "src").mkdir()
    (tmp_path / "src/rule.py").write_text(RULE, encoding="utf-8")
    (tmp_path / "test_rule.py").write_text(TEST, encoding="utf-8")
    known = [f"rule.x_reaches__mutmut_{n}" for n in (1, 2, 3)] + ["rule.x_other__mutmut_1", "rule.x_reaches__mutmut_12"]
    (tmp_path / "src/rule.py.meta").write_text(json.dumps({"exit_code_by_key": dict.fromkeys(known)}), encoding="utf-8")
    reach = {"tests_by_mangled_function_name": {"rule.x_reaches": ["test_rule.py::test_fifteen_days_are_enough"]}}
    (tmp_path / "mutmut-stats.json").write_text(json.dumps(reach), encoding="utf-8")
    assert mutants.run(tmp_path, "said.log", sys.executable, mutants_trial.__file__, "1", "test_rule.py") == 0
    told = dict(line.split(" ", 1) for line in (tmp_path / "tried.txt").read_text(encoding="utf-8").splitlines())
    assert [told[name] for name in known] == ["noticed", "survived", "noticed", "no test", "survived"]


@pytest.mark.parametrize(
    ("told", "ended", "expected"),
    [
        ("a noticed\nb survived\n", 0, {"a": "noticed", "b": "survived"}),
        ("a noticed\n", signal.SIGXCPU, {"a": "noticed", "b": "endless"}),
        ("a noticed\n", mutants_trial.LEFT_BEHIND << 8, {"a": "noticed"}),  # b is tried again, first in a process
        ("", mutants_trial.LEFT_BEHIND << 8, {"a": "noticed"}),
    ],
)
def test_the_end_of_a_process_says_something_of_the_change_that_it_was_at(told, ended, expected):
    reader, writer = os.pipe()
    os.write(writer, told.encode())
    os.close(writer)
    assert mutants_trial.read(reader, ["a", "b"], int(ended)) == expected


def test_the_print_of_each_room_is_kept_and_meets_the_bar():
    for room in ROOMS:
        first, header, row, *rest = (mutants.RESULTS / f"mutants_{room}.txt").read_text(encoding="utf-8").splitlines()
        assert first.startswith(f"python -m studies.mutants {room}, ")
        assert header == mutants.HEADER
        assert row.startswith(f"{room} | ")
        assert row.endswith(" | met")
        assert rest[0] == "survived:"


def test_each_survivor_has_its_reason():
    told = (ROOT / "studies/mutants.md").read_text(encoding="utf-8")
    assert "not looked at" not in told
    for room in ROOMS:
        lines = (mutants.RESULTS / f"mutants_{room}.txt").read_text(encoding="utf-8").splitlines()
        for name in lines[lines.index("survived:") + 1 :]:
            function = name.removeprefix(f"{room}.").rpartition("__mutmut_")[0].replace(".x_", ".").replace("xǁ", "")
            assert f"`{function.replace('ǁ', '.')}`" in told, name
