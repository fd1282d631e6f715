"""One answer or total of a questionnaire."""

import dataclasses
import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from migrainedays import columns
from migrainedays.scales.instruments import INSTRUMENTS

SCALES = tuple(INSTRUMENTS)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Score(columns.Value):
    """The value of one item, or of the whole scale where the item is blank."""

    table: ClassVar[str] = "scores"

    patient: str = columns.text(key=True)
    date: dt.date = columns.day(key=True)
    scale: str = columns.choice(*SCALES, key=True)
    item: str = columns.text(key=True, default="")
    value: Decimal | None = columns.number()

    def require(self) -> None:
        if self.value is None:
            return
        number = int(self.value) if self.value == int(self.value) else Fraction(self.value)
        reason = INSTRUMENTS[self.scale].refusal(self.item, number)
        if reason is not None:
            self.refuse("value", reason)
