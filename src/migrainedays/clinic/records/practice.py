"""What a clinic says of itself and of its staff, as values."""

import dataclasses
import re
from typing import ClassVar

from migrainedays import columns
from migrainedays.clinic.records.people import LANGUAGES
from migrainedays.clinic.records.policies import Role

INTERVAL_DAYS = 84  # between sessions; what a practice uses instead is its own to say
QUIET_AFTER_DAYS = 5
ROLES = tuple(role.value for role in Role)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Practice(columns.Value):
    """How a clinic works: its zone, its language, its usual interval between sessions, when a diary counts as quiet.

    The two numbers are those that its patients' phones show in an emergency; blank for those of the region.
    """

    table: ClassVar[str] = "clinic"

    name: str = columns.text(default="")
    zone: str = columns.zone()
    language: str = columns.choice(*LANGUAGES, default="en")
    interval_days: int = columns.whole(1, 1000, default=INTERVAL_DAYS)
    quiet_after_days: int = columns.whole(1, 365, default=QUIET_AFTER_DAYS)
    emergency_number: str | None = columns.text()
    crisis_number: str | None = columns.text()

    def require(self) -> None:
        if not self.name.strip():
            self.refuse("name", "is missing; a clinic has a name")
        if not self.zone:
            self.refuse("zone", "is missing; write an IANA time zone such as Europe/Paris")
        for column in ("emergency_number", "crisis_number"):
            if not re.fullmatch(r"[+0-9][0-9 ]{1,19}|", getattr(self, column) or ""):
                self.refuse(column, "is no telephone number; write digits, such as 112")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Member(columns.Value):
    """Somebody of the staff, by e-mail address, and their role."""

    table: ClassVar[str] = "members"

    email: str = columns.text(key=True)
    name: str | None = columns.text()
    role: str | None = columns.choice(*ROLES)
    active: bool | None = columns.yes_no()
