"""Something met on a day, on good days as well as bad, so that tolerance can be counted."""

import dataclasses
import datetime as dt
from typing import ClassVar

from migrainedays import columns

FACTORS = (
    "stress", "bright_light", "tied_hair", "weather", "menstruation", "short_sleep", "alcohol", "missed_meal",
)  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Exposure(columns.Value):
    """A factor asked about on a day; level 0 means asked, and none. A clinic may add factors of its own."""

    table: ClassVar[str] = "exposures"

    patient: str = columns.text(key=True)
    date: dt.date = columns.day(key=True)
    factor: str = columns.text(key=True)
    occurrence: int = columns.whole(1, key=True, default=1)
    at: dt.datetime | None = columns.moment()
    level: int | None = columns.whole(0, 3)
