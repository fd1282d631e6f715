"""One attack with its times, for those who note them."""

import dataclasses
import datetime as dt
from typing import Any, ClassVar

from migrainedays import columns
from migrainedays.diary.features import Features


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Attack(Features):
    """An attack; without an end it is still going on."""

    table: ClassVar[str] = "attacks"

    patient: str = columns.text(key=True)
    attack: str = columns.text(key=True)
    started_at: dt.datetime | None = columns.moment()
    ended_at: dt.datetime | None = columns.moment()
    debilitating: bool | None = columns.yes_no()
    longest_remission_minutes: int | None = columns.whole(0)
    asleep_at: dt.datetime | None = columns.moment()
    woke_free_at: dt.datetime | None = columns.moment()

    def require(self) -> None:
        if self.started_at is None:
            self.refuse("started_at", "is missing; an attack needs the moment at which it began")
        for column in ("ended_at", "woke_free_at"):
            moment = getattr(self, column)
            if moment is not None and self.started_at is not None and moment < self.started_at:
                self.refuse(column, "lies before the attack began")
        if self.asleep_at and self.woke_free_at and self.woke_free_at < self.asleep_at:
            self.refuse("woke_free_at", "lies before the person fell asleep")

    def known_on(self, on: dt.date) -> "Attack":
        """The attack as it was known on a day: without the moments that lie after it."""
        later: dict[str, Any] = {
            column: None
            for column in ("ended_at", "asleep_at", "woke_free_at")
            if (moment := getattr(self, column)) is not None and moment.date() > on
        }
        return dataclasses.replace(self, **later) if later else self
