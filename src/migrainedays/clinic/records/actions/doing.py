"""What most actions are made of: who may, on which patient, in one transaction."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.charting import Addendum, Charting
from migrainedays.clinic.records.finding import patient_of
from migrainedays.clinic.records.keeping import keep
from migrainedays.clinic.records.people import Countersignature, Signature
from migrainedays.clinic.records.policies import Verb
from migrainedays.columns import Value
from migrainedays.errors import Impossible

# What stands for a judgement is written by the action that made it, never as a value that somebody brings.
JUDGED = (Signature, Countersignature, Charting, Addendum)


@transaction.atomic
def add(values: Sequence[Value], *, patient: UUID, by: Any, why: str) -> None:
    """Write new values of one patient, of any nouns, one entry a noun."""
    record = patient_of(by, patient)
    by_noun: dict[str, list[Value]] = {}
    for value in values:
        _refuse_judged(value)
        by_noun.setdefault(value.table, []).append(value)
    for noun, group in by_noun.items():
        keep(group, record=record, by=acting(by, Verb.ADD, noun), why=why)


@transaction.atomic
def correct(value: Value, *, patient: UUID, revision: int, by: Any, why: str) -> int:
    """Write a new revision of one value; returns its number."""
    _refuse_judged(value)
    actor = acting(by, Verb.CORRECT, value.table)
    return keep([value], record=patient_of(by, patient), by=actor, why=why, revision=revision)


@transaction.atomic
def withdraw(value: Value, *, patient: UUID, revision: int, by: Any, why: str) -> int:
    """Take back a value that was entered in error; it stays in the journal."""
    _refuse_judged(value)
    actor = acting(by, Verb.CORRECT, value.table)
    return keep([value], record=patient_of(by, patient), by=actor, why=why, revision=revision, withdraw=True)


def _refuse_judged(value: Value) -> None:
    if isinstance(value, JUDGED):
        raise Impossible(
            value.table, "session", value.session, "is written by signing or charting, and by nothing else"
        )
