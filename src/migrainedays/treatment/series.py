"""A series of sessions as it was planned: how many, and when it is looked at."""

import dataclasses
import datetime as dt
from typing import ClassVar

from migrainedays import columns

SESSIONS = 3
REVIEW_AFTER = 2
REVIEW_MONTHS = 6


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Series(columns.Value):
    """So many sessions from one on, and the review that decides whether more follow.

    `review_after` counts sessions of this series, `review_months` calendar months from its first one.
    """

    table: ClassVar[str] = "series"

    patient: str = columns.text(key=True)
    series: int = columns.whole(1, key=True)
    first_session: int | None = columns.whole(1, default=1)
    sessions: int | None = columns.whole(1, 100, default=SESSIONS)
    review_after: int | None = columns.whole(1, 100, default=REVIEW_AFTER)
    review_months: int | None = columns.whole(1, 60, default=REVIEW_MONTHS)
    reviewed_on: dt.date | None = columns.day()

    def require(self) -> None:
        for name in ("first_session", "sessions", "review_after", "review_months"):
            if getattr(self, name) is None:
                self.refuse(name, "is missing; a series says it")

    @property
    def last_session(self) -> int:
        """The number of the last session that was planned."""
        return (self.first_session or 1) + (self.sessions or 1) - 1
