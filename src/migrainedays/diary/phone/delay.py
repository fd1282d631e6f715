"""How late days were entered: a diary filled in one evening is no daily diary."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from migrainedays.diary.day import DiaryDay

WEEK = dt.timedelta(days=7)  # a project rule: what was entered later is counted apart


class Delays(NamedTuple):
    """Days by when they were entered; `unknown` have no moment of entry."""

    on_the_day: int
    within_a_week: int
    later: int
    unknown: int

    @property
    def known(self) -> int:
        return self.on_the_day + self.within_a_week + self.later


def delays_of(days: Iterable[DiaryDay]) -> Delays:
    """When the days were entered, by the calendar that the phone showed.

    >>> day = DiaryDay(patient="Ada", date=dt.date(2026, 3, 1), headache=False)
    >>> delays_of([day]).unknown
    1
    """
    counts = [0, 0, 0, 0]
    for day in days:
        counts[_place(day)] += 1
    return Delays(*counts)


def _place(day: DiaryDay) -> int:
    if day.entered_at is None:
        return 3
    late = day.entered_at.date() - day.date
    return 0 if late <= dt.timedelta() else 1 if late <= WEEK else 2
