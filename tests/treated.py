"""Treated courses written down by what they count: a baseline, then three times 28 days for each session.

Sessions lie 85 days apart, so that a cycle is exactly its session's day and three windows: days 1 to 28 (`first`),
29 to 56 and 57 to 84 (`last`).
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from migrainedays.classification import profile
from migrainedays.columns import Value
from migrainedays.course import Course, Evaluation, definition, evaluate
from migrainedays.diary import DiaryDay, Intake
from migrainedays.scales import Score
from migrainedays.treatment import Person, Session
from migrainedays.windows import DAY, Span
from tests.diaries import ANNA, MIGRAINE, NO_FEATURES, spread

SESSION_1 = dt.date(2026, 3, 2)
INTERVAL = 85
GAP = None  # a window of which nothing was entered


def session_on(number: int) -> dt.date:
    """The day of a session."""
    return SESSION_1 + DAY * INTERVAL * (number - 1)


def days_of(first: dt.date, count: int | None, *, entered: int = 28, peak: int = 1, **columns: Any) -> list[DiaryDay]:
    """28 days with so many headache days, of which the first `entered` were entered."""
    if count is None:
        return []
    sick = set(spread(count, entered))
    kind = MIGRAINE if peak > 1 else NO_FEATURES
    return [
        DiaryDay(
            patient=ANNA, date=first + DAY * n, headache=True, **({"minutes": 300, "peak": peak, **kind} | columns)
        )
        if n in sick
        else DiaryDay(patient=ANNA, date=first + DAY * n, headache=False)
        for n in range(entered)
    ]


def sessions(count: int, **columns: Any) -> list[Session]:
    """So many sessions, 85 days apart."""
    return [
        Session(patient=ANNA, session=n, date=Span(session_on(n), session_on(n)), **columns)
        for n in range(1, count + 1)
    ]


def treated(baseline: int | None, *cycles: Sequence[int | None], peak: int = 1, **columns: Any) -> list[Value]:
    """The values of a course: a baseline, then the windows of each cycle, up to three."""
    values: list[Value] = [Person(patient=ANNA), *days_of(SESSION_1 - 28 * DAY, baseline, peak=peak, **columns)]
    for number, windows in enumerate(cycles, start=1):
        if number == 1 or windows:
            values.append(DiaryDay(patient=ANNA, date=session_on(number), headache=False))
        for place, count in enumerate(windows):
            values += days_of(session_on(number) + DAY * (1 + 28 * place), count, peak=peak, **columns)
    return [*values, *sessions(len(cycles))]


def course(values: Sequence[Value], *, intakes_kept: bool = False) -> Course:
    """The course of these values."""
    [person] = [value for value in values if isinstance(value, Person)]
    rest = [value for value in values if not isinstance(value, Person)]
    return Course.of(person, rest, intakes_kept=intakes_kept or any(isinstance(value, Intake) for value in rest))


def evaluated(
    values: Sequence[Value], *, name: str = "LEIDEN_2023", by: str = "nice_reversion", **options
) -> Evaluation:
    """The evaluation of these values."""
    return evaluate(course(values), profile(name), by=definition(by), **options)


def verdicts(values: Sequence[Value], **options) -> dict[str, str]:
    """The verdict of each rule."""
    return {name: ruling.verdict for name, ruling in evaluated(values, **options).rules.items()}


def months(*counts: int | None, first: dt.date = SESSION_1, **options: Any) -> list[DiaryDay]:
    """Consecutive windows from a day on, with so many headache days each; None is a window that was not entered."""
    return [day for place, count in enumerate(counts) for day in days_of(first + 28 * DAY * place, count, **options)]


def score(scale: str, on: dt.date, value: int) -> Score:
    """A total of a scale on a day."""
    from decimal import Decimal

    return Score(patient=ANNA, date=on, scale=scale, value=Decimal(value))


def without(values: Sequence[Value], span: Span) -> Iterator[Value]:
    """The values with the days of a span taken out."""
    return (value for value in values if not (isinstance(value, DiaryDay) and value.date in span))
