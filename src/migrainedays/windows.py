"""Days, 28-day windows and weeks since a session: the calendar on which everything is counted.

A diary day is a local calendar day. A window is 28 whole days; months of 30 days are asked for by name and
never made from 28 by multiplication: 14 days in 28 would silently become 15 in 30.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

WINDOW_DAYS = 28
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Whole days from `first` to `last`, both included.

    >>> Span.window(dt.date(2026, 1, 1)).last
    datetime.date(2026, 1, 28)
    """

    first: dt.date
    last: dt.date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a span cannot end ({self.last}) before it begins ({self.first})")

    def __len__(self) -> int:
        return (self.last - self.first).days + 1

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last

    def __iter__(self) -> Iterator[dt.date]:
        return (self.first + dt.timedelta(days=n) for n in range(len(self)))

    @classmethod
    def window(cls, first: dt.date, days: int = WINDOW_DAYS) -> Self:
        """The window of `days` days that begins on `first`."""
        return cls(first, first + dt.timedelta(days=days - 1))

    @classmethod
    def before(cls, day: dt.date, days: int = WINDOW_DAYS) -> Self:
        """The `days` days that end the day before `day` (days -28 to -1 of a session)."""
        return cls(day - dt.timedelta(days=days), day - DAY)

    @classmethod
    def after(cls, day: dt.date, days: int = WINDOW_DAYS) -> Self:
        """The `days` days that begin the day after `day` (days 1 to 28 of a session)."""
        return cls(day + DAY, day + dt.timedelta(days=days))

    @classmethod
    def read(cls, text: str) -> Self:
        """A day (`2026-03-01`), month (`2026-03`) or year (`2026`) as its whole span.

        >>> len(Span.read("2024-02"))
        29
        """
        parts = text.split("-")
        if len(parts) == 3:
            day = dt.date.fromisoformat(text)
            return cls(day, day)
        if len(parts) == 2 and len(text) == 7:
            first = dt.date(int(parts[0]), int(parts[1]), 1)
            return cls(first, (first + dt.timedelta(days=31)).replace(day=1) - DAY)
        if len(parts) == 1 and len(text) == 4:
            return cls(dt.date(int(text), 1, 1), dt.date(int(text), 12, 31))
        raise ValueError("is not a date (YYYY-MM-DD), a month (YYYY-MM) or a year (YYYY)")

    def __str__(self) -> str:
        for text in (str(self.first), str(self.first)[:7], str(self.first)[:4]):
            if Span.read(text) == self:
                return text
        return f"{self.first}/{self.last}"

    @property
    def is_day(self) -> bool:
        return self.first == self.last


def consecutive(first: dt.date, last: dt.date, days: int = WINDOW_DAYS) -> list[Span]:
    """Whole windows of `days` days from `first`, none ending after `last`; a trailing part is no window."""
    count = ((last - first).days + 1) // days
    return [Span.window(first + dt.timedelta(days=days * n), days) for n in range(max(count, 0))]


def weeks_since(session: dt.date, day: dt.date) -> int:
    """Whole weeks from a session to a day; negative before it."""
    return (day - session).days // 7
