"""Enquiries: received from anybody, logged from the telephone, triaged, and turned into patients without retyping."""

import dataclasses
import datetime as dt
import uuid
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from migrainedays.clinic.records.access import Actor, NotFound, acting
from migrainedays.clinic.records.actions import patients
from migrainedays.clinic.records.enquiring import Enquiry
from migrainedays.clinic.records.keeping import keep
from migrainedays.clinic.records.models import ROWS, Clinic, Stored, User
from migrainedays.clinic.records.people import Contact
from migrainedays.clinic.records.policies import Verb
from migrainedays.diary.urgent_words import urgent_signs
from migrainedays.errors import InputRefused
from migrainedays.treatment import Person

VISITOR = "visitor"  # somebody on the website: may ask, and nothing else


@transaction.atomic
def receive(clinic_id: int, *, enquiry: str, name: str, email: str, phone: str, message: str, language: str) -> Enquiry:
    """Take an enquiry from the website; the same `enquiry` sent twice is one enquiry."""
    told = _Told(name, email, phone, message, language)
    asked = told.enquiry(enquiry, "website")
    Clinic.objects.select_for_update().get(pk=clinic_id)
    if not ROWS[Enquiry].objects.standing().filter(clinic_id=clinic_id, enquiry=enquiry).exists():
        keep([asked], record=None, by=Actor(clinic_id, VISITOR))
    return asked


@transaction.atomic
def log_call(*, name: str, email: str, phone: str, message: str, language: str, by: Any) -> Enquiry:
    """Note a call; whoever took it stands with it."""
    actor = acting(by, Verb.ADD, Enquiry.table)
    told = _Told(name, email, phone, message, language)
    called = dataclasses.replace(told.enquiry(uuid.uuid4().hex, "phone"), taken_by=_name(actor))
    keep([called], record=None, by=actor)
    return called


@dataclasses.dataclass(frozen=True, slots=True)
class _Told:
    """What somebody said of themselves; what was left empty is missing."""

    name: str
    email: str
    phone: str
    message: str
    language: str

    def enquiry(self, enquiry: str, channel: str) -> Enquiry:
        """A new enquiry, received now, with the urgent signs that its message names."""
        return Enquiry(
            enquiry=enquiry,
            received_at=timezone.now(),
            channel=channel,
            name=self.name or None,
            email=self.email or None,
            phone=self.phone or None,
            message=self.message or None,
            language=self.language,
            red_flags=";".join(urgent_signs(self.message)) or None,
            status="new",
        )


@transaction.atomic
def triage(
    *, enquiry: str, status: str, revision: int, call_back_on: dt.date | None = None, outcome: str = "", by: Any
) -> int:
    """Say what is to be done or was done: call back on a day, answered, or closed; returns the new revision."""
    actor = acting(by, Verb.CORRECT, Enquiry.table)
    if status == "call_back" and call_back_on is None:
        raise InputRefused("A call back needs its day.")
    if status == "patient":
        raise InputRefused("An enquiry becomes a patient by its own step.")
    found = _found(actor, enquiry)
    after = dataclasses.replace(
        found.value,
        status=status,
        call_back_on=call_back_on if status == "call_back" else None,
        outcome=outcome.strip() or None,
        taken_by=_name(actor),
    )
    return keep([after], record=None, by=actor, revision=revision)


@transaction.atomic
def become_patient(*, enquiry: str, revision: int, by: Any) -> UUID:
    """Make a patient of whoever asked, with the name and addresses as they wrote them; returns the public id."""
    actor = acting(by, Verb.CORRECT, Enquiry.table)
    asked = _found(actor, enquiry).value
    if asked.status == "patient":
        raise InputRefused(f"This enquiry became patient {asked.number} already.")
    contact = Contact(patient="", name=asked.name, email=asked.email, phone=asked.phone, language=asked.language)
    zone = Clinic.objects.get(pk=actor.clinic_id).zone
    number = patients.next_number(actor.clinic_id)
    public_id = patients.add(person=Person(patient=number, zone=zone), contact=contact, by=by, why="enquiry")
    became = dataclasses.replace(asked, status="patient", number=number, call_back_on=None, taken_by=_name(actor))
    keep([became], record=None, by=actor, revision=revision)
    return public_id


def _found(actor: Actor, enquiry: str) -> Stored[Enquiry]:
    found: list[Stored[Enquiry]] = ROWS[Enquiry].objects.visible_to(actor).standing().filter(enquiry=enquiry).stored()
    if not found:
        raise NotFound("There is no such enquiry.")
    return found[0]


def _name(actor: Actor) -> str:
    return str(User.objects.get(pk=actor.user_id)) if actor.user_id else actor.role
