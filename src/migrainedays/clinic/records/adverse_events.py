"""What the clinic keeps beside an adverse event: the points it belongs to, and that somebody has looked at it.

These values never leave in an exchange folder, whose adverse events have no column for a place.
"""

import dataclasses
import datetime as dt
from typing import ClassVar

from migrainedays import columns
from migrainedays.treatment.injection import SIDES


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EventSite(columns.Value):
    """An injected point to which an adverse event belongs, such as a drooping lid to a point above it."""

    table: ClassVar[str] = "event_sites"

    patient: str = columns.text(key=True)
    event: str = columns.text(key=True)
    onset_on: dt.date = columns.day(key=True)
    muscle: str = columns.text(key=True)
    side: str = columns.choice(*SIDES, key=True)
    site: int = columns.whole(1, key=True)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EventSeen(columns.Value):
    """Somebody of the clinic has read of a serious adverse event and says what was done."""

    table: ClassVar[str] = "events_seen"

    patient: str = columns.text(key=True)
    event: str = columns.text(key=True)
    onset_on: dt.date = columns.day(key=True)
    done: str | None = columns.text()

    def require(self) -> None:
        if not (self.done or "").strip():
            self.refuse("done", "is missing; say what was done")
