"""What diaries ask: the clinic's questions, a patient's own, and what she wishes of her diary."""

import dataclasses
import datetime as dt
from typing import Any
from uuid import UUID

from django.db import transaction

from migrainedays.clinic.records.access import Actor, acting
from migrainedays.clinic.records.actions import doing
from migrainedays.clinic.records.asking import ClinicQuestion, DiaryWishes, Due, PatientQuestion, Reminder
from migrainedays.clinic.records.finding import locked
from migrainedays.clinic.records.keeping import keep
from migrainedays.clinic.records.models import ROWS, PatientRecord
from migrainedays.clinic.records.phone_access import PATIENT, Phone
from migrainedays.clinic.records.policies import Verb


@transaction.atomic
def list_question(*, question: ClinicQuestion, revision: int = 0, by: Any, why: str = "") -> int:
    """Put a question on the clinic's list, or change one; returns the new revision."""
    actor = acting(by, Verb.CORRECT if revision else Verb.ADD, ClinicQuestion.table)
    return keep([question], record=None, by=actor, why=why, revision=revision)


@transaction.atomic
def drop_question(*, question: ClinicQuestion, revision: int, by: Any, why: str = "") -> int:
    """Take a question off the clinic's list; what was answered stays."""
    actor = acting(by, Verb.CORRECT, ClinicQuestion.table)
    return keep([question], record=None, by=actor, why=why, revision=revision, withdraw=True)


def ask_patient(*, patient: UUID, question: PatientQuestion, revision: int = 0, by: Any, why: str = "") -> int:
    """Ask one patient something, or leave something out for her."""
    if revision:
        return doing.correct(question, patient=patient, revision=revision, by=by, why=why)
    doing.add([question], patient=patient, by=by, why=why)
    return 1


def wish(*, patient: UUID, wishes: DiaryWishes, revision: int = 0, by: Any, why: str = "") -> int:
    """Note for a patient how often and when her diary asks."""
    if revision:
        return doing.correct(wishes, patient=patient, revision=revision, by=by, why=why)
    doing.add([wishes], patient=patient, by=by, why=why)
    return 1


@transaction.atomic
def wish_own(*, phone: Phone, wishes: DiaryWishes) -> None:
    """Note what a patient chose on her phone; what she chose last holds."""
    record = locked(PatientRecord.objects.get(pk=phone.record))
    stored = ROWS[DiaryWishes].objects.standing().filter(patient=record).stored()
    mine = dataclasses.replace(wishes, patient=record.patient)
    keep([mine], record=record, by=phone.actor, revision=stored[0].revision if stored else 0, why="chosen on the phone")


@transaction.atomic
def claim_reminder(*, due: Due, at: dt.datetime) -> bool:
    """Write down that a reminder goes out; False where one went out on that day already."""
    patient = locked(PatientRecord.objects.get(pk=due.record))
    if ROWS[Reminder].objects.filter(**{"patient": patient, "date": due.on}).exists():
        return False
    reminder = Reminder(patient=patient.patient, date=due.on, at=at, ways=due.ways)
    keep([reminder], record=patient, by=Actor(patient.clinic_id, PATIENT), why="as she wishes")
    return True
