"""Was it the refinement, or luck? What the evidence commands answer, and when they decline to.

A clinic refines its protocol. Its own folder of diaries and sessions is all that is needed: the windows before the
first session say how ill each patient was, the windows after it what became of that, and the sessions which
version was used. The answers below come from invented clinics whose truth is known.
"""

import csv
import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from migrainedays.cli.main import commands
from migrainedays.errors import NothingToEvaluate, WrongUse
from migrainedays.simulation.folder import write_simulated
from migrainedays.simulation.options import Options

PROTOCOL = "six-trigger-sites"


Rows = dict[str, list[dict[str, str]]]
TABLES = ("patients", "days", "attacks", "intakes", "sessions", "injections", "adverse_events")


def read_rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def copied(folder: Path, to: Path, change: Callable[[Rows], Rows] = lambda rows: rows) -> Path:
    """The folder with some tables changed; rows of patients who are no longer there are left out."""
    before = {table: read_rows(folder, table) for table in TABLES}
    after = before | change(before)
    left = {row["patient"] for row in after["patients"]}
    to.mkdir()
    for table, rows in after.items():
        with (to / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(before[table][0]))
            writer.writeheader()
            writer.writerows(row for row in rows if row["patient"] in left)
    return to


def from_session_1(rows: Rows, table: str, column: str) -> list[dict[str, str]]:
    first = {row["patient"]: row["date"] for row in rows["sessions"] if row["session"] == "1"}
    return [row for row in rows[table] if row["patient"] in first and row[column] >= first[row["patient"]]]


def doses_of(folder: Path) -> tuple[str, str]:
    doses = {row["version"]: row["total_units"] for row in read_rows(folder, "sessions") if row["version"]}
    return doses["1"], doses["2"]


def everybody_was_asked(folder: Path) -> str:
    rows = [row for row in read_rows(folder, "sessions") if int(row["session"]) > 0]
    days = [(row["patient"], dt.date.fromisoformat(row["date"]) + dt.timedelta(days=28)) for row in rows]
    return "patient,condition,asked_on,answer\n" + "".join(f"{p},adverse_events,{day},true\n" for p, day in days)


def run(*words: str) -> Result:
    return CliRunner().invoke(commands, list(words))


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty patients; the second version does better by a whole logit, and everybody improves with the years."""
    folder = tmp_path_factory.mktemp("clinic") / "folder"
    write_simulated(folder, Options(patients=40, seed=11, effect=-1.0, drift=-0.25))
    return folder


@pytest.fixture(scope="module")
def answer(clinic: Path) -> dict:
    done = run("compare", str(clinic), "--protocol", PROTOCOL, "--versions", "1", "2", "--looks", "5", "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_one_version_against_another_in_days_and_in_logits(answer: dict) -> None:
    effect = answer["effect"]
    assert effect["unit"] == "headache days per 28"
    assert effect["low"] < effect["estimate"] < effect["high"] < 0
    assert answer["logit"]["estimate"] == pytest.approx(-1.0, abs=3.5 * answer["logit"]["se"])


def test_the_naive_difference_stands_beside_it(answer: dict) -> None:
    assert set(answer["naive"]) == {"estimate", "low", "high"}


def test_the_question_says_how_often_one_may_look(answer: dict) -> None:
    assert answer["monitoring"]["looks_declared"] == 5
    assert answer["monitoring"]["decision"] in {"go_on", "better", "worse", "no_difference_of_interest"}
    assert "5 looks declared" in answer["question"]["sentence"]


def test_what_cannot_be_told_apart_is_said(answer: dict) -> None:
    assert answer["step_drift_bound"]["low"] < answer["effect"]["estimate"] < answer["step_drift_bound"]["high"]
    assert any("cannot be told apart" in sentence for sentence in answer["assumptions"])


def test_for_people_it_is_a_table_and_sentences(clinic: Path) -> None:
    done = run("compare", str(clinic), "--protocol", PROTOCOL, "--versions", "1", "2", "--margin", "2")
    assert "naive" in done.stdout
    assert "fewer headache days per 28" in done.stderr
    assert "Decision at this look" in done.stderr


def test_days_without_an_entry_are_given_the_worst_that_they_could_hide(clinic: Path) -> None:
    done = run("compare", str(clinic), "--protocol", PROTOCOL, "--versions", "1", "2")
    assert "With the same odds of headache on days without an entry" in done.stderr
    assert "if 2.7 times as high there" in done.stderr


def test_doses_are_compared_in_the_same_way(clinic: Path, answer: dict) -> None:
    doses = doses_of(clinic)
    done = run("compare", str(clinic), "--protocol", PROTOCOL, "--by", "dose", "--versions", *doses, "--json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert found["question"]["versions"] == [f"{dose} U" for dose in doses]
    assert found["logit"] == answer["logit"]  # in this clinic each version has its dose
    assert set(found) == set(answer)


def test_and_a_muscle_with_its_absence(clinic: Path) -> None:
    done = run("compare", str(clinic), "--protocol", PROTOCOL, "--by", "muscle", "--versions", "without", "temporalis")
    assert isinstance(done.exception, NothingToEvaluate)
    assert "at least 5 patients under each" in str(done.exception)


def test_side_effects_need_somebody_who_asked(clinic: Path, tmp_path: Path) -> None:
    words = ("--protocol", PROTOCOL, "--versions", "1", "2", "--outcome", "adverse_events")
    unasked = run("compare", str(clinic), *words)
    assert isinstance(unasked.exception, NothingToEvaluate)
    assert "Adverse events were asked about after no session under 1" in str(unasked.exception)
    asked = copied(clinic, tmp_path / "asked")
    (asked / "conditions.csv").write_text(everybody_was_asked(clinic))
    done = run("compare", str(asked), *words)
    assert "any adverse event" in done.stdout
    found = json.loads(run("compare", str(asked), *words, "--json").stdout)
    assert all(0 <= event["A"]["sessions_with"] <= event["A"]["sessions"] for event in found["events"])


def test_a_splendid_result_is_held_against_all_results(clinic: Path) -> None:
    patients = (clinic / "patients.csv").read_text().splitlines()
    patient = patients[1].split(",")[patients[0].split(",").index("patient")]
    done = run("surprise", str(clinic), "--patient", patient, "--json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert list(found)[:6] == ["patient", "percentile", "best_of", "corrected", "severity_rank", "more_needed"]
    assert found["percentile"] <= found["corrected"] <= 1
    assert found["severity_rank"][1] == found["best_of"]
    assert found["sentence"].startswith("Of 20 clinics like this one where nothing changed")


def test_a_version_nobody_used_is_declined_with_what_would_suffice(clinic: Path) -> None:
    done = run("compare", str(clinic), "--protocol", PROTOCOL, "--versions", "1", "9")
    assert isinstance(done.exception, NothingToEvaluate)
    assert "at least 5 patients under each of '1', '9' are needed" in str(done.exception)
    assert done.exception.exit_code == 4


WORDS = ("--protocol", PROTOCOL, "--versions", "1", "2")
LACKING = {
    "too few patients": (lambda rows: {"patients": rows["patients"][:5]}, "Only 2 patients|at least 5"),
    "no session": (lambda _: {"sessions": [], "injections": []}, "No session follows the protocol"),
    "one version only": (
        lambda rows: {"sessions": [row | {"version": "1"} for row in rows["sessions"]]},
        "No session of six-trigger-sites counts as '2'; there are '1': at least 5 patients under each",
    ),
    "no diary before the first session": (
        lambda rows: {"days": from_session_1(rows, "days", "date"), "attacks": []},
        "Too few patients have a diary before their first session",
    ),
    "all days missing": (lambda _: {"days": [], "attacks": []}, "All days are missing"),
}


@pytest.mark.parametrize("lacking", LACKING)
def test_what_is_lacking_is_said_and_no_number_given(clinic: Path, tmp_path: Path, lacking: str) -> None:
    change, said = LACKING[lacking]
    folder = copied(clinic, tmp_path / "lacking", change)
    for form in ((), ("--json",)):
        done = run("compare", str(folder), *WORDS, *form)
        assert isinstance(done.exception, NothingToEvaluate), done.output
        assert done.exception.exit_code == 4
        assert re.search(said, str(done.exception))
        assert done.stdout == ""


def test_a_fit_that_does_not_arrive_gives_no_number(clinic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("migrainedays.evidence.fit.MOST_STEPS", 1)
    done = run("compare", str(clinic), *WORDS, "--json")
    assert isinstance(done.exception, NothingToEvaluate)
    assert "did not reach an optimum" in str(done.exception)
    assert "would suffice" in str(done.exception)
    assert done.stdout == ""


@pytest.mark.parametrize("lacking", ["no session", "all days missing", "no diary before the first session"])
def test_a_surprise_needs_both_months(clinic: Path, tmp_path: Path, lacking: str) -> None:
    folder = copied(clinic, tmp_path / "lacking", LACKING[lacking][0])
    done = run("surprise", str(folder), "--patient", read_rows(clinic, "patients")[0]["patient"], "--json")
    assert isinstance(done.exception, NothingToEvaluate)
    assert "are needed" in str(done.exception)
    assert done.stdout == ""


def test_a_patient_who_is_not_in_the_folder(clinic: Path) -> None:
    done = run("surprise", str(clinic), "--patient", "nobody")
    assert isinstance(done.exception, WrongUse)
