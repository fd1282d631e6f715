"""From a phone's entries to the tables: what the merged days say is what they hold, each change with its trace."""

import dataclasses
import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from migrainedays.clinic.records.access import Actor, actor_of
from migrainedays.clinic.records.finding import locked, patient_of
from migrainedays.clinic.records.keeping import keep
from migrainedays.clinic.records.models import ROWS, PatientRecord, Stored
from migrainedays.clinic.records.models.phone import DeviceRow, PhoneEntryRow
from migrainedays.clinic.records.overtaking import BY_DATE, unheard
from migrainedays.clinic.records.phones import PhoneEntry
from migrainedays.columns import Value, columns_of
from migrainedays.diary import Attack, DiaryDay
from migrainedays.diary.phone import (
    MergedDay,
    Operation,
    answers_of,
    merge,
    read_operation,
    red_flags_of,
    side_effects_of,
    values_of,
    write_operation,
)
from migrainedays.diary.phone.red_flags import EVENT
from migrainedays.scales import Score
from migrainedays.treatment import AdverseEvent

# What the clinic completes after the phone: no operation carries it back, so no phone can know of it.
COMPLETED = (AdverseEvent, Score)

Days = Mapping[dt.date, list[Operation]]


def operations_on(record: PatientRecord, dates: Iterable[dt.date]) -> dict[dt.date, list[Operation]]:
    """All operations about some days."""
    found: dict[dt.date, list[Operation]] = {date: [] for date in dates}
    about: dict[str, Any] = {"patient": record, "date__in": found}
    rows = PhoneEntryRow.objects.filter(**about).values_list("date", "body")
    for date, body in rows:
        found[date].append(read_operation(json.loads(body)))
    return found


def add_entries(record: PatientRecord, operations: Iterable[Operation], *, by: Actor, why: str = "") -> None:
    """Keep operations as they came, and bring the tables to what the days now say. The record is held locked."""
    new = list(operations)
    dates = {operation.date for operation in new}
    catch_up(record, dates, by=by)
    before = operations_on(record, dates)
    _keep_entries(record, new, by=by, why=why)
    after = {date: [*found, *(each for each in new if each.date == date)] for date, found in before.items()}
    _project(record, _values(record, before), _values(record, after), by=by, why=why)


def catch_up(record: PatientRecord, dates: Iterable[dt.date], *, by: Actor) -> None:
    """Let the phones hear what stands in the record of these days and did not come from them."""
    days = operations_on(record, dates)
    _keep_entries(record, [each for date in sorted(days) for each in unheard(record, date, days[date])], by=by, why="")


def tell_phones(values: Iterable[Value], *, patient: UUID, by: Any) -> None:
    """Let the phones of a patient hear what the clinic just entered; nothing to do where nobody has a phone."""
    dates = {value.date for value in values if isinstance(value, BY_DATE)}  # type: ignore[attr-defined]
    actor = actor_of(by)
    if actor is None or not dates or not DeviceRow.objects.filter(patient__public_id=patient).exists():
        return
    catch_up(locked(patient_of(by, patient)), dates, by=actor)


def take_over(record: PatientRecord, since: dt.date, *, by: Actor) -> None:
    """Let a new phone hear what stands in the record since a day."""
    days = ROWS[DiaryDay].objects.standing().filter(patient=record, date__gte=since)
    catch_up(record, set(days.values_list("date", flat=True)), by=by)


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
    for operations in days.values():
        if operations:
            found |= {(value.table, value.key): value for value in _values_of(record.patient, merge(operations))}
    return found


def _values_of(patient: str, day: MergedDay) -> Iterator[Value]:
    yield from values_of(day, patient)
    for effect in side_effects_of(day):
        event = effect.event.removeprefix(EVENT)
        yield AdverseEvent(patient=patient, event=event, onset_on=day.date, severity=effect.severity)
    for (scale, item), answer in answers_of(day).items():
        yield Score(patient=patient, date=day.date, scale=scale, item=item, value=Decimal(answer))


def _project(
    record: PatientRecord,
    before: Mapping[tuple[Any, ...], Value],
    after: Mapping[tuple[Any, ...], Value],
    *,
    by: Actor,
    why: str,
) -> None:
    """Write what the days say anew; withdraw what they said before and no longer say.

    What was said before and is merely said again is not written: since then the clinic may have changed it.
    """
    new: dict[str, list[Value]] = {}
    standing = _standing(record, [*before.values(), *after.values()])
    anew = {address: value for address, value in after.items() if before.get(address) != value}
    for address, value in anew.items():
        if address not in standing:
            new.setdefault(value.table, []).append(value)
        else:
            stored = standing[address]
            joined = _joined(before.get(address), value, stored.value)
            keep([joined], record=record, by=by, why=why, revision=stored.revision)
    for values in new.values():
        keep(values, record=record, by=by, why=why)
    for address in before.keys() - after.keys():
        if address in standing and not _is_clinics(before[address], standing[address].value):
            stored = standing[address]
            keep([stored.value], record=record, by=by, why=why, revision=stored.revision, withdraw=True)


def _is_clinics(said: Value, stands: Value) -> bool:
    """Whether the clinic made more of a row than the phones had said."""
    return isinstance(stands, COMPLETED) and stands != said


def _joined(said: Value | None, says: Value, stands: Value) -> Value:
    """A row as the phones say it now, with what the clinic added to it or put right: that stays."""
    if not isinstance(stands, COMPLETED):
        return says
    names = columns_of(type(stands))
    known = dict.fromkeys(names) if said is None else {name: getattr(said, name) for name in names}
    added = {name: getattr(stands, name) for name in names if getattr(stands, name) != known[name]}
    return dataclasses.replace(says, **added)


def _standing(record: PatientRecord, values: Iterable[Value]) -> dict[tuple[Any, ...], Any]:
    """What stands in the tables under the keys of these values, with its revision."""
    keys: dict[type[Value], set[str]] = {}
    for value in values:
        keys.setdefault(type(value), set()).add(_place(value))
    found: dict[tuple[Any, ...], Stored[Any]] = {}
    for value_class, places in keys.items():
        rows = ROWS[value_class].objects.standing().filter(**{"patient": record})
        found |= {
            (s.value.table, s.value.key): s for s in rows.filter(**{f"{_column_of(value_class)}__in": places}).stored()
        }
    return found


def _column_of(value_class: type[Value]) -> str:
    return {AdverseEvent: "onset_on", Attack: "attack"}.get(value_class, "date")


def _place(value: Value) -> Any:
    return getattr(value, _column_of(type(value)))
