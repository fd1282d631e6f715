"""How late days were entered: a diary filled in one evening is no daily diary."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from migrainedays.diary.day import DiaryDay
from migrainedays.diary.phone.lock import lock_of

WEEK = dt.timedelta(days=7)  # a project rule: what was entered later than that is named apart


class Delays(NamedTuple):
    """Days by when they were entered: on the day, before it closed (48 hours after its end), or later.

    `over_a_week` of those later were entered more than a week after the day; `unknown` have no moment of entry.
    """

    on_the_day: int = 0
    within_48_hours: int = 0
    later: int = 0
    over_a_week: int = 0
    unknown: int = 0

    @property
    def known(self) -> int:
        """The days whose moment of entry is known."""
        return self.on_the_day + self.within_48_hours + self.later


def delays_of(days: Iterable[DiaryDay]) -> Delays:
    """When the days were entered, by the calendar that the phone showed.

    >>> day = DiaryDay(patient="Ada", date=dt.date(2026, 3, 1), headache=False)
    >>> delays_of([day]).unknown
    1
    """
    places = [_place(day) for day in days]
    return Delays(
        on_the_day=places.count("on_the_day"),
        within_48_hours=places.count("within_48_hours"),
        later=places.count("later") + places.count("over_a_week"),
        over_a_week=places.count("over_a_week"),
        unknown=places.count("unknown"),
    )


def _place(day: DiaryDay) -> str:
    if day.entered_at is None:
        return "unknown"
    late = day.entered_at.date() - day.date
    if late <= dt.timedelta():
        return "on_the_day"
    if day.entered_at <= lock_of(day.date, day.zone or "UTC"):
        return "within_48_hours"
    return "later" if late <= WEEK else "over_a_week"
