"""One day of the diary, as the person lived it."""

import dataclasses
import datetime as dt
from typing import ClassVar

from migrainedays import columns
from migrainedays.diary.features import Features

MINUTES_A_DAY = 1440


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DiaryDay(Features):
    """A day that was entered; a day that was not has no DiaryDay and is missing, never headache-free."""

    table: ClassVar[str] = "days"

    patient: str = columns.text(key=True)
    date: dt.date = columns.day(key=True)
    headache: bool | None = columns.yes_no()
    minutes: int | None = columns.whole(0, MINUTES_A_DAY)
    zone: str | None = columns.zone()
    entered_at: dt.datetime | None = columns.moment()

    def require(self) -> None:
        if self.headache is False and self.minutes:
            self.refuse("minutes", f"says {self.minutes} minutes of headache on a day that says headache=false")
        if self.headache is False and self.peak:
            self.refuse("peak", "gives a pain above none on a day that says headache=false")
