"""What bears on the treatment of one patient, as a form opens it, and what nobody asked yet."""

import dataclasses
import datetime as dt
from typing import Any
from uuid import UUID

from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.charting import ConsentGiven
from migrainedays.clinic.records.courses import person_of
from migrainedays.clinic.records.finding import patient_of
from migrainedays.clinic.records.models import Stored
from migrainedays.clinic.records.policies import Verb
from migrainedays.clinic.records.queries.rows import all_of
from migrainedays.treatment import Condition, Person, Preventive, Session
from migrainedays.treatment.first_visit import not_asked as unasked
from migrainedays.treatment.history import History


@dataclasses.dataclass(frozen=True, slots=True)
class FirstVisit:
    """What stands of a first visit; `conditions` holds the latest answer to each question, by its name."""

    person: Stored[Person]
    conditions: dict[str, Stored[Condition]]
    preventives: list[Stored[Preventive]]
    elsewhere: list[Stored[Session]]
    consents: list[Stored[ConsentGiven]]


def first_visit(user: Any, patient: UUID) -> FirstVisit:
    """What stands, with the revisions that a form hands back; Forbidden for those who read no conditions."""
    acting(user, Verb.READ, Condition.table)
    asked = sorted(all_of(user, patient, Condition), key=lambda stored: stored.value.asked_on)
    sessions = [stored for stored in all_of(user, patient, Session) if stored.value.is_elsewhere]
    return FirstVisit(
        person=person_of(user, patient_of(user, patient)),
        conditions={stored.value.condition: stored for stored in asked},
        preventives=all_of(user, patient, Preventive),
        elsewhere=sessions[::-1],
        consents=all_of(user, patient, ConsentGiven),
    )


def not_asked(user: Any, patient: UUID, *, on: dt.date) -> tuple[str, ...]:
    """What of a first visit is still unknown on a day."""
    held = first_visit(user, patient)
    history = History(
        patient=held.person.value.patient,
        person=held.person.value,
        sessions=tuple(stored.value for stored in held.elsewhere),
        conditions=tuple(stored.value for stored in all_of(user, patient, Condition)),
        preventives=tuple(stored.value for stored in held.preventives),
        consents=tuple(stored.value.consent() for stored in held.consents),
    )
    return unasked(history, on)
