"""Finding what an action or a query is about, through the eyes of whoever asks."""

from typing import Any
from uuid import UUID

from django.db import transaction

from migrainedays.clinic.records.access import NotFound
from migrainedays.clinic.records.models import PatientRecord, Row
from migrainedays.columns import Value, key_of


def patient_of(user: Any, patient: UUID) -> PatientRecord:
    """The record of a patient whom this user may see; NotFound otherwise."""
    found: PatientRecord | None = PatientRecord.objects.visible_to(user).filter(public_id=patient).first()
    if found is None:
        raise NotFound("There is no such patient.")
    return found


def locked(record: PatientRecord) -> PatientRecord:
    """The same record, held until the transaction ends, so that one patient is written by one person at a time."""
    assert transaction.get_connection().in_atomic_block
    found: PatientRecord = PatientRecord.objects.select_for_update().get(pk=record.pk)
    return found


def keys_of(model: type[Row], value: Value) -> dict[str, Any]:
    """What identifies the row of a value within its owner."""
    return {name: getattr(value, name) for name in key_of(type(value)) if name != model.owner}
