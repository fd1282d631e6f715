"""One injected point."""

import dataclasses
from decimal import Decimal
from typing import ClassVar

from migrainedays import columns

SIDES = ("left", "right", "middle")
VIEWS = ("front", "left", "right", "back")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Injection(columns.Value):
    """Units given at one numbered site of a muscle; `x` and `y` are fractions of the named view."""

    table: ClassVar[str] = "injections"

    patient: str = columns.text(key=True)
    session: int = columns.whole(key=True)
    muscle: str = columns.text(key=True)
    side: str = columns.choice(*SIDES, key=True)
    site: int = columns.whole(1, key=True)
    units: Decimal | None = columns.units()
    planned_units: Decimal | None = columns.units()
    depth: str | None = columns.text()
    reason: str | None = columns.text()
    vial: str | None = columns.text()
    view: str | None = columns.choice(*VIEWS)
    x: Decimal | None = columns.number(0, 1)
    y: Decimal | None = columns.number(0, 1)
