"""When the next session is due, and how a booking stands to it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from migrainedays.literature import claim
from migrainedays.protocol.version import Version
from migrainedays.treatment.session import Session


@dataclass(frozen=True, slots=True)
class Due:
    """The day from which the next session may be; `uncertain` where the last one is known to a month or year only."""

    on: dt.date
    after: str
    uncertain: bool

    def days_early(self, booked: dt.date) -> int:
        """How many days a booking comes too early; 0 where it does not."""
        return max(0, (self.on - booked).days)


def due(sessions: Iterable[Session], version: Version) -> Due | None:
    """The next session by the protocol's interval, never earlier than 84 days after the last toxin of any kind.

    A session of which only the month or year is known counts to the last day of that span. None without a dated
    session: nothing holds the first one back.
    """
    dates = [session.date for session in sessions if session.date is not None]
    if not dates:
        return None
    last = max(dates, key=lambda span: span.last)
    days = max(version.interval_days, int(claim("treatment.interval_days").number))
    return Due(last.last + dt.timedelta(days=days), str(last), not last.is_day)
