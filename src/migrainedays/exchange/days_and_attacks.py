"""Days beside attacks: a day that contradicts one is refused, a day that differs stands and is listed as odd."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import NamedTuple, cast

from migrainedays.course.follow import last_on
from migrainedays.diary import Attack, DiaryDay
from migrainedays.diary.day import MINUTES_A_DAY
from migrainedays.diary.from_attacks import Touched, ended_at, touched_days
from migrainedays.diary.lived import FEATURES, told_by
from migrainedays.exchange.courses import course_of
from migrainedays.exchange.folder import Folder, Problem, Row
from migrainedays.literature import claim
from migrainedays.treatment import Person

MINUTES_APART = claim("exchange.minutes_apart").number
Refusal = tuple[Row, Problem]


class _Beside(NamedTuple):
    """One day of one patient, what the attacks put on it, and where they stand in their table."""

    row: Row
    day: DiaryDay
    touched: Touched
    lines: str
    still_open: bool


def compare_with_attacks(folder: Folder) -> tuple[list[Refusal], list[Problem]]:
    """The days that contradict an attack, and what merely differs."""
    refused: list[Refusal] = []
    odd: list[Problem] = []
    for beside in _pairs(folder):
        problem = _contradiction(beside)
        if problem:
            refused.append((beside.row, problem))
        else:
            odd.extend(_differences(beside))
    return refused, odd


def _pairs(folder: Folder) -> Iterator[_Beside]:
    lines = {row.value.key: row.line for row in folder.tables.get(Attack.table, ())}
    if not lines:
        return
    touched = {person.patient: _touched(folder, person) for person in folder.values(Person)}
    for row in folder.tables.get(DiaryDay.table, ()):
        day = cast(DiaryDay, row.value)
        found, last = touched.get(day.patient, ({}, None))
        if day.date in found:
            attacks = found[day.date].attacks
            named = ", ".join(f"{attack.attack} (line {lines[attack.key]})" for attack in attacks)
            still_open = day.date == last and any(ended_at(attack) is None for attack in attacks)
            yield _Beside(row, day, found[day.date], named, still_open)


def _touched(folder: Folder, person: Person) -> tuple[Mapping[dt.date, Touched], dt.date | None]:
    attacks = folder.of(Attack, person.patient)
    if not attacks:
        return {}, None
    last = last_on(course_of(folder, person))
    return touched_days(attacks, last, person.zone), last


def _contradiction(beside: _Beside) -> Problem | None:
    """What cannot be true of both. The last day of an attack that is going on is not over: its minutes may differ."""
    day = beside.day
    minutes = min(beside.touched.minutes, MINUTES_A_DAY)  # a row cannot say more, even of a day of 25 hours
    if day.headache is False and minutes:
        reason = f"says no headache, and attack {beside.lines} puts {minutes} minutes on this day"
        return Problem(DiaryDay.table, beside.row.line, "headache", "false", reason)
    if day.minutes is not None and minutes - day.minutes > MINUTES_APART and not beside.still_open:
        reason = f"says {day.minutes} minutes, and attack {beside.lines} puts {minutes} on this day"
        return Problem(DiaryDay.table, beside.row.line, "minutes", str(day.minutes), reason)
    return None


def _differences(beside: _Beside) -> Iterator[Problem]:
    told = told_by(beside.touched)
    for name in ("minutes", *FEATURES):
        said, other = getattr(beside.day, name), told[name]
        if said in (None, ()) or other in (None, ()) or said == other:
            continue
        shown = ";".join(said) if isinstance(said, tuple) else str(said).lower()
        also = ";".join(other) if isinstance(other, tuple) else str(other).lower()
        reason = f"differs from attack {beside.lines}, which says {also}; the day is kept as it stands"
        yield Problem(DiaryDay.table, beside.row.line, name, shown, reason)
