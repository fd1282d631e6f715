"""Something unwanted that happened."""

import dataclasses
import datetime as dt
from typing import ClassVar

from migrainedays import columns


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AdverseEvent(columns.Value):
    """An adverse event with its onset; a blank drug means the toxin, a blank session none in particular."""

    table: ClassVar[str] = "adverse_events"

    patient: str = columns.text(key=True)
    event: str = columns.text(key=True)
    onset_on: dt.date = columns.day(key=True)
    session: int | None = columns.whole()
    drug: str | None = columns.text()
    resolved_on: dt.date | None = columns.day()
    severity: str | None = columns.choice("mild", "moderate", "severe")
    related: bool | None = columns.yes_no()

    def require(self) -> None:
        if self.resolved_on is not None and self.resolved_on < self.onset_on:
            self.refuse("resolved_on", "lies before the onset")
