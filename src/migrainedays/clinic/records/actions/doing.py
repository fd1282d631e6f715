"""What most actions are made of: who may, on which patient, in one transaction."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.finding import patient_of
from migrainedays.clinic.records.keeping import keep
from migrainedays.clinic.records.policies import Verb
from migrainedays.columns import Value


@transaction.atomic
def add(values: Sequence[Value], *, patient: UUID, by: Any, why: str) -> None:
    """Write new values of one patient, of any nouns, one entry a noun."""
    record = patient_of(by, patient)
    by_noun: dict[str, list[Value]] = {}
    for value in values:
        by_noun.setdefault(value.table, []).append(value)
    for noun, group in by_noun.items():
        keep(group, record=record, by=acting(by, Verb.ADD, noun), why=why)


@transaction.atomic
def correct(value: Value, *, patient: UUID, revision: int, by: Any, why: str) -> int:
    """Write a new revision of one value; returns its number."""
    actor = acting(by, Verb.CORRECT, value.table)
    return keep([value], record=patient_of(by, patient), by=actor, why=why, revision=revision)


@transaction.atomic
def withdraw(value: Value, *, patient: UUID, revision: int, by: Any, why: str) -> int:
    """Take back a value that was entered in error; it stays in the journal."""
    actor = acting(by, Verb.CORRECT, value.table)
    return keep([value], record=patient_of(by, patient), by=actor, why=why, revision=revision, withdraw=True)
