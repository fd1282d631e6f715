"""The commands on simulated clinics against what is known from outside: cut at a day, thinned, or planted."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from migrainedays.windows import DAY
from studies.commanded_clinics import ask, days_of, lived_days, lose_days, plant_freedom, read, simulated, until

CUT = dt.date(2024, 6, 30)


@pytest.fixture(scope="module")
def clinic() -> Iterator[Path]:
    with simulated(patients=40, seed=5, effect=-0.5) as (folder, truth):
        assert (truth["effect_logit"], truth["patients"]) == (-0.5, 40)
        yield folder


@pytest.fixture(scope="module")
def known(clinic: Path) -> Path:
    return until(clinic, CUT)


@pytest.fixture(scope="module")
def treated(clinic: Path) -> str:
    """A patient in the midst of treatment on the day of the cut."""
    lived = lived_days(clinic)
    rows = read(clinic, "sessions").select("patient", "session", "date").iter_rows()
    return next(
        patient
        for patient, number, on in rows
        if number == "2" and on < str(CUT) and max(lived[patient]) > CUT + 84 * DAY
    )


def test_a_folder_cut_at_a_day_knows_nothing_later(clinic: Path, known: Path) -> None:
    assert max(read(known, "days")["date"]) == str(CUT)
    assert 0 < len(read(known, "sessions")) < len(read(clinic, "sessions"))
    given = set(read(known, "sessions").select("patient", "session").iter_rows())
    assert set(read(known, "injections").select("patient", "session").iter_rows()) <= given
    assert ask("check", known)["refused"] == []


@pytest.mark.parametrize(
    "words",
    [
        ("compare", "--protocol", "six-trigger-sites", "--versions", "1", "2"),
        ("surprise", "--patient", "TREATED"),
        ("forecast", "--patient", "TREATED"),
        ("evaluate", "--chance"),
    ],
    ids=lambda words: words[0],
)
def test_nothing_later_than_the_day_asked_about_is_used(
    clinic: Path, known: Path, treated: str, words: tuple[str, ...]
) -> None:
    """The whole folder asked about a day answers as the folder of that day does."""
    command, *options = (treated if word == "TREATED" else word for word in words)
    then = ask(command, known, *options, "--on", CUT)
    assert then is not None
    assert ask(command, clinic, *options, "--on", CUT) == then
    assert ask(command, clinic, *options) != then


def test_days_that_are_lost_are_missing_and_not_free(clinic: Path, tmp_path: Path) -> None:
    thin = until(clinic, dt.date(2030, 1, 1))
    before, lived = ask("check", thin)["days"], lived_days(thin)
    lose_days(thin, 0.2, seed=1)
    after, left = ask("check", thin), lived_days(thin)
    assert after["refused"] == []
    assert after["days"]["entries"] < 0.85 * before["entries"]
    assert after["days"]["missing"] > before["missing"] + 0.1 * before["entries"]
    assert all(lived[patient][day] == said for patient, days in left.items() for day, said in days.items())


def test_a_planted_month_is_free_and_all_else_stands(clinic: Path, treated: str) -> None:
    planted = until(clinic, dt.date(2031, 1, 1))
    rows = read(planted, "sessions").select("patient", "session", "date").iter_rows()
    on = next(dt.date.fromisoformat(on) for patient, number, on in rows if (patient, number) == (treated, "2"))
    before = lived_days(planted)
    plant_freedom(planted, treated, on)
    after = lived_days(planted)
    assert days_of(after, treated, on + DAY) == 0
    assert ask("check", planted)["refused"] == []
    month = {on + n * DAY for n in range(1, 29)}
    assert {p: days for p, days in after.items() if p != treated} == {p: d for p, d in before.items() if p != treated}
    assert all(after[treated][day] == said for day, said in before[treated].items() if day not in month)


def test_a_window_of_few_entries_is_held_against_nothing() -> None:
    day = dt.date(2026, 1, 1)
    lived = {"p": {day + n * DAY: n < 5 for n in range(20)}}
    assert days_of(lived, "p", day) == 7
    assert days_of(lived, "p", day + DAY) is None
