"""One answer or total of a questionnaire."""

import dataclasses
import datetime as dt
from decimal import Decimal
from typing import ClassVar

from migrainedays import columns

SCALES = ("hit6", "midas", "msq", "phq9", "gad7", "asc12", "mibs4", "pgic", "gas")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Score(columns.Value):
    """The value of one item, or of the whole scale where the item is blank."""

    table: ClassVar[str] = "scores"

    patient: str = columns.text(key=True)
    date: dt.date = columns.day(key=True)
    scale: str = columns.choice(*SCALES, key=True)
    item: str = columns.text(key=True, default="")
    value: Decimal | None = columns.number()
