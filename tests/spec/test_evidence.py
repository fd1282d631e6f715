"""Was it the refinement, or luck? What the evidence commands answer, and when they decline to.

A clinic refines its protocol. Its own folder of diaries and sessions is all that is needed: the windows before the
first session say how ill each patient was, the windows after it what became of that, and the sessions which
version was used. The answers below come from invented clinics whose truth is known.
"""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from migrainedays.cli.main import commands
from migrainedays.errors import NothingToEvaluate, WrongUse
from migrainedays.simulation.folder import write_simulated
from migrainedays.simulation.options import Options

PROTOCOL = "six-trigger-sites"


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
    assert "at least 5 under each version" in str(done.exception)
    assert done.exception.exit_code == 4


def test_a_patient_who_is_not_in_the_folder(clinic: Path) -> None:
    done = run("surprise", str(clinic), "--patient", "nobody")
    assert isinstance(done.exception, WrongUse)
