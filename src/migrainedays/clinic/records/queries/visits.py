"""Appointments."""

import dataclasses
import datetime as dt
from typing import Any
from uuid import UUID

from migrainedays.clinic.records.models import ContactRow, Stored, VisitRow
from migrainedays.clinic.records.people import Visit


@dataclasses.dataclass(frozen=True, slots=True)
class Coming:
    """A visit and whose it is."""

    id: UUID
    number: str
    name: str | None
    visit: Stored[Visit]

    @property
    def shown(self) -> str:
        """The name, or the number of one who has none here."""
        return self.name or self.number


def of_day(user: Any, on: dt.date) -> list[Coming]:
    """The visits of one day on the clinic's clock, in order of time."""
    rows = VisitRow.objects.visible_to(user).standing().filter(at__startswith=on.isoformat())
    return _coming(user, rows)


def ahead(user: Any, on: dt.date) -> list[Coming]:
    """The planned visits from a day on."""
    rows = VisitRow.objects.visible_to(user).standing().filter(at__gte=on.isoformat(), status="planned")
    return _coming(user, rows)


def _coming(user: Any, rows: Any) -> list[Coming]:
    visits = rows.stored()
    ids = dict(rows.values_list("patient__patient", "patient__public_id"))
    contacts = ContactRow.objects.visible_to(user).standing().filter(patient__public_id__in=ids.values())
    names = {contact.patient: contact.name for contact in contacts.read()}
    found = [Coming(ids[v.value.patient], v.value.patient, names.get(v.value.patient), v) for v in visits]
    return sorted(found, key=lambda coming: (coming.visit.value.at, coming.number))
