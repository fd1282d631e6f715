"""The journal: what was done, by whom and why; the tables are what it adds up to."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.utils import timezone

from migrainedays.clinic.records.access import Actor
from migrainedays.clinic.records.models import NOUNS, Entry, PatientRecord, Row
from migrainedays.columns import Value, columns_of, key_of

Cells = dict[str, Any]


def cells_of(value: Value, without: Iterable[str] = ()) -> Cells:
    """A value as JSON: the cell of each column that is not blank, free text as it is."""
    cells = {}
    for name, column in columns_of(type(value)).items():
        held = getattr(value, name)
        if held is None or held == () or name in without:
            continue
        cells[name] = held if isinstance(held, str | bool | int) else column.write(held)
    return cells


def value_of(value_class: type[Value], cells: Mapping[str, Any]) -> Value:
    """The value that `cells_of` wrote."""
    columns = columns_of(value_class)
    textual = ("text", "choice", "zone")
    given = {
        name: columns[name].read(cell) if isinstance(cell, str) and columns[name].kind not in textual else cell
        for name, cell in cells.items()
    }
    return value_class(**given)


def line(value: Value, revision: int, *, withdrawn: bool = False) -> Cells:
    """One row of an entry. A patient's rows do not repeat the number, which the entry's patient has."""
    model = NOUNS[value.table]
    cells = cells_of(value, without=("patient",) if model.owner == "patient" else ())
    return {"revision": revision, "value": cells} | ({"withdrawn": True} if withdrawn else {})


def append(
    *,
    by: Actor,
    patient: PatientRecord | None,
    noun: str,
    rows: Sequence[Cells],
    why: str = "",
    at: dt.datetime | None = None,
) -> Entry:
    """Add one entry at the end of the chain of a patient, whose record the caller holds locked."""
    number = 0
    if patient is not None:
        patient.entries += 1
        number = patient.entries
        PatientRecord.objects.filter(pk=patient.pk).update(entries=number)
    return Entry.objects.create(
        clinic_id=by.clinic_id,
        patient=patient,
        number=number,
        who_id=by.user_id,
        role=by.role,
        at=at or timezone.now(),
        why=why,
        noun=noun,
        rows=list(rows),
    )


class Standing(NamedTuple):
    """What the journal says of one row."""

    revision: int
    withdrawn: bool
    value: Cells


Address = tuple[str, int | None, tuple[Any, ...]]  # noun, the patient's row id, key


def replay(entries: Iterable[Entry]) -> dict[Address, Standing]:
    """What the tables must hold after these entries, in their order; nouns without a table are passed over."""
    found: dict[Address, Standing] = {}
    for entry in entries:
        model = NOUNS.get(entry.noun)
        for row in entry.rows if model is not None else ():
            standing = Standing(row["revision"], row.get("withdrawn", False), row["value"])
            found[_address(model, entry.patient_id, row["value"])] = standing
    return found


def stand(model: type[Row], clinic_id: int) -> dict[Address, Standing]:
    """What one table holds of a clinic, in the words of the journal."""
    patient = "pk" if model.noun == PatientRecord.noun else "patient_id" if model.owner == "patient" else None
    names = {name: path for name, path in model.lookups().items() if name != model.owner}
    rows = model.objects.filter(**{model.clinic_path: clinic_id}).values_list(
        "revision", "withdrawn", *([patient] if patient else []), *names.values()
    )
    found = {}
    for revision, withdrawn, *held in rows:
        whose = held.pop(0) if patient else None
        cells = _journal_cells(model, dict(zip(names, held, strict=True)))
        found[_address(model, whose, cells)] = Standing(revision, withdrawn, cells)
    return found


def _journal_cells(model: type[Row], held: Mapping[str, Any]) -> Cells:
    columns = columns_of(model.value_class)
    return {
        name: value if isinstance(value, str | bool | int) else columns[name].write(value)
        for name, value in held.items()
        if value is not None and value != ()
    }


def _address(model: type[Row] | None, patient: int | None, cells: Mapping[str, Any]) -> Address:
    assert model is not None
    columns = columns_of(model.value_class)
    key = tuple(cells.get(name, columns[name].default) for name in key_of(model.value_class) if name != model.owner)
    return (model.noun, patient, () if model is PatientRecord else key)


def differences(clinic_id: int) -> list[Address]:
    """The rows of a clinic that are not what its journal adds up to; there should be none."""
    told = replay(Entry.objects.filter(clinic_id=clinic_id).order_by("pk").iterator())
    kept: dict[Address, Standing] = {}
    for model in NOUNS.values():
        kept |= stand(model, clinic_id)
    return [address for address in told.keys() | kept.keys() if told.get(address) != kept.get(address)]
