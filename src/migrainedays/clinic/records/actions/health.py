"""What bears on treatment: conditions, preventives tried, questionnaires, adverse events."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from migrainedays.clinic.records.access import NotFound, acting
from migrainedays.clinic.records.actions import doing
from migrainedays.clinic.records.adverse_events import EventSeen
from migrainedays.clinic.records.finding import locked, patient_of
from migrainedays.clinic.records.keeping import keep
from migrainedays.clinic.records.models import ROWS
from migrainedays.clinic.records.policies import Verb
from migrainedays.clinic.records.revising import Revision
from migrainedays.scales import Score
from migrainedays.treatment import AdverseEvent, Condition, Preventive

Finding = Condition | Preventive | Score | AdverseEvent


def record(*, patient: UUID, values: Sequence[Finding], by: Any, why: str = "") -> None:
    """Note what is new."""
    doing.add(values, patient=patient, by=by, why=why)


def correct(*, patient: UUID, value: Finding, revision: int, by: Any, why: str = "") -> int:
    """Correct what was read at `revision`; returns the new revision."""
    return doing.correct(value, patient=patient, revision=revision, by=by, why=why)


def withdraw(*, patient: UUID, value: Finding, revision: int, by: Any, why: str) -> int:
    """Take back what was entered in error."""
    return doing.withdraw(value, patient=patient, revision=revision, by=by, why=why)


@transaction.atomic
def revise(*, patient: UUID, revisions: Sequence[Revision], by: Any, why: str = "") -> None:
    """Write everything that one page says of a patient, of any nouns: all of it, or with a Conflict nothing."""
    record = locked(patient_of(by, patient))
    for each in revisions:
        verb = Verb.CORRECT if each.revision else Verb.ADD
        actor = acting(by, verb, each.value.table)
        keep([each.value], record=record, by=actor, why=why, revision=each.revision, withdraw=each.withdraw)


@transaction.atomic
def see_event(*, patient: UUID, event: str, onset_on: dt.date, done: str, by: Any) -> None:
    """Say that a serious adverse event was read, and what was done; NotFound where it stands no more."""
    actor = acting(by, Verb.ADD, EventSeen.table)
    record = locked(patient_of(by, patient))
    about = {"patient": record, "event": event, "onset_on": onset_on}
    if not ROWS[AdverseEvent].objects.standing().filter(**about).exists():
        raise NotFound("There is no such event.")
    if not ROWS[EventSeen].objects.standing().filter(**about).exists():  # the first to say so has done it
        keep([EventSeen(patient=record.patient, event=event, onset_on=onset_on, done=done)], record=record, by=actor)
