"""Courses of people who take part in a study: as few days as its analysis needs, on calendar days that a test names."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from migrainedays.columns import Value
from migrainedays.course import Course
from migrainedays.diary import DiaryDay
from migrainedays.evidence.allocation import ARMS
from migrainedays.evidence.study_plan import TakingPart
from migrainedays.treatment import Person, Session
from migrainedays.windows import DAY, Span

PROTOCOL = "six-trigger-sites"
VERSIONS = ("1", "2")
ON = dt.date(2026, 3, 2)
"""The day on which everybody here consents and has the first session."""

LATER = ON + 84 * DAY + DAY
"""The first day on which a patient of three months is complete."""


def month(patient: str, first: dt.date, headache_days: int, entered: int = 28) -> Iterator[DiaryDay]:
    """28 days of which the first `entered` are answered, with headache days spread over them."""
    for day in range(entered):
        sick = (day * headache_days) // entered != ((day + 1) * headache_days) // entered
        yield DiaryDay(patient=patient, date=first + DAY * day, headache=sick)


def diary_before(patient: str, on: dt.date = ON, headache_days: int = 18, entered: int = 28) -> list[DiaryDay]:
    """The month before a day."""
    return list(month(patient, on - 28 * DAY, headache_days, entered))


def diary_after(patient: str, on: dt.date = ON, headache_days: int = 10, months: int = 3) -> list[DiaryDay]:
    """Months after a session."""
    return [day for n in range(months) for day in month(patient, on + DAY * (1 + 28 * n), headache_days)]


def session(patient: str, version: str = "1", on: dt.date = ON, number: int = 1, **columns: Any) -> Session:
    """A session here by the protocol of the study."""
    given: dict[str, Any] = {"protocol": PROTOCOL, "version": version} | columns
    return Session(patient=patient, session=number, date=Span(on, on), **given)


def course(patient: str, *values: Value) -> Course:
    """A course of these values."""
    return Course.of(Person(patient=patient), list(values), intakes_kept=False)


def name(number: int) -> str:
    """The number of a patient of a study."""
    return f"S-{number:02d}"


def arm_of(number: int) -> str:
    """Turn about, where a test needs no chance."""
    return ARMS[number % 2]


def whole(number: int, *, better: int = 5, on: dt.date = ON) -> Course:
    """A patient with whole months; under version 2 there are fewer headache days by `better`."""
    who, level = name(number), 16 + number % 4
    arm = arm_of(number)
    after = level - 3 - number % 3 - (better if arm == "B" else 0)
    given = session(who, VERSIONS[ARMS.index(arm)], on)
    return course(who, given, *diary_before(who, on, level), *diary_after(who, on, after))


def study(patients: int, better: int = 5) -> tuple[list[Course], dict[str, TakingPart]]:
    """So many patients with whole months, and how they take part."""
    courses = [whole(number, better=better) for number in range(patients)]
    return courses, {name(number): TakingPart(arm_of(number), ON) for number in range(patients)}
