"""The cast: seven invented people who are met throughout the tests, each as the rows of an exchange folder.

Anna responds at once, Ben late, Clara never; David's diary has gaps; Eva's cycle breaks and returns; Farid travels
over time zones; Greta belongs to another clinic, whose people the others must not see.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from zoneinfo import ZoneInfo

from migrainedays.columns import Value
from migrainedays.course import Course
from migrainedays.diary import Attack, DiaryDay, Exposure, Goal, Intake
from migrainedays.scales import Score
from migrainedays.treatment import Person, Preventive, Session
from migrainedays.windows import DAY, Span

FIRST = dt.date(2025, 1, 6)  # the first day of everybody's diary
SESSION_1 = FIRST + 28 * DAY
BETWEEN = 84  # days from one session to the next
PARIS = "Europe/Paris"


def _spread(count: int) -> set[int]:
    return {n * 28 // count for n in range(count)} if count else set()


def _days(patient: str, months: Sequence[int | None]) -> Iterator[Value]:
    """One window of 28 days a number, so many of them with migraine; None is a window without entries."""
    for month, count in enumerate(months):
        sick = _spread(count or 0)
        for n in range(28 if count is not None else 0):
            date = FIRST + DAY * (28 * month + n)
            if n not in sick:
                yield DiaryDay(patient=patient, date=date, headache=False, zone=PARIS)
                continue
            yield DiaryDay(
                patient=patient,
                date=date,
                headache=True,
                minutes=420,
                peak=2 + n % 2,
                zone=PARIS,
                unilateral=True,
                pulsating=True,
                aggravated=n % 2 == 0,
                nausea=n % 3 == 0,
                vomiting=False,
                photophobia=True,
                phonophobia=True,
            )
            if n % 3 == 0:
                yield Intake(patient=patient, date=date, drug="sumatriptan", purpose="acute", pain_free_2h=n % 2 == 0)


def _sessions(patient: str, count: int, place: str | None = None) -> Iterator[Value]:
    for number in range(1, count + 1):
        on = SESSION_1 + DAY * BETWEEN * (number - 1)
        yield Session(
            patient=patient,
            session=number,
            date=Span(on, on),
            place=place,
            protocol="preempt",
            version="1",
            product="onabotulinumtoxinA",
            total_units=Decimal(155),
            minutes=20,
        )


def anna() -> list[Value]:
    """Responds at once and stays well; was treated elsewhere before, without success."""
    patient = "Anna"
    return [
        Person(patient=patient, birth_year=1984, sex="female", zone=PARIS, migraine_attacks_before=200),
        *_days(patient, [22, 8, 7, 6, 6, 5, 5, 4, 4, 4, 3, 3, 3]),
        Session(
            patient=patient,
            session=0,
            date=Span.read("2023-05"),
            place="a clinic by the sea",
            recalled_before=Decimal(25),
            recalled_after=Decimal(20),
            drugs_then="triptans on most days",
        ),
        *_sessions(patient, 4),
        Score(patient=patient, date=SESSION_1, scale="hit6", value=Decimal(66)),
        Score(patient=patient, date=SESSION_1 + 84 * DAY, scale="hit6", value=Decimal(56)),
        Preventive(
            patient=patient,
            drug="topiramate",
            started_on=dt.date(2024, 1, 8),
            stopped_on=SESSION_1 + 60 * DAY,
            stop_reason="other",
        ),
        *_exposed(patient),
        Goal(patient=patient, goal="an hour in the garden at noon", date=SESSION_1, level=-2),
        Goal(patient=patient, goal="an hour in the garden at noon", date=SESSION_1 + 168 * DAY, level=1),
    ]


def _exposed(patient: str) -> Iterator[Value]:
    """Bright light at ten, asked for each third day; met on every other of those days."""
    for n in range(0, 336, 3):
        date = FIRST + DAY * n
        at = dt.datetime.combine(date, dt.time(10), ZoneInfo(PARIS))
        yield Exposure(patient=patient, date=date, factor="bright_light", at=at, level=2 if n % 2 else 0)


def ben() -> list[Value]:
    """Responds late: little after two sessions, half fewer headache days after the third."""
    patient = "Ben"
    months = [20, 19, 18, 19, 16, 17, 16, 9, 8, 8, 7, 7, 6]
    return [
        Person(patient=patient, birth_year=1971, sex="male", zone=PARIS),
        *_days(patient, months),
        *_sessions(patient, 4),
    ]


def clara() -> list[Value]:
    """Never responds."""
    patient = "Clara"
    months = [24, 24, 23, 25, 24, 24, 23, 24, 25, 24]
    return [
        Person(patient=patient, birth_year=1990, sex="female", zone=PARIS),
        *_days(patient, months),
        *_sessions(patient, 3),
    ]


def david() -> list[Value]:
    """Improves, as far as a diary with gaps can tell."""
    patient = "David"
    kept = [
        value
        for value in _days(patient, [19, 12, None, 11, 9, None, 10, 9, 8])
        if not isinstance(value, DiaryDay | Intake) or (value.date - FIRST).days % 28 < 18 or value.date < SESSION_1
    ]
    return [Person(patient=patient, birth_year=1965, sex="male", zone=PARIS), *kept, *_sessions(patient, 3)]


def eva() -> list[Value]:
    """Breaks the cycle, holds it for half a year, and falls back into it."""
    patient = "Eva"
    months = [21, 16, 13, 11, 10, 9, 8, 8, 9, 12, 16, 18, 19]
    return [
        Person(patient=patient, birth_year=1978, sex="female", zone=PARIS),
        *_days(patient, months),
        *_sessions(patient, 3),
    ]


def farid() -> list[Value]:
    """Flies between Paris, New York and Tokyo, and notes his attacks with the offset of where he was."""
    patient = "Farid"
    places = [("Europe/Paris", 0), ("America/New_York", 30), ("Asia/Tokyo", 60), ("Europe/Paris", 90)]
    values: list[Value] = [Person(patient=patient, birth_year=1982, sex="male", zone=PARIS), *_sessions(patient, 1)]
    for n in range(0, 112, 2):
        zone = [name for name, since in places if since <= n][-1]
        started = dt.datetime.combine(FIRST + DAY * n, dt.time(21), ZoneInfo(zone))
        started = started.replace(tzinfo=dt.timezone(started.utcoffset() or dt.timedelta()))
        values.append(
            Attack(
                patient=patient,
                attack=f"a{n:03}",
                started_at=started,
                ended_at=started + dt.timedelta(hours=7),
                peak=2,
                pulsating=True,
                unilateral=True,
                photophobia=True,
                phonophobia=True,
                nausea=False,
            )
        )
    return values


def greta() -> list[Value]:
    """Another clinic's patient; responds well."""
    patient = "Greta"
    months = [18, 9, 8, 8]
    person = Person(patient=patient, birth_year=1995, sex="female", zone=PARIS)
    return [person, *_days(patient, months), *_sessions(patient, 1, "another clinic")]


CAST = (anna, ben, clara, david, eva, farid)
OTHER_CLINIC = (greta,)


def clinic() -> list[Value]:
    """Everybody of the practice; not Greta."""
    return [value for someone in CAST for value in someone()]


def course_of(values: Sequence[Value]) -> Course:
    """The course of one of them."""
    [person] = [value for value in values if isinstance(value, Person)]
    rest = [value for value in values if not isinstance(value, Person)]
    return Course.of(person, rest, intakes_kept=any(isinstance(value, Intake) for value in rest))
