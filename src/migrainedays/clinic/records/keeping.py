"""Writing values: one way for every noun, with its revision and its entry in the journal.

`keep` runs inside the transaction of an action. It refuses a stale revision with Conflict and a signed session with
Signed; a value that already stands is no change and leaves no trace, so that sending twice is harmless.
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from migrainedays.clinic.records import journal
from migrainedays.clinic.records.access import Actor
from migrainedays.clinic.records.finding import keys_of, locked
from migrainedays.clinic.records.models import ROWS, Clinic, PatientRecord, Row, SignatureRow, Stored
from migrainedays.clinic.records.refusals import Conflict, Signed, WrittenOnce
from migrainedays.columns import Value
from migrainedays.errors import Impossible
from migrainedays.treatment import Injection, Person, Session


def keep(
    values: Sequence[Value],
    *,
    record: PatientRecord | None,
    by: Actor,
    why: str = "",
    revision: int = 0,
    withdraw: bool = False,
) -> int:
    """Write values of one noun and of one patient (or of the clinic); returns the revision of the last.

    `revision` is the one that the values were read at, 0 for values that are new.
    """
    if not values:
        return 0
    assert transaction.get_connection().in_atomic_block, "an action is one transaction"
    assert revision or not withdraw, "only what was read can be withdrawn"
    model = ROWS[type(values[0])]
    if record is not None:
        record = locked(record)
    else:
        Clinic.objects.select_for_update().get(pk=by.clinic_id)
    lines, last = [], revision
    for value in values:
        _refuse_other_patient(value, record)
        last, changed = _write(model, value, record, by, revision, withdraw)
        if changed:
            lines.append(journal.line(value, last, withdrawn=withdraw))
    if lines:
        journal.append(by=by, patient=record, noun=model.noun, rows=lines, why=why)
    return last


def _refuse_other_patient(value: Value, record: PatientRecord | None) -> None:
    number = getattr(value, "patient", None)
    if record is not None and not isinstance(value, Person) and number != record.patient:
        raise Impossible(value.table, "patient", number, "belongs to another patient than the one whose page this is")


def _write(
    model: type[Row], value: Value, record: PatientRecord | None, by: Actor, revision: int, withdraw: bool
) -> tuple[int, bool]:
    _refuse_signed(value, record)
    keys = _address(model, value, record, by)
    found = model.objects.filter(**keys)
    row = found.first()
    if row is None:
        if revision:
            raise Conflict(value, None)
        model.objects.create(**keys, **_rest(model, value))
        return 1, True
    theirs: Stored[Value] = found.stored()[0]
    if theirs.value == value and row.withdrawn == withdraw:
        return row.revision, False
    if getattr(value, "written_once", False):
        raise WrittenOnce
    if row.withdrawn != (revision == 0) or (revision and row.revision != revision):
        raise Conflict(value, None if row.withdrawn else theirs)
    found.update(**_rest(model, value), revision=row.revision + 1, withdrawn=withdraw)
    return row.revision + 1, True


def _address(model: type[Row], value: Value, record: PatientRecord | None, by: Actor) -> dict[str, Any]:
    if model is PatientRecord:
        assert record is not None, "actions.patients.add makes the record first"
        return {"pk": record.pk}
    owner = {"patient": record} if model.owner == "patient" else {"clinic_id": by.clinic_id}
    return owner | keys_of(model, value)


def _rest(model: type[Row], value: Value) -> dict[str, Any]:
    keys = () if model is PatientRecord else keys_of(model, value)
    return {name: getattr(value, name) for name in model.lookups() if name not in keys and name != model.owner}


def _refuse_signed(value: Value, record: PatientRecord | None) -> None:
    if isinstance(value, Session | Injection):
        signed = SignatureRow.objects.filter(patient=record, session=value.session, withdrawn=False)
        if signed.exists():
            raise Signed(value.session)
