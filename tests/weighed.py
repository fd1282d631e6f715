"""A clinic that used two versions of a protocol: as few days as an answer needs, so that a test is quick."""

import datetime as dt
from collections.abc import Iterator

from migrainedays.columns import Value
from migrainedays.diary import DiaryDay
from migrainedays.treatment import Person, Session
from migrainedays.windows import DAY, Span

PROTOCOL = "six-trigger-sites"
FIRST_SESSION = dt.date(2025, 3, 3)
SWITCH = 180  # days between the first patient of version 1 and of version 2


def patient(number: int, *, version: str, on: dt.date, before: int, after: int, months: int = 2) -> Iterator[Value]:
    """One patient: two months before session 1 and so many after it, with so many headache days each."""
    name = f"W-{number:02d}"
    yield Person(patient=name, sex="female")
    session = Session(patient=name, session=1, date=Span(on, on), protocol=PROTOCOL, version=version)
    yield session
    for month, count in [(-2, before), (-1, before), *((n, after) for n in range(months))]:
        first = on + DAY * (28 * month + (month >= 0))
        for day in range(28):
            sick = (day * count) // 28 != ((day + 1) * count) // 28
            yield DiaryDay(patient=name, date=first + DAY * day, headache=sick)


def two_versions(each: int = 6, better: int = 6) -> list[Value]:
    """So many patients under either version; under version 2 they have fewer headache days by `better`."""
    values: list[Value] = []
    for number in range(each):
        on, level = FIRST_SESSION + DAY * 7 * number, 16 + number % 5
        values += patient(number, version="1", on=on, before=level, after=level - 4 - number % 3)
        later = on + DAY * SWITCH
        values += patient(each + number, version="2", on=later, before=level, after=level - 4 - better - number % 3)
    return values
