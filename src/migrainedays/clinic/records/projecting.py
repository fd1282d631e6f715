"""From a phone's entries to the tables: what the merged days say is what they hold, each change with its trace."""

import datetime as dt
import json
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from migrainedays.clinic.records.access import Actor
from migrainedays.clinic.records.keeping import keep
from migrainedays.clinic.records.models import ROWS, PatientRecord
from migrainedays.clinic.records.models.phone import PhoneEntryRow
from migrainedays.clinic.records.phones import PhoneEntry
from migrainedays.columns import Value
from migrainedays.diary import DiaryDay, Exposure, Goal, Intake
from migrainedays.diary.phone import (
    Operation,
    merge,
    read_operation,
    red_flags_of,
    side_effects_of,
    values_of,
    write_operation,
)
from migrainedays.diary.phone.field import COLUMNS
from migrainedays.diary.phone.red_flags import EVENT
from migrainedays.treatment import AdverseEvent

BEFORE_PHONES = uuid.UUID(int=0)  # the "device" of what stood in the record before a phone wrote about that day
BY_DATE: tuple[type[Value], ...] = (DiaryDay, Intake, Exposure, Goal)
Days = Mapping[dt.date, list[Operation]]


def operations_on(record: PatientRecord, dates: Iterable[dt.date]) -> dict[dt.date, list[Operation]]:
    """All operations about some days."""
    found: dict[dt.date, list[Operation]] = {date: [] for date in dates}
    rows = PhoneEntryRow.objects.filter(patient=record, date__in=found).values_list("date", "body")
    for date, body in rows:
        found[date].append(read_operation(json.loads(body)))
    return found


def add_entries(record: PatientRecord, operations: Iterable[Operation], *, by: Actor, why: str = "") -> None:
    """Keep operations as they came, and bring the tables to what the days now say. The record is held locked."""
    new = list(operations)
    dates = {operation.date for operation in new}
    days = operations_on(record, dates)
    base = [found for date in dates if not days[date] for found in _stood_before(record, date)]
    _keep_entries(record, [*base, *new], by=by, why=why)
    before = {date: [*found, *(each for each in base if each.date == date)] for date, found in days.items()}
    after = {date: [*found, *(each for each in new if each.date == date)] for date, found in before.items()}
    _project(record, _values(record, before), _values(record, after), dates, by=by, why=why)


def take_over(record: PatientRecord, since: dt.date, *, by: Actor) -> None:
    """Give the phones what stood in the record before any of them wrote: the days since `since`."""
    dates = (
        ROWS[DiaryDay].objects.filter(patient=record, withdrawn=False, date__gte=since).values_list("date", flat=True)
    )
    known = set(PhoneEntryRow.objects.filter(patient=record, date__gte=since).values_list("date", flat=True))
    base = [operation for date in sorted(set(dates) - known) for operation in _stood_before(record, date)]
    _keep_entries(record, base, by=by, why="taken over for the phone")


def _keep_entries(record: PatientRecord, operations: list[Operation], *, by: Actor, why: str) -> None:
    last = PhoneEntryRow.objects.filter(patient=record).count()
    now = timezone.now()
    entries = [
        PhoneEntry(
            patient=record.patient,
            entry=str(operation.id),
            number=number,
            device=str(operation.device),
            date=operation.date,
            body=json.dumps(write_operation(operation), ensure_ascii=False, sort_keys=True),
            received_at=now,
            red_flags=red_flags_of(operation),
        )
        for number, operation in enumerate(operations, start=last + 1)
    ]
    keep(entries, record=record, by=by, why=why)


def _values(record: PatientRecord, days: Days) -> dict[tuple[Any, ...], Value]:
    found: dict[tuple[Any, ...], Value] = {}
    for date, operations in days.items():
        if operations:
            day = merge(operations)
            effects = [
                AdverseEvent(
                    patient=record.patient,
                    event=effect.event.removeprefix(EVENT),
                    onset_on=date,
                    severity=effect.severity,
                )
                for effect in side_effects_of(day)
            ]
            found |= {(value.table, value.key): value for value in (*values_of(day, record.patient), *effects)}
    return found


def _project(
    record: PatientRecord,
    before: Mapping[tuple[Any, ...], Value],
    after: Mapping[tuple[Any, ...], Value],
    dates: set[dt.date],
    *,
    by: Actor,
    why: str,
) -> None:
    """Write what the days say now; withdraw what they said before and no longer say."""
    new: dict[str, list[Value]] = {}
    standing = _standing(record, [*before.values(), *after.values()])
    for address, value in after.items():
        if address not in standing:
            new.setdefault(value.table, []).append(value)
        elif standing[address].value != value:
            keep([value], record=record, by=by, why=why, revision=standing[address].revision)
    for values in new.values():
        keep(values, record=record, by=by, why=why)
    for address in before.keys() - after.keys():
        if address in standing:
            stored = standing[address]
            keep([stored.value], record=record, by=by, why=why, revision=stored.revision, withdraw=True)


def _standing(record: PatientRecord, values: Iterable[Value]) -> dict[tuple[Any, ...], Any]:
    """What stands in the tables under the keys of these values, with its revision."""
    keys: dict[type[Value], set[str]] = {}
    for value in values:
        keys.setdefault(type(value), set()).add(_place(value))
    found = {}
    for value_class, places in keys.items():
        rows = ROWS[value_class].objects.filter(patient=record, withdrawn=False)
        found |= {
            (s.value.table, s.value.key): s for s in rows.filter(**{f"{_column_of(value_class)}__in": places}).stored()
        }
    return found


def _column_of(value_class: type[Value]) -> str:
    return "date" if value_class in BY_DATE else "onset_on" if value_class is AdverseEvent else "attack"


def _place(value: Value) -> Any:
    return getattr(value, _column_of(type(value)))


def _stood_before(record: PatientRecord, date: dt.date) -> list[Operation]:
    """What the record says of a day that no phone has written about, as one operation that came before all others."""
    changes: dict[str, Any] = {}
    zone, entered_at = record.zone or "UTC", None
    for value_class in BY_DATE:
        for value in ROWS[value_class].objects.filter(patient=record, withdrawn=False, date=date).read():
            changes |= _fields(value)
            if isinstance(value, DiaryDay):
                zone, entered_at = value.zone or zone, value.entered_at
    if not changes:
        return []
    claimed = entered_at or dt.datetime.combine(date, dt.time(12), tzinfo=dt.UTC)
    raw = {
        "id": str(uuid.uuid5(record.public_id, date.isoformat())),
        "diary": str(record.public_id),
        "device": str(BEFORE_PHONES),
        "date": date.isoformat(),
        "claimed_at": claimed.isoformat(),
        "zone": zone,
        "changes": changes,
        "parents": [],
    }
    return [read_operation(raw)]


def _fields(value: Value) -> dict[str, Any]:
    """The fields of a phone that say what a row says."""
    if isinstance(value, DiaryDay):
        prefix, group = "", ""
    elif isinstance(value, Intake):
        prefix, group = f"intake/r{value.intake:03}-{value.drug.replace('/', ' ')}/", "intake"
    elif isinstance(value, Exposure) and value.occurrence == 1 and "/" not in value.factor:
        prefix, group = f"exposure/{value.factor}/", "exposure"
    elif isinstance(value, Goal) and "/" not in value.goal:
        prefix, group = f"goal/{value.goal}/", "goal"
    else:
        return {}
    held = {name: getattr(value, name, None) for name in COLUMNS[group]}
    return {prefix + name: _json(kept) for name, kept in held.items() if kept not in (None, ())}


def _json(value: Any) -> Any:
    if isinstance(value, bool | int | str | tuple):
        return value
    return value.isoformat() if isinstance(value, dt.datetime) else str(value)
