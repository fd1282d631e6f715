"""When a day was entered, and when it closes: 48 hours after its end, by the phone's own claim.

The phone's claim decides and the moment of receipt stands beside it: a diary written in a plane is no worse for
having been offline. A day that nobody entered can be entered at any time and is marked as late; a day that was
entered is changed after the lock only by a correction that stays visible.
"""

import datetime as dt
from enum import Enum
from zoneinfo import ZoneInfo

from migrainedays.diary.phone.operation import Operation

LOCK_AFTER = dt.timedelta(hours=48)  # a project rule


class Timing(Enum):
    """How an entry stands to its day."""

    ON_THE_DAY = "on_the_day"
    LATE = "late"
    CORRECTION = "correction"


def lock_of(date: dt.date, zone: str, after: dt.timedelta = LOCK_AFTER) -> dt.datetime:
    """The moment (UTC) at which the day closes: `after` its midnight in that zone.

    >>> lock_of(dt.date(2026, 3, 28), "Europe/Paris").isoformat()
    '2026-03-30T23:00:00+00:00'
    """
    midnight = dt.datetime.combine(date + dt.timedelta(days=1), dt.time(), tzinfo=ZoneInfo(zone))
    return midnight.astimezone(dt.UTC) + after


def is_locked(operation: Operation, after: dt.timedelta = LOCK_AFTER) -> bool:
    """Whether the phone itself says that it was written after the lock."""
    return operation.claimed_at > lock_of(operation.date, operation.zone, after)


def timing_of(operation: Operation, after: dt.timedelta = LOCK_AFTER) -> Timing:
    """On the day itself, late, or a correction of a closed day; by the calendar that the phone showed."""
    if operation.correction and is_locked(operation, after):
        return Timing.CORRECTION
    return Timing.ON_THE_DAY if operation.claimed_at.date() <= operation.date else Timing.LATE
