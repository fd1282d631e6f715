"""Who the patients are: the list, the search, and one patient's banner."""

import dataclasses
import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q

from migrainedays.clinic.records.access import actor_of
from migrainedays.clinic.records.courses import person_of
from migrainedays.clinic.records.finding import patient_of
from migrainedays.clinic.records.models import ContactRow, DayRow, PatientRecord, SessionRow, Stored
from migrainedays.clinic.records.people import Contact
from migrainedays.treatment import Person


@dataclasses.dataclass(frozen=True, slots=True)
class Listed:
    """One line of the patient list; what the user's role may not read is None."""

    id: UUID
    number: str
    name: str | None
    born_on: dt.date | None
    birth_year: int | None
    last_entry_on: dt.date | None
    sessions: int | None

    @property
    def shown(self) -> str:
        """The name, or the number of one who has none here."""
        return self.name or self.number


@dataclasses.dataclass(frozen=True, slots=True)
class Patient:
    """One patient as the head of each page shows them."""

    id: UUID
    number: str
    person: Stored[Person]
    contact: Stored[Contact] | None

    @property
    def shown(self) -> str:
        """The name, or the number of one who has none here."""
        return (self.contact.value.name if self.contact else None) or self.number


def search(user: Any, text: str = "", limit: int = 200) -> list[Listed]:
    """Patients whose number begins with the text or whose name holds each word of it, by name, then number."""
    records = PatientRecord.objects.visible_to(user).standing()
    contacts = {contact.patient: contact for contact in ContactRow.objects.visible_to(user).standing().read()}
    words = text.casefold().split()
    found = [
        (public_id, number, contacts.get(number), birth_year)
        for public_id, number, birth_year in records.values_list("public_id", "patient", "birth_year")
        if _matches(words, number, contacts.get(number))
    ]
    found.sort(key=lambda item: ((item[2].name if item[2] else None) or "~", _natural(item[1])))
    found = found[:limit]
    days, sessions = _activity(user, [number for _, number, _, _ in found])
    return [
        Listed(
            id=public_id,
            number=number,
            name=contact.name if contact else None,
            born_on=contact.born_on if contact else None,
            birth_year=birth_year,
            last_entry_on=days.get(number) if days is not None else None,
            sessions=sessions.get(number, 0) if sessions is not None else None,
        )
        for public_id, number, contact, birth_year in found
    ]


def get(user: Any, patient: UUID) -> Patient:
    """One patient; NotFound where there is none that this user may see."""
    record = patient_of(user, patient)
    contacts = ContactRow.objects.visible_to(user).standing().filter(patient=record).stored()
    return Patient(record.public_id, record.patient, person_of(user, record), contacts[0] if contacts else None)


def _matches(words: list[str], number: str, contact: Contact | None) -> bool:
    name = (contact.name or "").casefold() if contact else ""
    return all(number.casefold().startswith(word) or word in name for word in words)


def _natural(number: str) -> tuple[int, str]:
    return (int(number), "") if number.isdecimal() else (0, number)


def _activity(user: Any, numbers: list[str]) -> tuple[dict[str, dt.date] | None, dict[str, int] | None]:
    """The last entry and the number of sessions here of each patient; None where the role reads no diary."""
    actor = actor_of(user)
    if actor is None or not actor.may("read", DayRow.noun):
        return None, None
    here = Q(patient__patient__in=numbers)
    days = DayRow.objects.visible_to(user).standing().filter(here).values_list("patient__patient")
    sessions = SessionRow.objects.visible_to(user).standing().filter(here, session__gte=1)
    counted = sessions.values_list("patient__patient").annotate(count=Count("pk"))
    return dict(days.annotate(last=Max("date"))), dict(counted)
