"""The person who is treated, without a name."""

import dataclasses
from typing import ClassVar

from migrainedays import columns


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Person(columns.Value):
    """A patient by number; `zone` serves whatever moment came without an offset of its own."""

    table: ClassVar[str] = "patients"

    patient: str = columns.text(key=True)
    birth_year: int | None = columns.whole(1900, 2200)
    sex: str | None = columns.choice("female", "male", "other", "unknown")
    zone: str | None = columns.zone()
    home_place: str | None = columns.text()
    migraine_attacks_before: int | None = columns.whole(0)
    aura_attacks_before: int | None = columns.whole(0)
