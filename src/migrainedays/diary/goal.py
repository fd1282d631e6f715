"""What life should give back, in the person's own words, and how far it has."""

import dataclasses
import datetime as dt
from decimal import Decimal
from typing import ClassVar

from migrainedays import columns


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Goal(columns.Value):
    """A personal goal rated on a day from -2 (much less than hoped) to 2 (much more)."""

    table: ClassVar[str] = "goals"

    patient: str = columns.text(key=True)
    goal: str = columns.text(key=True)
    date: dt.date = columns.day(key=True)
    level: int | None = columns.whole(-2, 2)
    weight: Decimal | None = columns.number(0)
