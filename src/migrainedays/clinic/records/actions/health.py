"""What bears on treatment: conditions, preventives tried, questionnaires, adverse events."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.actions import doing
from migrainedays.clinic.records.finding import locked, patient_of
from migrainedays.clinic.records.keeping import keep
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
