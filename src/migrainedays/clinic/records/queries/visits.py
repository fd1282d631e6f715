"""Appointments."""

import dataclasses
import datetime as dt
from typing import Any
from uuid import UUID

from migrainedays.clinic.records.access import NotFound
from migrainedays.clinic.records.finding import patient_of
from migrainedays.clinic.records.models import ContactRow, Stored, VisitRow
from migrainedays.clinic.records.people import Visit


@dataclasses.dataclass(frozen=True, slots=True)
class Coming:
    """A visit and whose it is."""

    id: UUID
    number: str
    name: str | None
    visit: Stored[Visit]
    zone: str | None = None  # where the patient lives

    @property
    def shown(self) -> str:
        """The name, or the number of one who has none here."""
        return self.name or self.number


_WHOSE = ("patient__patient", "patient__public_id", "patient__zone")


def of_day(user: Any, on: dt.date) -> list[Coming]:
    """The visits of one day on the clinic's clock, in order of time."""
    rows = VisitRow.objects.visible_to(user).standing().filter(at__startswith=on.isoformat())
    return _coming(user, rows)


def of_days(user: Any, first: dt.date, last: dt.date) -> list[Coming]:
    """The visits from a day to a day on the clinic's clock, in order of time; cancelled ones too."""
    until = last + dt.timedelta(days=1)
    rows = VisitRow.objects.visible_to(user).standing().filter(at__gte=str(first), at__lt=str(until))
    return _coming(user, rows)


def one(user: Any, patient: UUID, visit: UUID) -> Coming:
    """One visit; NotFound where this patient has none of that name."""
    rows = VisitRow.objects.visible_to(user).standing().filter(patient=patient_of(user, patient), visit=visit.hex)
    found = _coming(user, rows)
    if not found:
        raise NotFound("There is no such visit.")
    return found[0]


def of_patient(user: Any, patient: UUID) -> list[Coming]:
    """All visits of a patient, the first one first."""
    return _coming(user, VisitRow.objects.visible_to(user).standing().filter(patient=patient_of(user, patient)))


def ahead(user: Any, on: dt.date) -> list[Coming]:
    """The planned visits from a day on."""
    rows = VisitRow.objects.visible_to(user).standing().filter(at__gte=on.isoformat(), status="planned")
    return _coming(user, rows)


def _coming(user: Any, rows: Any) -> list[Coming]:
    visits = rows.stored()
    whose = {number: (public_id, zone) for number, public_id, zone in rows.values_list(*_WHOSE)}
    ids = [public_id for public_id, _ in whose.values()]
    contacts = ContactRow.objects.visible_to(user).standing().filter(patient__public_id__in=ids)
    names = {contact.patient: contact.name for contact in contacts.read()}
    found = [
        Coming(whose[n][0], n, names.get(n), visit, whose[n][1]) for visit in visits for n in [visit.value.patient]
    ]
    return sorted(found, key=lambda coming: (coming.visit.value.at, coming.number))
