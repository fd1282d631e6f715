"""Evidence from folders that cannot give it: what is lacking and what would suffice, never a number that rests on
nothing."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.running import Ran, Run

FIRST = dt.date(2025, 1, 6)
COMPARE = ("compare", "--protocol", "p", "--versions", "1", "2")
SURPRISE, FORECAST = ("surprise", "--patient", "p01"), ("forecast", "--patient", "p01")
CHANCE = ("evaluate", "--chance")
ALL = (COMPARE, SURPRISE, FORECAST, CHANCE)

Days = list[tuple[int, bool | None]]


def lived(first: int, length: int, share: float) -> Days:
    """Days with headache on a share of them, evenly."""
    return [(first + n, int((n + 1) * share) > int(n * share)) for n in range(length)]


class Clinic:
    """A folder in the making: patients with days and sessions, day 0 the first."""

    def __init__(self) -> None:
        self.days: dict[str, Days] = {}
        self.sessions: list[tuple[str, int, int, str]] = []

    def patient(self, name: str, days: Days, sessions: dict[int, str]) -> None:
        """One more; `sessions` are versions by day."""
        self.days[name] = days
        self.sessions += [(name, number, day, version) for number, (day, version) in enumerate(sessions.items(), 1)]

    def write(self, folder: Path, tables: tuple[str, ...] = ("days", "sessions")) -> Path:
        """The folder, with these tables beside the patients."""
        said = {True: "true", False: "false", None: ""}
        rows = {
            "patients": ["patient", *self.days],
            "days": [
                "patient,date,headache",
                *(f"{name},{_on(n)},{said[had]}" for name, days in self.days.items() for n, had in days),
            ],
            "sessions": [
                "patient,session,date,protocol,version",
                *(f"{name},{number},{_on(day)},p,{version}" for name, number, day, version in self.sessions),
            ],
        }
        folder.mkdir()
        for table in ("patients", *tables):
            (folder / f"{table}.csv").write_text("\n".join(rows[table]) + "\n", encoding="utf-8")
        return folder


def _on(day: int) -> dt.date:
    return FIRST + dt.timedelta(days=day)


def clinic(
    patients: int = 20, *, before: int = 56, after: int = 84, shares: tuple[float, float, float] = (0.7, 0.5, 0.4),
    versions: tuple[str, ...] = ("1", "2"), first: int = 0,
) -> Clinic:  # fmt: skip
    """Patients under the versions by turns; `shares` of headache before, under the first version, under the second."""
    made = Clinic()
    for number in range(patients):
        start, version = first + 9 * number, versions[number % len(versions)]
        vary = 0.04 * (number % 5 - 2)
        level, treated = (share if share in (0, 1) else share + vary for share in (shares[0], shares[int(version)]))
        days = lived(start, before, level) + lived(start + before, after + 1, treated)
        made.patient(f"p{number:02}", days, {start + before: version})
    return made


def ask(run: Run, folder: Path, words: tuple[str, ...]) -> Ran:
    """The command on the folder, for a program; what is refused must be a sentence and nothing else."""
    command, *options = words
    done = run(command, folder, *options, "--json")
    assert "Traceback" not in done.err
    assert "Warning" not in done.err
    if done.code:
        assert done.out == ""
        assert done.err.splitlines()[-1].startswith("migrainedays: ")
        assert done.err.endswith(".\n")
    else:
        assert "NaN" not in done.out
        assert "Infinity" not in done.out
    return done


def document(done: Ran) -> Any:
    assert done.code == 0, done.err
    return json.loads(done.out)


# -- what suffices -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("first", [0, 40_000])
def test_twenty_patients_suffice_in_any_century(run: Run, tmp_path: Path, first: int) -> None:
    folder = clinic(first=first).write(tmp_path / "clinic")
    compared, surprising, expected, evaluated = (document(ask(run, folder, words)) for words in ALL)
    assert compared["n"] == {"A": 10, "B": 10}
    assert compared["effect"]["low"] < compared["effect"]["estimate"] < compared["effect"]["high"]
    assert surprising["best_of"] == 20
    assert len(expected["windows"]) == 6
    assert sum(one["cycle"]["probability"] is not None for one in evaluated["patients"]) == 20


def test_two_versions_that_differ_much_are_told_apart(run: Run, tmp_path: Path) -> None:
    """Under version 2 not one day with headache: the days say so, though no logit could."""
    folder = clinic(shares=(0.7, 0.5, 0)).write(tmp_path / "clinic")
    effect = document(ask(run, folder, COMPARE))["effect"]
    assert -17 < effect["low"] < effect["estimate"] < effect["high"] < -8


def test_twenty_years_of_one_diary_are_answered_beside_the_others(run: Run, tmp_path: Path) -> None:
    made = clinic()
    made.patient("old", lived(-7300, 7400, 0.6), {-7000 + 91 * n: "1" for n in range(78)})
    folder = made.write(tmp_path / "clinic")
    compared, _, _, evaluated = (document(ask(run, folder, words)) for words in ALL)
    assert compared["n"] == {"A": 11, "B": 10}
    assert len(evaluated["patients"][-1]["windows"]) == 264
    found = document(ask(run, folder, ("forecast", "--patient", "old")))
    assert len(found["known"]) > 200
    assert document(ask(run, folder, ("surprise", "--patient", "old")))["best_of"] == 1


def test_few_others_leave_a_forecast_to_what_is_published_and_say_so(run: Run, tmp_path: Path) -> None:
    found = document(ask(run, clinic(2).write(tmp_path / "clinic"), FORECAST))
    assert found["basis"] == {
        "patients": 1,
        "models": ["cycle", "level"],
        "weights": {"cycle": 0.5, "level": 0.5},
        "fitted": False,
    }
    assert found["assumptions"][0].startswith("Only 1 other patients have a session")


# -- too few patients --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("patients", "sentence"),
    [
        (1, "No session of p counts as '2'; there are '1': at least 5 patients under each"),
        (2, "Only 1 patient has diary windows under version 1: at least 5 under each"),
        (9, "Only 4 patients have diary windows under version 2: at least 5 under each"),
    ],
)
def test_too_few_patients_to_compare(run: Run, tmp_path: Path, patients: int, sentence: str) -> None:
    done = ask(run, clinic(patients).write(tmp_path / "clinic"), COMPARE)
    assert done.code == 4
    assert sentence in done.err


@pytest.mark.parametrize(
    ("patients", "sentence"), [(2, "1 other patient has a diary"), (8, "7 other patients have a diary")]
)
def test_too_few_patients_to_call_a_result_unusual(run: Run, tmp_path: Path, patients: int, sentence: str) -> None:
    done = ask(run, clinic(patients).write(tmp_path / "clinic"), SURPRISE)
    assert done.code == 4
    assert f"{sentence} before and after a session to compare with: at least 8 are needed" in done.err


# -- what was asked for is not there -----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (("p", "1", "9"), "No session of p counts as '9'; there are '1', '2': at least 5 patients under each"),
        (("p", "8", "9"), "No session of p counts as '8', '9'; there are '1', '2': "),
        (("q", "1", "2"), "No session follows the protocol 'q' (its sessions follow 'p'): at least 5 patients"),
    ],
)
def test_an_unknown_version_or_protocol_is_told_what_there_is(
    run: Run, tmp_path: Path, asked: tuple[str, str, str], sentence: str
) -> None:
    protocol, *versions = asked
    words = ("compare", "--protocol", protocol, "--versions", *versions)
    done = ask(run, clinic().write(tmp_path / "clinic"), words)
    assert done.code == 4
    assert sentence in done.err


@pytest.mark.parametrize(("by", "arms"), [("dose", ("155", "195")), ("muscle", ("without", "trapezius"))])
def test_sessions_that_do_not_tell_their_dose_or_muscles(
    run: Run, tmp_path: Path, by: str, arms: tuple[str, str]
) -> None:
    folder = clinic().write(tmp_path / "clinic")
    done = ask(run, folder, ("compare", "--protocol", "p", "--by", by, "--versions", *arms))
    assert done.code == 4
    assert (
        "No session of p tells what is compared: its version, its units or its injections are lacking. At least 5"
        in (done.err)
    )


@pytest.mark.parametrize("command", ["surprise", "forecast"])
def test_an_unknown_patient_is_wrong_use(run: Run, tmp_path: Path, command: str) -> None:
    done = ask(run, clinic(3).write(tmp_path / "clinic"), (command, "--patient", "Zoe"))
    assert (done.code, done.err) == (2, "migrainedays: No patient is named 'Zoe' in this folder.\n")


# -- no days, or none that count ---------------------------------------------------------------------------
NOTHING_ENTERED = [
    ({}, ("sessions",)),  # no table of days at all
    ({}, ("days", "sessions")),  # a table with its header alone
    ({"unanswered": True}, ("days", "sessions")),
]
LACK_DAYS = [
    "",
    "a session, one such month before the first and one after the session to be judged are needed",
    "No window of this patient has an entered day",
    "",
]


@pytest.mark.parametrize(("kind", "tables"), NOTHING_ENTERED)
def test_all_days_missing(run: Run, tmp_path: Path, kind: dict[str, bool], tables: tuple[str, ...]) -> None:
    made = clinic()
    made.days = {name: [(n, None) for n, _ in days] if kind else [] for name, days in made.days.items()}
    folder = made.write(tmp_path / "clinic", tables)
    for words, sentence in zip(ALL[:3], LACK_DAYS, strict=False):
        done = ask(run, folder, words)
        assert done.code == 4
        assert sentence in done.err
    lacking = "No patient has lived a whole month of 28 days, one of them answered" if kind else "All days are missing"
    assert lacking in ask(run, folder, COMPARE).err
    assert ask(run, folder, CHANCE).code == (0 if kind else 4)


def test_no_diary_before_the_first_session(run: Run, tmp_path: Path) -> None:
    folder = clinic(before=0).write(tmp_path / "clinic")
    assert "Too few patients have a diary before their first session" in ask(run, folder, COMPARE).err
    assert "no whole month with a diary entry before the first session" in ask(run, folder, SURPRISE).err
    assert set(document(ask(run, folder, FORECAST))["first_response"].values()) == {None}, "nothing to halve"


@pytest.mark.parametrize("after", [0, 20, 27])
def test_no_whole_month_after_a_session(run: Run, tmp_path: Path, after: int) -> None:
    folder = clinic(after=after).write(tmp_path / "clinic")
    done = ask(run, folder, COMPARE)
    assert done.code == 4
    assert "one of them answered, after a session of p within the diary: at least 5 under each of '1', '2'" in done.err
    assert "no whole month with a diary entry after a session" in ask(run, folder, SURPRISE).err


def test_a_session_after_all_days(run: Run, tmp_path: Path) -> None:
    made = clinic()
    made.patient("p99", lived(0, 100, 0.6), {400: "1"})
    folder = made.write(tmp_path / "clinic")
    assert document(ask(run, folder, COMPARE))["n"] == {"A": 10, "B": 10}
    surprising, expected = (ask(run, folder, (words[0], "--patient", "p99")) for words in (SURPRISE, FORECAST))
    assert (surprising.code, expected.code) == (4, 4)
    assert "from three months before the first session on" in expected.err
    assert document(ask(run, folder, CHANCE))["patients"][-1]["cycle"]["probability"] is None


def test_a_patient_without_sessions(run: Run, tmp_path: Path) -> None:
    made = clinic()
    made.patient("p99", lived(0, 100, 0.6), {})
    folder = made.write(tmp_path / "clinic")
    surprising, expected = (ask(run, folder, (words[0], "--patient", "p99")) for words in (SURPRISE, FORECAST))
    assert (surprising.code, expected.code) == (4, 4)
    assert "a session, one such month before the first" in surprising.err
    assert "This patient has no session of this practice" in expected.err


def test_one_window_only(run: Run, tmp_path: Path) -> None:
    folder = clinic(before=10, after=10).write(tmp_path / "clinic")
    assert "One window only of this patient has entries: at least two are needed" in ask(run, folder, FORECAST).err


@pytest.mark.parametrize("words", ALL, ids=lambda words: words[0])
def test_a_folder_of_headers_and_an_empty_one(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    headers = ask(run, Clinic().write(tmp_path / "headers"), words)
    assert headers.code == (2 if "--patient" in words else 4)
    (tmp_path / "empty").mkdir()
    empty = ask(run, tmp_path / "empty", words)
    assert empty.code == 3
    assert "holds no patients table" in empty.err


@pytest.mark.parametrize(("on", "silent"), [("2030-01-01", True), ("2025-05-27", False)])
def test_a_forecast_says_how_long_nothing_was_entered(run: Run, tmp_path: Path, on: str, silent: bool) -> None:
    """The diary of this patient ends on 4 June 2025."""
    found = document(ask(run, clinic().write(tmp_path / "clinic"), (*FORECAST, "--on", on)))
    told = [said for said in found["assumptions"] if "Nothing is known of the last" in said]
    assert bool(told) == silent
    if silent:
        lived = dt.date.fromisoformat(found["known"][-1]["to"])
        assert f"the last {(dt.date.fromisoformat(on) - lived).days} days" in told[0]


# -- nothing varies ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("shares", "compared", "surprising"),
    [
        ((0, 0.5, 0.4), "No day entered before the first sessions was one with headache", "nothing could become fewer"),
        ((0, 0, 0), "No day entered before the first sessions was one with headache", "nothing could become fewer"),
        ((0.7, 0, 0), "Every day entered under 1 and under 2 was one without headache", "one without headache"),
        ((1, 1, 1), "Every day entered under 1 and under 2 was one with headache", "was one with headache"),
        ((0.7, 1, 1), "Every day entered under 1 and under 2 was one with headache", "was one with headache"),
    ],
)
def test_where_nothing_varies_nothing_is_made_of_it(
    run: Run, tmp_path: Path, shares: tuple[float, float, float], compared: str, surprising: str
) -> None:
    folder = clinic(shares=shares).write(tmp_path / "clinic")
    for words, sentence in ((COMPARE, compared), (SURPRISE, surprising)):
        done = ask(run, folder, words)
        assert done.code == 4
        assert sentence in done.err
        assert "needed" in done.err
    below = document(ask(run, folder, FORECAST))["next_3_below_15"]
    assert below < 0.1 if shares[1] == 1 else below > 0.5


# -- a fit that does not arrive ----------------------------------------------------------------------------
def test_a_fit_that_finds_no_optimum_says_no_number(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where steps end before the top, nothing is told of where they ended; a forecast says what stands in."""
    monkeypatch.setattr("migrainedays.evidence.fit.MOST_STEPS", 1)
    folder = clinic().write(tmp_path / "clinic")
    for words in (COMPARE, SURPRISE):
        done = ask(run, folder, words)
        assert done.code == 4
        assert "did not reach an optimum" in done.err
        assert "more patients, or more windows before and after the first session, would suffice" in done.err
    found = document(ask(run, folder, FORECAST))
    assert found["basis"]["fitted"] is False
    assert "months of the 19 other patients with a session do not determine a fit" in found["assumptions"][0]
    done = ask(run, folder, CHANCE)
    assert {patient["cycle"]["probability"] for patient in document(done)["patients"]} == {None}
    assert "no chance stands beside the cycles" in done.err


# -- which version came earlier ----------------------------------------------------------------------------
def test_a_result_is_held_against_earlier_versions_and_not_against_later_ones(run: Run, tmp_path: Path) -> None:
    """Version 2 came later and halves what version 1 left: a usual result of version 1 is no bad one for that."""
    made = Clinic()
    for number in range(24):
        version = "2" if number >= 12 else "1"
        start, vary = 14 * number, 0.04 * (number % 5 - 2)
        days = lived(start, 56, 0.8 + vary) + lived(start + 56, 85, (0.6 if version == "1" else 0.2) + vary)
        made.patient(f"p{number:02}", days, {start + 56: version})
    folder = made.write(tmp_path / "clinic")
    early, late = (document(ask(run, folder, ("surprise", "--patient", name))) for name in ("p02", "p14"))
    assert 0.2 < early["percentile"] < 0.8
    assert "under this version and those before it: too few had an earlier one" in early["assumptions"][0]
    assert late["percentile"] < 0.05
    assert late["assumptions"][0] == "What is usual is what this clinic's patients had under the earlier protocol."


# -- for people --------------------------------------------------------------------------------------------
def test_the_table_holds_what_a_hidden_step_would_do_beside_the_naive_difference(run: Run, tmp_path: Path) -> None:
    folder = clinic(40).write(tmp_path / "clinic")
    command, *options = COMPARE
    done, found = run(command, folder, *options), document(ask(run, folder, COMPARE))
    rows = {cells[1].strip(): cells[2:-1] for line in done.out.splitlines() if len(cells := line.split("│")) > 2}
    for name, figure in (
        ("adjusted, headache days per 28", found["effect"]),
        ("the same, if a step of the clinic hides at the switch", {"estimate": None, **found["step_drift_bound"]}),
        ("naive, headache days per 28", found["naive"]),
    ):
        expected = ["" if figure[at] is None else f"{figure[at]:+.2f}" for at in ("estimate", "low", "high")]
        assert [cell.strip() for cell in rows[name]] == expected
    assert done.err.splitlines()[:2] == ["20 patients under 1 (A), 20 under 2 (B).", found["sentence"]]
    assert found["sentence"].startswith("Patients had ")
    assert "headache days per 28 under 2 than under 1 (95 % interval " in found["sentence"]
