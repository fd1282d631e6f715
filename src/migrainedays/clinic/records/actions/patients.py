"""Patients: the person, and who they are by name."""

import dataclasses
from typing import Any
from uuid import UUID

from django.db import transaction

from migrainedays.clinic.records import outbox
from migrainedays.clinic.records.access import Actor, acting
from migrainedays.clinic.records.finding import patient_of
from migrainedays.clinic.records.keeping import keep
from migrainedays.clinic.records.models import Clinic, PatientRecord
from migrainedays.clinic.records.people import Contact, DiaryPlan
from migrainedays.clinic.records.policies import Verb
from migrainedays.errors import Impossible
from migrainedays.treatment import Person


@transaction.atomic
def add(*, person: Person, contact: Contact | None = None, keeps_intakes: bool = True, by: Any, why: str = "") -> UUID:
    """Take up a patient; returns the public id. A blank number is replaced by the next free one."""
    actor = acting(by, Verb.ADD, Person.table)
    Clinic.objects.select_for_update().get(pk=actor.clinic_id)
    if not person.patient:
        person = dataclasses.replace(person, patient=next_number(actor.clinic_id))
    record = open_record(person, by=actor, why=why)
    if contact is not None:
        contact = dataclasses.replace(contact, patient=person.patient)
        keep([contact], record=record, by=acting(by, Verb.ADD, Contact.table), why=why)
    keep([DiaryPlan(patient=person.patient, keeps_intakes=keeps_intakes)], record=record, by=actor, why=why)
    return record.public_id


def open_record(person: Person, *, by: Actor, why: str) -> PatientRecord:
    """Make a patient's record; it stands from its first entry in the journal on."""
    _refuse_taken(person, by.clinic_id)
    record: PatientRecord = PatientRecord.objects.create(
        clinic_id=by.clinic_id, patient=person.patient, revision=0, withdrawn=True
    )
    keep([person], record=record, by=by, why=why)
    record.refresh_from_db()
    return record


@transaction.atomic
def correct(*, patient: UUID, person: Person, revision: int, by: Any, why: str = "") -> int:
    """Correct what is known of the person, the number included; returns the new revision."""
    actor = acting(by, Verb.CORRECT, Person.table)
    record = patient_of(by, patient)
    _refuse_taken(person, actor.clinic_id, besides=record.pk)
    return keep([person], record=record, by=actor, why=why, revision=revision)


@transaction.atomic
def reach(*, patient: UUID, contact: Contact, revision: int = 0, by: Any, why: str = "") -> int:
    """Note or correct name and contact; returns the new revision."""
    actor = acting(by, Verb.CORRECT if revision else Verb.ADD, Contact.table)
    record = patient_of(by, patient)
    new = keep([contact], record=record, by=actor, why=why, revision=revision)
    outbox.follow_person(record, by=actor)
    return new


def next_number(clinic_id: int) -> str:
    """One more than the highest number that is written in digits."""
    taken = PatientRecord.objects.filter(clinic_id=clinic_id).values_list("patient", flat=True)
    return str(max((int(number) for number in taken if number.isdecimal()), default=0) + 1)


def _refuse_taken(person: Person, clinic_id: int, besides: int | None = None) -> None:
    taken = PatientRecord.objects.filter(clinic_id=clinic_id, patient=person.patient).exclude(pk=besides)
    if taken.exists():
        raise Impossible(Person.table, "patient", person.patient, "is the number of another patient already")
