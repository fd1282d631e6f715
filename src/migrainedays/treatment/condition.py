"""One answer about health that bears on treatment: yes, no, or asked and not answered."""

import dataclasses
import datetime as dt
from typing import ClassVar

from migrainedays import columns

CONDITIONS = (
    "allergy", "infection_at_site", "neuromuscular", "dysphagia", "breathing", "aminoglycoside", "muscle_relaxant",
    "anticoagulant", "pregnancy", "lactation", "other_toxin",
)  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Condition(columns.Value):
    """An answer with its date; it holds until `until`, or until it is asked again."""

    table: ClassVar[str] = "conditions"

    patient: str = columns.text(key=True)
    condition: str = columns.text(key=True)
    asked_on: dt.date = columns.day(key=True)
    answer: bool | None = columns.answer()
    detail: str | None = columns.text()
    until: dt.date | None = columns.day()

    def require(self) -> None:
        if self.until is not None and self.until < self.asked_on:
            self.refuse("until", "lies before the day on which it was asked")
