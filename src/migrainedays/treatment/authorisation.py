"""What a payer has allowed: from when until when, and how many sessions."""

import dataclasses
import datetime as dt
from typing import ClassVar

from migrainedays import columns


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Authorisation(columns.Value):
    """A payer's authorisation; without `sessions` their number is not limited."""

    table: ClassVar[str] = "authorisations"

    patient: str = columns.text(key=True)
    payer: str = columns.text(key=True)
    from_on: dt.date = columns.day(key=True)
    until_on: dt.date | None = columns.day()
    sessions: int | None = columns.whole(1, 100)
    reference: str | None = columns.text()

    def require(self) -> None:
        if self.until_on is not None and self.until_on < self.from_on:
            self.refuse("until_on", "lies before the authorisation begins")

    def covers(self, day: dt.date) -> bool:
        """Whether a session on this day falls under it."""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)
