"""One preventive drug that was tried."""

import dataclasses
import datetime as dt
from typing import ClassVar

from migrainedays import columns


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Preventive(columns.Value):
    """A preventive with its dose, dates and why it was stopped."""

    table: ClassVar[str] = "preventives"

    patient: str = columns.text(key=True)
    drug: str = columns.text(key=True)
    started_on: dt.date = columns.day(key=True)
    dose: str | None = columns.text()
    stopped_on: dt.date | None = columns.day()
    stop_reason: str | None = columns.choice("inefficacy", "intolerance", "contraindication", "other")

    def require(self) -> None:
        if self.stopped_on is not None and self.stopped_on < self.started_on:
            self.refuse("stopped_on", "lies before the drug was started")
