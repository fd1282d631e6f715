"""One treatment session, here or, as told, elsewhere."""

import dataclasses
import datetime as dt
from decimal import Decimal
from typing import ClassVar

from migrainedays import columns
from migrainedays.windows import Span

DEFAULT_INDICATION = "chronic migraine"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Session(columns.Value):
    """A session; number 1 is the first here, 0 and below are earlier ones elsewhere.

    Of a session elsewhere often only the month or year is known: `date` is then that whole span.
    """

    table: ClassVar[str] = "sessions"

    patient: str = columns.text(key=True)
    session: int = columns.whole(key=True)
    date: Span | None = columns.span()
    place: str | None = columns.text()
    indication: str | None = columns.text()
    protocol: str | None = columns.text()
    version: str | None = columns.text()
    product: str | None = columns.text()
    total_units: Decimal | None = columns.units()
    minutes: int | None = columns.whole(0, 1440)
    clinician: str | None = columns.text()
    recalled_before: Decimal | None = columns.number(0, 31)
    recalled_after: Decimal | None = columns.number(0, 31)
    drugs_then: str | None = columns.text()
    side_effects: str | None = columns.text()

    def require(self) -> None:
        if self.session < 1:
            return
        if self.date is None:
            self.refuse("date", "is missing; a session here has its day")
        elif not self.date.is_day:
            self.refuse("date", "is not a whole date (YYYY-MM-DD); only sessions elsewhere may give a month or year")

    @property
    def on(self) -> dt.date | None:
        """The day of the session, where it is known to the day."""
        return self.date.first if self.date is not None and self.date.is_day else None

    @property
    def is_elsewhere(self) -> bool:
        return self.session < 1
