"""What the record says of a day and no phone has heard: entered by the clinic, or there before there was a phone.

It becomes an operation like any other, so that a phone which had not seen it cannot overwrite it in silence, and
one that has seen it can.
"""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone

from migrainedays.clinic.records.models import ROWS, PatientRecord
from migrainedays.columns import Value
from migrainedays.diary import DiaryDay, Exposure, Goal, Intake
from migrainedays.diary.phone import MergedDay, Operation, intakes_of, is_locked, merge, read_operation, values_of
from migrainedays.diary.phone.field import COLUMNS

BY_DATE: tuple[type[Value], ...] = (DiaryDay, Intake, Exposure, Goal)
Address = tuple[str, tuple[Any, ...]]


def unheard(record: PatientRecord, date: dt.date, heard: list[Operation]) -> list[Operation]:
    """None or one operation that says what the tables hold of a day beyond what the phones' operations say."""
    rows = {_address(value): value for value in _rows(record, date)}
    said = _said(record, merge(heard)) if heard else {}
    changes: dict[str, Any] = {}
    for address, value in rows.items():
        prefix, known = said.get(address, (_prefix(value), None))
        if prefix is not None:
            changes |= {prefix + name: held for name, held in _differences(known, value)}
    for address, (prefix, value) in said.items():
        if address not in rows:
            changes |= {prefix + name: None for name, _ in _differences(None, value)}
    return [_operation(record, date, changes, heard, rows.values())] if changes else []


def _rows(record: PatientRecord, date: dt.date) -> Iterator[Value]:
    for value_class in BY_DATE:
        yield from ROWS[value_class].objects.standing().filter(patient=record, date=date).read()


def _said(record: PatientRecord, day: MergedDay) -> dict[Address, tuple[str, Value]]:
    """What the operations make of the day, with the names of the fields that it came from."""
    found = {}
    for value in values_of(day, record.patient):
        prefix = _prefix(value)
        if prefix is not None and not isinstance(value, Intake):
            found[_address(value)] = (prefix, value)
    for key, intake in intakes_of(day, record.patient).items():
        found[_address(intake)] = (f"intake/{key}/", intake)
    return found


def _address(value: Value) -> Address:
    return value.table, value.key


def _prefix(value: Value) -> str | None:
    """How a phone would name the fields of a row; None for what it cannot name."""
    if isinstance(value, DiaryDay):
        return ""
    if isinstance(value, Intake):
        return f"intake/r{value.intake:03}-{value.drug.replace('/', ' ')}/"
    if isinstance(value, Exposure) and value.occurrence == 1 and "/" not in value.factor:
        return f"exposure/{value.factor}/"
    if isinstance(value, Goal) and "/" not in value.goal:
        return f"goal/{value.goal}/"
    return None


def _differences(known: Value | None, value: Value) -> Iterator[tuple[str, Any]]:
    """The columns in which a row says something else than is known; what is not said at all is no difference."""
    group = "" if isinstance(value, DiaryDay) else value.table.removesuffix("s")
    for name in COLUMNS[group]:
        held, before = _json(getattr(value, name, None)), _json(getattr(known, name, None))
        if held != before:
            yield name, held


def _json(value: Any) -> Any:
    if value == ():
        return None
    if value is None or isinstance(value, bool | int | str | tuple):
        return value
    return value.isoformat() if isinstance(value, dt.datetime) else str(value)


def _operation(
    record: PatientRecord, date: dt.date, changes: Mapping[str, Any], heard: list[Operation], rows: Any
) -> Operation:
    days = [value for value in rows if isinstance(value, DiaryDay)]
    entered_at = days[0].entered_at if days and not heard else timezone.now()
    raw = {
        "id": str(uuid.uuid4()) if heard else str(uuid.uuid5(record.public_id, date.isoformat())),
        "diary": str(record.public_id),
        "device": str(uuid.uuid5(record.public_id, "clinic")),
        "date": date.isoformat(),
        "claimed_at": (entered_at or dt.datetime.combine(date, dt.time(12), tzinfo=dt.UTC)).isoformat(),
        "zone": (days[0].zone if days else None) or record.zone or "UTC",
        "changes": dict(changes),
        "parents": [str(operation.id) for operation in heard],
    }
    operation = read_operation(raw)
    return read_operation({**raw, "correction": True}) if heard and is_locked(operation) else operation
