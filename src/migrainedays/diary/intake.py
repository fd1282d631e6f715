"""One intake of one drug."""

import dataclasses
import datetime as dt
from decimal import Decimal
from typing import ClassVar

from migrainedays import columns


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Intake(columns.Value):
    """A drug that was taken on a day; a blank purpose is read as acute, and flagged."""

    table: ClassVar[str] = "intakes"

    patient: str = columns.text(key=True)
    date: dt.date = columns.day(key=True)
    drug: str = columns.text(key=True)
    intake: int = columns.whole(1, key=True, default=1)
    purpose: str | None = columns.choice("acute", "preventive", "other")
    taken_at: dt.datetime | None = columns.moment()
    doses: Decimal | None = columns.number(0)
    relieved: bool | None = columns.yes_no()
    pain_free_2h: bool | None = columns.yes_no()

    @property
    def is_acute(self) -> bool:
        return self.purpose in (None, "acute")
