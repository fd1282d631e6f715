"""When a diary asks: every day, or every third day for those who tire, and never on a day that is already told."""

import datetime as dt
from collections.abc import Collection

RHYTHMS = {"daily": 1, "every_third_day": 3}  # days between two questions


def is_asked(on: dt.date, *, rhythm: str | None, written: Collection[dt.date]) -> bool:
    """Whether the diary asks on a day; `written` are the days that have an entry.

    With a rhythm of three days it asks when neither this day nor the two before are told, so that one sitting fills
    the gap.

    >>> is_asked(dt.date(2026, 3, 4), rhythm="every_third_day", written=[dt.date(2026, 3, 1)])
    True
    >>> is_asked(dt.date(2026, 3, 3), rhythm="every_third_day", written=[dt.date(2026, 3, 1)])
    False
    """
    return not any(on - dt.timedelta(days=back) in written for back in range(RHYTHMS[rhythm or "daily"]))


def next_asked(on: dt.date, *, rhythm: str | None, written: Collection[dt.date]) -> dt.date:
    """The first day from `on` on which it asks, if nothing more is written."""
    reach = RHYTHMS[rhythm or "daily"]
    return next(
        day
        for day in (on + dt.timedelta(days=n) for n in range(reach + 1))
        if is_asked(day, rhythm=rhythm, written=written)
    )
