"""What the clinic knows of a person beside their treatment: contact, visits, and what their diary asks.

These values never leave in an exchange folder. They are declared like those that do, so that one way of keeping,
reading and correcting serves all.
"""

import dataclasses
import datetime as dt
from typing import ClassVar

from migrainedays import columns

LANGUAGES = ("en", "fr", "es")
VISIT_KINDS = ("first_visit", "treatment", "review", "review_from_home")
VISIT_STATES = ("planned", "arrived", "done", "cancelled", "no_show")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Contact(columns.Value):
    """Who the person is and how they are reached."""

    table: ClassVar[str] = "contacts"

    patient: str = columns.text(key=True)
    name: str | None = columns.text()
    born_on: dt.date | None = columns.day()
    email: str | None = columns.text()
    phone: str | None = columns.text()
    language: str | None = columns.choice(*LANGUAGES)
    wants_reminders: bool | None = columns.yes_no()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Visit(columns.Value):
    """An appointment; `visit` is its lasting name, so that a visit which is moved stays the same visit.

    `clinician` is the e-mail address of a member of staff.
    """

    table: ClassVar[str] = "visits"

    patient: str = columns.text(key=True)
    visit: str = columns.text(key=True)
    at: dt.datetime | None = columns.moment()
    minutes: int | None = columns.whole(1, 1440)
    kind: str | None = columns.choice(*VISIT_KINDS)
    status: str | None = columns.choice(*VISIT_STATES)
    room: str | None = columns.text()
    clinician: str | None = columns.text()

    def require(self) -> None:
        if self.at is None:
            self.refuse("at", "is missing; a visit has its moment")
        elif self.at.tzinfo is None:
            self.refuse("at", "has no offset")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DiaryPlan(columns.Value):
    """What a patient's diary asks; with `keeps_intakes`, a day without an intake is a day without acute drugs."""

    table: ClassVar[str] = "diary_plans"

    patient: str = columns.text(key=True)
    keeps_intakes: bool | None = columns.yes_no()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Signature(columns.Value):
    """The signature under a session: from then on it is never changed."""

    table: ClassVar[str] = "signatures"
    written_once: ClassVar[bool] = True

    patient: str = columns.text(key=True)
    session: int = columns.whole(key=True)
    signed_at: dt.datetime | None = columns.moment()
    signed_by: str | None = columns.text()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Countersignature(columns.Value):
    """The second person's signature under a session whose findings ask for one."""

    table: ClassVar[str] = "countersignatures"
    written_once: ClassVar[bool] = True

    patient: str = columns.text(key=True)
    session: int = columns.whole(1, key=True)
    signed_at: dt.datetime | None = columns.moment()
    signed_by: str | None = columns.text()
