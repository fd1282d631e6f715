"""`migrainedays forecast`: the document, the tables, and what is refused, on a folder of simulated patients."""

import datetime as dt
import json
from pathlib import Path

import pytest

from migrainedays.simulation.folder import write_simulated
from migrainedays.simulation.options import Options
from tests.diaries import folder_with
from tests.unit.cli.running import Run

ON = "2024-10-01"


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("clinic") / "folder"
    write_simulated(path, Options(patients=30, seed=4))
    return path


@pytest.fixture(scope="module")
def treated(simulated: Path) -> str:
    """A patient with a session 1 in the weeks before ON."""
    rows = [line.split(",") for line in (simulated / "sessions.csv").read_text().splitlines()[1:]]
    return next(row[0] for row in rows if row[1] == "1" and "2024-07-01" < row[2] < "2024-08-20")


def test_the_document_is_that_of_the_contract(run: Run, simulated: Path, treated: str) -> None:
    done = run("forecast", simulated, "--patient", treated, "--on", ON, "--json")
    assert (done.code, done.err) == (0, "")
    found = json.loads(done.out)
    assert found["patient"] == treated
    assert found["windows"][0]["from"] == "2024-10-02"
    for window in found["windows"]:
        first, last = (dt.date.fromisoformat(window[end]) for end in ("from", "to"))
        assert (last - first).days == 27
        assert 0 <= window["p10"] <= window["p50"] <= window["p90"] <= 28
    assert list(found["first_response"]) == ["1", "2", "3"]
    assert sum(chance or 0 for chance in found["first_response"].values()) <= 1
    assert 0 <= found["next_3_below_15"] <= 1
    assert set(found["basis"]) == {"patients", "models", "weights", "fitted"}
    assert set(found["basis"]["weights"]) == set(found["basis"]["models"])
    assert 10 < found["basis"]["patients"] < 30


def test_the_same_folder_gives_the_same_answer(run: Run, simulated: Path, treated: str) -> None:
    twice = [run("forecast", simulated, "--patient", treated, "--on", ON, "--json").out for _ in range(2)]
    assert twice[0] == twice[1]


def test_tables_and_sentences_for_people(run: Run, simulated: Path, treated: str) -> None:
    done = run("forecast", simulated, "--patient", treated, "--on", ON)
    assert done.code == 0
    for title in ("headache days to expect after 2024-10-01", "falls by half for the first time", "When to judge"):
        assert title.replace("falls", "fall") in done.out.replace("\n", " ")
    assert "PREEMPT, 155 to 195 U every 12 weeks" in done.out
    assert "NICE TA260" in done.out
    sentences = done.err.splitlines()
    assert sentences[0].startswith("Of ten patients like this one, eight have between")
    assert any(sentence.startswith("- This clinic's") for sentence in sentences)


def test_a_day_before_the_first_session_is_refused(run: Run, simulated: Path, treated: str) -> None:
    done = run("forecast", simulated, "--patient", treated, "--on", "2023-01-10")
    assert (done.code, done.out) == (4, "")
    assert "no session" in done.err


def test_a_patient_without_sessions_is_refused(run: Run, folder: Path) -> None:
    done = run("forecast", folder, "--patient", "Anna", "--json")
    assert (done.code, done.out) == (4, "")
    assert "a session, and two windows with entries before or after it, are needed" in done.err


def test_one_window_only_is_refused(run: Run, tmp_path: Path) -> None:
    days = "\n".join(f"Anna,2026-01-{day:02},true" for day in range(1, 21))
    one = folder_with(
        tmp_path / "one",
        patients="patient\nAnna",
        days=f"patient,date,headache\n{days}",
        sessions="patient,session,date\nAnna,1,2026-01-21",
    )
    done = run("forecast", one, "--patient", "Anna")
    assert (done.code, done.out) == (4, "")
    assert "One window only" in done.err


def test_windows_all_missing_are_refused(run: Run, tmp_path: Path) -> None:
    empty = folder_with(
        tmp_path / "none",
        patients="patient\nAnna",
        sessions="patient,session,date\nAnna,1,2026-01-21\nAnna,2,2026-04-20",
    )
    done = run("forecast", empty, "--patient", "Anna")
    assert (done.code, done.out) == (4, "")
    assert "No window of this patient has an entered day" in done.err


# -- the chance beside the state of the cycle --------------------------------------------------------------
def test_evaluate_says_the_chance_where_it_is_asked_for(run: Run, simulated: Path) -> None:
    done = run("evaluate", simulated, "--chance", "--json")
    cycles = [patient["cycle"] for patient in json.loads(done.out)["patients"]]
    chances = [cycle["probability"] for cycle in cycles if cycle["probability"] is not None]
    assert (done.code, done.err) == (0, "")
    assert len(chances) > 20
    assert all(0 <= chance <= 1 for chance in chances)
    broken = [c["probability"] for c in cycles if c["state"] in ("broken", "holding") and c["probability"] is not None]
    chronic = [c["probability"] for c in cycles if c["state"] == "chronic" and c["probability"] is not None]
    assert min(len(broken), len(chronic)) > 0
    assert sum(broken) / len(broken) > sum(chronic) / len(chronic) + 0.3


def test_without_being_asked_or_without_a_fit_there_is_none(run: Run, simulated: Path, folder: Path) -> None:
    plain = json.loads(run("evaluate", simulated, "--json").out)
    assert {patient["cycle"]["probability"] for patient in plain["patients"]} == {None}
    few = run("evaluate", folder, "--chance", "--json")
    assert {patient["cycle"]["probability"] for patient in json.loads(few.out)["patients"]} == {None}
    assert few.err.startswith("A fit needs 8 patients with a session and two windows of diary")
    assert few.err.endswith("no chance stands beside the cycles.\n")
