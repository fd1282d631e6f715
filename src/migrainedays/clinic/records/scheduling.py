"""When and where a clinic works, how it arranges visits, and the secret addresses of its calendars, as values."""

import dataclasses
import datetime as dt
from typing import ClassVar

from migrainedays import columns

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY_MINUTES = 1440
SESSION_MINUTES = 30


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Room(columns.Value):
    """A room in which one patient is seen at a time."""

    table: ClassVar[str] = "rooms"

    room: str = columns.text(key=True)
    in_use: bool | None = columns.yes_no()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class WorkingHours(columns.Value):
    """A stretch of a weekday on which visits are arranged, in minutes after midnight on the clinic's clock.

    `part` tells the morning from the afternoon where there is a break between them.
    """

    table: ClassVar[str] = "working_hours"

    weekday: str = columns.choice(*WEEKDAYS, key=True)
    part: int = columns.whole(1, 4, key=True, default=1)
    opens: int | None = columns.whole(0, DAY_MINUTES)
    closes: int | None = columns.whole(0, DAY_MINUTES)

    def require(self) -> None:
        if self.opens is None or self.closes is None:
            self.refuse("opens", "is missing; hours have a beginning and an end")
        elif self.closes <= self.opens:
            self.refuse("closes", "is not after the beginning")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ClosedDay(columns.Value):
    """A day on which nobody is seen."""

    table: ClassVar[str] = "closed_days"

    date: dt.date = columns.day(key=True)
    reason: str | None = columns.text()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Arrangements(columns.Value):
    """How visits are arranged: the one value of a clinic, without a key.

    `interval_months` are calendar months and take the place of the interval in days. Messages wait from `quiet_from`
    to `quiet_until`, hours of the day where the patient lives; a visit is remembered `remind_days` before.
    """

    table: ClassVar[str] = "arrangements"

    session_minutes: int = columns.whole(5, 240, default=SESSION_MINUTES)
    interval_months: int | None = columns.whole(3, 24)
    quiet_from: int = columns.whole(0, 23, default=20)
    quiet_until: int = columns.whole(0, 23, default=8)
    remind_days: int = columns.whole(0, 30, default=2)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Feed(columns.Value):
    """A secret address under which a calendar is read, of one patient or of one member of staff.

    Only the hash of the secret is kept; `of_patient` is the public id of the record.
    """

    table: ClassVar[str] = "feeds"

    feed: str = columns.text(key=True)
    secret_hash: str | None = columns.text()
    of_patient: str | None = columns.text()
    of_member: str | None = columns.text()
    made_at: dt.datetime | None = columns.moment()
    revoked_at: dt.datetime | None = columns.moment()
