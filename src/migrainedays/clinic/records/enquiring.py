"""People who ask before they are patients, and what the practice shows to everybody.

An enquiry is no patient's record: it has a name and a message, it is triaged, and it ends as a patient, as an answer,
or as nothing. None of this leaves in an exchange folder.
"""

import dataclasses
import datetime as dt
from typing import ClassVar

from migrainedays import columns
from migrainedays.clinic.records.people import LANGUAGES

CHANNELS = ("website", "phone")
STATES = ("new", "call_back", "answered", "patient", "closed")
OPEN_STATES = ("new", "call_back")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Enquiry(columns.Value):
    """Somebody's question; `red_flags` are the urgent signs that its words name, `;` between them."""

    table: ClassVar[str] = "enquiries"

    enquiry: str = columns.text(key=True)
    received_at: dt.datetime | None = columns.moment()
    channel: str | None = columns.choice(*CHANNELS)
    name: str | None = columns.text()
    email: str | None = columns.text()
    phone: str | None = columns.text()
    message: str | None = columns.text()
    language: str | None = columns.choice(*LANGUAGES)
    red_flags: str | None = columns.text()
    status: str | None = columns.choice(*STATES)
    call_back_on: dt.date | None = columns.day()
    taken_by: str | None = columns.text()
    outcome: str | None = columns.text()
    number: str | None = columns.text()  # of the patient whom it became

    def require(self) -> None:
        if not (self.email or self.phone):
            self.refuse("email", "is missing, and so is a telephone number: one of them is needed to answer")
        if self.status == "patient" and not self.number:
            self.refuse("number", "is missing; an enquiry that became a patient names the number")

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to answer."""
        return self.status in OPEN_STATES


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Website(columns.Value):
    """What the practice says of itself on its pages; nothing is shown until `shown` is yes."""

    table: ClassVar[str] = "websites"

    site: str = columns.text(key=True, default="site")
    shown: bool | None = columns.yes_no()
    street: str | None = columns.text()
    town: str | None = columns.text()
    country: str | None = columns.text()
    phone: str | None = columns.text()
    email: str | None = columns.text()
    hours: str | None = columns.text()
    least_cell: int | None = columns.whole(5, 100)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PublishedResults(columns.Value):
    """The practice's own results as they were published on a day (`told`, JSON): counts, denominators, intervals."""

    table: ClassVar[str] = "published_results"

    published: str = columns.text(key=True)
    published_at: dt.datetime | None = columns.moment()
    published_by: str | None = columns.text()
    told: str | None = columns.text()
    taken_back_at: dt.datetime | None = columns.moment()
