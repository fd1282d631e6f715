"""One vial of one product."""

import dataclasses
import datetime as dt
from decimal import Decimal
from typing import ClassVar

from migrainedays import columns


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Vial(columns.Value):
    """A vial by its number, with the lot by which it can be recalled."""

    table: ClassVar[str] = "vials"

    vial: str = columns.text(key=True)
    product: str | None = columns.text()
    lot: str | None = columns.text()
    expires_on: dt.date | None = columns.day()
    size_units: Decimal | None = columns.units()
    diluent_ml: Decimal | None = columns.number(0)
    opened_at: dt.datetime | None = columns.moment()
    discarded_at: dt.datetime | None = columns.moment()

    def require(self) -> None:
        if self.opened_at and self.discarded_at and self.discarded_at < self.opened_at:
            self.refuse("discarded_at", "lies before the vial was opened")
