"""What a day asks of the clinic: who comes, whose diary is quiet, whose result is due."""

import dataclasses
import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import Max

from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.models import ContactRow, DayRow, PatientRecord, SessionRow
from migrainedays.clinic.records.policies import Verb
from migrainedays.clinic.records.queries.practice import may, practice
from migrainedays.clinic.records.queries.visits import Coming, of_day
from migrainedays.treatment import Session
from migrainedays.windows import WINDOW_DAYS

STOPPED_AFTER_DAYS = 90  # a diary silent for longer was given up, and is no longer a matter of today
DUE_FOR_DAYS = 14  # a result is offered for two weeks


@dataclasses.dataclass(frozen=True, slots=True)
class Quiet:
    """A diary without an entry for some days."""

    id: UUID
    number: str
    name: str | None
    last_entry_on: dt.date
    days: int

    @property
    def shown(self) -> str:
        """The name, or the number of one who has none here."""
        return self.name or self.number


@dataclasses.dataclass(frozen=True, slots=True)
class Due:
    """A session whose first 28 days are over."""

    id: UUID
    number: str
    name: str | None
    session: int
    session_on: dt.date
    due_on: dt.date

    @property
    def shown(self) -> str:
        """The name, or the number of one who has none here."""
        return self.name or self.number


@dataclasses.dataclass(frozen=True, slots=True)
class Today:
    """One day of the clinic; the clinical lists are None for roles that read no diary."""

    on: dt.date
    coming: list[Coming]
    quiet: list[Quiet] | None
    due: list[Due] | None


def today(user: Any, *, on: dt.date) -> Today:
    """Who comes on this day, whose diary has gone quiet, whose result is due."""
    acting(user, Verb.READ, PatientRecord.noun)
    clinical = may(user, Verb.READ, DayRow.noun)
    return Today(on, of_day(user, on), _quiet(user, on) if clinical else None, _due(user, on) if clinical else None)


def _quiet(user: Any, on: dt.date) -> list[Quiet]:
    last = DayRow.objects.visible_to(user).standing().filter(date__lte=on).values_list("patient__public_id")
    after = dt.timedelta(days=practice(user).value.quiet_after_days)
    given_up = on - dt.timedelta(days=STOPPED_AFTER_DAYS)
    rows = last.annotate(last=Max("date")).filter(last__lt=on - after, last__gte=given_up).order_by("-last")
    found = list(rows)
    known = _known(user, [public_id for public_id, _ in found])
    return [Quiet(public_id, *known[public_id], last, (on - last).days) for public_id, last in found]


def _due(user: Any, on: dt.date) -> list[Due]:
    latest = on - dt.timedelta(days=WINDOW_DAYS + 1)
    dates = [(latest - dt.timedelta(days=n)).isoformat() for n in range(DUE_FOR_DAYS)]
    rows = SessionRow.objects.visible_to(user).standing().filter(session__gte=1, date__in=dates)
    sessions: list[Session] = rows.read()
    ids = dict(rows.values_list("patient__patient", "patient__public_id"))
    known = _known(user, list(ids.values()))
    found = []
    for session in sessions:
        if session.on is not None:
            due_on = session.on + dt.timedelta(days=WINDOW_DAYS + 1)
            public_id = ids[session.patient]
            found.append(Due(public_id, *known[public_id], session.session, session.on, due_on))
    return sorted(found, key=lambda due: (due.due_on, due.number))


def _known(user: Any, patients: list[UUID]) -> dict[UUID, tuple[str, str | None]]:
    """Number and, for those who may read it, name of each patient."""
    contacts = ContactRow.objects.visible_to(user).standing().filter(patient__public_id__in=patients)
    names = {contact.patient: contact.name for contact in contacts.read()}
    records = PatientRecord.objects.visible_to(user).filter(public_id__in=patients)
    return {public_id: (number, names.get(number)) for public_id, number in records.values_list("public_id", "patient")}
