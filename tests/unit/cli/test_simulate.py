"""`migrainedays simulate`: the files it writes, what it says was true, and what it refuses to do."""

import json
from pathlib import Path
from typing import Any

import pytest

from migrainedays.exchange import read_folder
from migrainedays.treatment import Session
from tests.unit.cli.running import Run

DATED = {"patients", "days", "attacks", "intakes"}
PLAIN: dict[str, Any] = {
    "protocol": "six-trigger-sites",
    "versions": ["1", "2"],
    "effect_logit": 0.0,
    "drift_logit_per_year": 0.0,
    "step_logit": 0.0,
    "severity_shift_logit": 0.0,
    "switch_on": "2024-01-02",
    "mix": "clinic",
    "enrol": "run-in",
    "months_looked_at": 6,
    "patients": 3,
    "seed": 7,
}


def simulated(run: Run, out: Path, *options: str) -> dict[str, Any]:
    done = run("simulate", out, "--patients", "3", "--seed", "7", *options)
    assert done == (0, "", f"Wrote 3 invented patients to {out}; what is true of them stands in truth.json.\n")
    truth: dict[str, Any] = json.loads((out / "truth.json").read_text(encoding="utf-8"))
    return truth


@pytest.mark.parametrize(
    ("options", "otherwise"),
    [
        ([], {}),
        (["--mix", "clinic"], {}),
        (["--effect", "-0.4"], {"effect_logit": -0.4}),
        (["--drift", "0.25"], {"drift_logit_per_year": 0.25}),
        (["--step", "-1"], {"step_logit": -1.0}),
        (["--severity-shift", "0.3"], {"severity_shift_logit": 0.3}),
        (["--switch", "2023-09-01"], {"switch_on": "2023-09-01"}),
        (["--enrol", "worst"], {"enrol": "worst"}),
        (["--enrol", "run-in"], {}),
        (["--mix", "trial"], {"mix": "trial", "enrol": "one qualifying month", "months_looked_at": 1}),
        (["--mix", "trial", "--enrol", "worst"], {"mix": "trial", "enrol": "worst"}),
        (["--mix", "trial", "--enrol", "run-in"], {"mix": "trial"}),
        (
            ["--mix", "population"],
            {"mix": "population", "enrol": "everyone", "months_looked_at": 1, "protocol": None, "versions": []},
        ),
        (
            ["--mix", "population", "--drift", "0.1"],
            {
                "mix": "population", "enrol": "everyone", "months_looked_at": 1, "protocol": None, "versions": [],
                "drift_logit_per_year": 0.1,
            },
        ),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, list) else "",
)  # fmt: skip
def test_truth_is_told_in_full(run: Run, tmp_path: Path, options: list[str], otherwise: dict[str, Any]) -> None:
    assert simulated(run, tmp_path / "out", *options) == {**PLAIN, **otherwise}


@pytest.mark.parametrize(
    ("mix", "more"),
    [("trial", {"sessions", "injections"}), ("clinic", {"sessions", "injections"}), ("population", set())],
)
def test_the_folder_holds_its_tables_and_its_description(run: Run, tmp_path: Path, mix: str, more: set[str]) -> None:
    simulated(run, tmp_path / "out", "--mix", mix)
    names = {path.stem for path in (tmp_path / "out").glob("*.csv")}
    treated = {"adverse_events"} if mix != "population" else set()
    assert names == DATED | more | treated
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))
    assert {resource["name"] for resource in package["resources"]} == names


def test_no_other_command_reads_what_was_true(run: Run, tmp_path: Path) -> None:
    simulated(run, tmp_path / "out", "--effect", "-1")
    before = run("evaluate", tmp_path / "out", "--json")
    (tmp_path / "out" / "truth.json").unlink()
    assert run("evaluate", tmp_path / "out", "--json") == before
    assert before.code == 0


def test_check_finds_nothing_to_refuse(run: Run, tmp_path: Path) -> None:
    simulated(run, tmp_path / "out")
    assert run("check", tmp_path / "out").out.endswith("0 refused, 0 odd.\n")


def test_patients_are_numbered_and_more_of_them_begin_with_the_same(run: Run, tmp_path: Path) -> None:
    simulated(run, tmp_path / "out")
    assert read_folder(tmp_path / "out").patients == ["S000001", "S000002", "S000003"]


def test_sessions_follow_the_protocol_that_is_named(run: Run, tmp_path: Path) -> None:
    truth = simulated(run, tmp_path / "out")
    sessions = [s for s in read_folder(tmp_path / "out").values(Session) if s.session > 0]
    assert {session.protocol for session in sessions} == {truth["protocol"]}
    assert {session.version for session in sessions} <= set(truth["versions"])
    assert [session.total_units for session in sessions] == [75 if s.version == "1" else 80 for s in sessions]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--patients", "0"], "migrainedays: --patients must be 1 or more."),
        (["--patients", "-1"], "migrainedays: --patients must be 1 or more."),
        (["--patients", "x"], "Invalid value for '--patients': 'x' is not a valid integer."),
        (["--seed", "-1"], "migrainedays: --seed must be 0 or more."),
        (["--mix", "moon"], "'moon' is not one of 'trial', 'clinic', 'population'."),
        (["--enrol", "moon"], "'moon' is not one of 'worst', 'run-in'."),
        (["--switch", "2023"], "'2023' does not match the format '%Y-%m-%d'."),
        (["--effect", "11"], "--effect is on the logit scale: give a number from -10 to 10."),
        (["--drift", "nan"], "--drift is on the logit scale: give a number from -10 to 10."),
        (["--severity-shift", "-11"], "--severity-shift is on the logit scale: give a number from -10 to 10."),
        (["--mix", "population", "--effect", "-1"], "The population is not treated: "),
        (["--mix", "population", "--step", "1"], "The population is not treated: "),
        (["--mix", "population", "--enrol", "worst"], "The population is not treated: "),
        (["--mix", "population", "--switch", "2024-05-01"], "The population is not treated: "),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, list) else "",
)
def test_what_cannot_be_asked_is_wrong_use_and_writes_nothing(
    run: Run, tmp_path: Path, options: list[str], sentence: str
) -> None:
    done = run("simulate", tmp_path / "out", "--patients", "3", "--seed", "7", *options)
    assert (done.code, done.out) == (2, "")
    assert sentence in done.err
    assert not (tmp_path / "out").exists()


def test_a_folder_in_use_is_left_as_it_is(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    done = run("simulate", tmp_path, "--patients", "3", "--seed", "7")
    assert done == (2, "", f"migrainedays: {tmp_path} is not empty. Name a folder that does not exist yet.\n")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
