"""Short ways to write a diary down in a test."""

import csv
import datetime as dt
import json
from pathlib import Path

from click.testing import CliRunner

from migrainedays.classification import classify, profile
from migrainedays.classification.diagnosis import Diagnosis, diagnose
from migrainedays.cli.main import commands
from migrainedays.diary import Attack, Diary, DiaryDay, Intake
from migrainedays.exchange import write_folder
from migrainedays.treatment import Person

FIRST = dt.date(2026, 1, 5)
ANNA = "Anna"
NO_FEATURES = {
    "unilateral": False, "pulsating": False, "aggravated": False, "nausea": False, "vomiting": False,
    "photophobia": False, "phonophobia": False,
}  # fmt: skip
MIGRAINE = {**NO_FEATURES, "pulsating": True, "photophobia": True, "phonophobia": True}


def on(n: int) -> dt.date:
    """Day n of the diary, the first being 0."""
    return FIRST + dt.timedelta(days=n)


def at(text: str) -> dt.datetime:
    """A moment such as `01-05 21:00`, of 2026, in winter time of Paris unless an offset follows."""
    return dt.datetime.fromisoformat(f"2026-{text}" + ("" if "+" in text[11:] or "Z" in text else "+01:00"))


def free(n: int = 0) -> DiaryDay:
    """A day that was answered: no headache."""
    return DiaryDay(patient=ANNA, date=on(n), headache=False)


def headache(n: int = 0, **columns) -> DiaryDay:
    """A headache day; nothing is known but what is given."""
    return DiaryDay(patient=ANNA, date=on(n), headache=True, **columns)


def tension(n: int = 0, **columns) -> DiaryDay:
    """A headache day without any feature of migraine."""
    return headache(n, **{"minutes": 300, "peak": 1, **NO_FEATURES, **columns})


def migraine(n: int = 0, **columns) -> DiaryDay:
    """A day with six hours of moderate, pulsating headache, light and sound hard to bear."""
    return headache(n, **{"minutes": 360, "peak": 2, **MIGRAINE, **columns})


def took(drug: str, n: int = 0, **columns) -> Intake:
    """An acute drug, taken for an attack."""
    return Intake(patient=ANNA, date=on(n), drug=drug, **{"purpose": "acute", **columns})


def attack(started: str, ended: str | None, name: str = "a", **columns) -> Attack:
    """An attack between two moments of 2026."""
    return Attack(patient=ANNA, attack=name, started_at=at(started), ended_at=at(ended) if ended else None, **columns)


def anna(**columns) -> Person:
    """A person with six attacks before the diary, and no aura, unless it is said otherwise."""
    return Person(patient=ANNA, **{"migraine_attacks_before": 6, "aura_attacks_before": 0, **columns})


def diary(*values, intakes_kept: bool = True) -> Diary:
    """The diary of these values."""
    return Diary(
        days=tuple(v for v in values if isinstance(v, DiaryDay)),
        attacks=tuple(v for v in values if isinstance(v, Attack)),
        intakes=tuple(v for v in values if isinstance(v, Intake)),
        exposures=tuple(v for v in values if v.table == "exposures"),
        intakes_kept=intakes_kept,
    )


def verdict(name: str, *values, person: Person | None = None, n: int = 0, intakes_kept: bool = True):
    """The verdict of a profile on one day of a diary."""
    return classify(diary(*values, intakes_kept=intakes_kept), profile(name), person or anna())[on(n)]


def answers(name: str, *values, **options) -> tuple[str, str]:
    """Headache day and migraine day, in words."""
    found = verdict(name, *values, **options)
    return found.headache_day.value, found.migraine_day.value


def windows(headache_days: list[int], migraine_days: list[int] | None = None) -> list[DiaryDay]:
    """Complete windows of 28 days with so many headache days each, so many of them migraine, spread evenly.

    A headache day that is not migraine has no feature of it.
    """
    days = []
    for w, total in enumerate(headache_days):
        sick = migraine_days[w] if migraine_days else 0
        places = spread(total, 28)
        chosen = {places[k] for k in spread(sick, total)} if sick else set()
        for n in range(28):
            place = 28 * w + n
            days.append(migraine(place) if n in chosen else tension(place) if n in places else free(place))
    return days


def spread(count: int, within: int) -> list[int]:
    """So many places among `within`, evenly."""
    return [k * within // count for k in range(count)] if count else []


def drug_days(drug: str, days: int, windows: int = 4, first: int = 0, **columns) -> list[Intake]:
    """An acute drug on so many days of each of some windows, from day `first` of the window on."""
    return [took(drug, 28 * w + first + k, **columns) for w in range(windows) for k in range(days)]


def diagnosed(*values, person: Person | None = None, intakes_kept: bool = True, **options) -> Diagnosis:
    """The diagnosis of one person."""
    return diagnose(diary(*values, intakes_kept=intakes_kept), person or anna(), **options)


def run(*arguments: str | Path) -> tuple[int, str, str]:
    """A command of the command line: exit code, standard output, standard error."""
    from migrainedays.errors import MigraineDaysError

    result = CliRunner().invoke(commands, [str(argument) for argument in arguments])
    if isinstance(result.exception, MigraineDaysError):
        return int(result.exception.exit_code), result.stdout, f"{result.stderr}{result.exception}"
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def run_json(*arguments: str | Path):
    """The JSON document that a command prints."""
    code, out, err = run(*arguments, "--json")
    assert code == 0, err
    return json.loads(out)


def folder_of(path: Path, *values, person: Person | None = None, present=()) -> Path:
    """An exchange folder of these values."""
    write_folder(path, [person or anna(), *values], present)
    return path


def folder_with(path: Path, **tables: str) -> Path:
    """An exchange folder written cell by cell; a cell per comma, a row per line."""
    path.mkdir(parents=True, exist_ok=True)
    for name, text in tables.items():
        rows = [line.strip().split(",") for line in text.strip().splitlines()]
        with (path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    return path
