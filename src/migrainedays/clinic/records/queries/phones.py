"""What a phone may read of its own diary, and what the clinic reads of phones."""

import dataclasses
import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Max

from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.finding import patient_of
from migrainedays.clinic.records.models import ROWS, ContactRow, OfPatient, PatientRecord
from migrainedays.clinic.records.models.phone import DeviceRow, PhoneEntryRow, RedFlagSeenRow
from migrainedays.clinic.records.phone_access import Phone, hash_of
from migrainedays.clinic.records.phones import Device, PhoneEntry
from migrainedays.clinic.records.policies import Verb
from migrainedays.columns import Value
from migrainedays.course import Course
from migrainedays.diary import DiaryDay
from migrainedays.diary.phone import Delays, delays_of
from migrainedays.exchange.tables import TABLES
from migrainedays.windows import Span

MOST = 500
KEPT_SINCE = dt.timedelta(days=90)  # a diary silent for longer was given up


@dataclasses.dataclass(frozen=True, slots=True)
class RedFlagged:
    """An entry that may be an emergency and that nobody of the clinic has read."""

    id: UUID
    number: str
    name: str | None
    entry: UUID
    flags: tuple[str, ...]
    on: dt.date
    received_at: dt.datetime


def phone_of(key: str) -> Phone | None:
    """The phone that this key lets in; None for an unknown key and for a revoked phone."""
    row = DeviceRow.objects.filter(key_hash=hash_of(key), withdrawn=False).select_related("patient").first()
    if row is None or row.revoked_at is not None:
        return None
    record = row.patient
    return Phone(UUID(row.device), record.public_id, record.patient, record.pk, record.clinic_id)


def entries_after(phone: Phone, number: int) -> tuple[list[dict[str, Any]], int, bool]:
    """The entries of this diary after a number, how far they reach, and whether there are more."""
    rows = PhoneEntryRow.objects.filter(patient=phone.record, number__gt=number).order_by("number")
    found = list(rows.values_list("number", "body")[: MOST + 1])
    page = found[:MOST]
    return [json.loads(body) for _, body in page], page[-1][0] if page else number, len(found) > MOST


def own_course(phone: Phone) -> Course:
    """The patient's own course."""
    record = PatientRecord.objects.filter(pk=phone.record)
    return Course.of(record.stored()[0].value, _values(phone.record), intakes_kept=True)


def own(phone: Phone, value_class: type[Value]) -> list[Any]:
    """All standing values of one noun of this patient."""
    found: list[Any] = ROWS[value_class].objects.standing().filter(patient=phone.record).read()
    return found


def own_history(phone: Phone) -> Iterator[tuple[PhoneEntry, dict[str, Any]]]:
    """Every entry that this patient ever sent, with what it said, in the order of receipt."""
    for entry in PhoneEntryRow.objects.filter(patient=phone.record).order_by("number").read():
        yield entry, json.loads(entry.body)


def devices(user: Any, patient: UUID) -> list[Device]:
    """The phones of a patient."""
    acting(user, Verb.READ, Device.table)
    rows = DeviceRow.objects.visible_to(user).standing().filter(patient=patient_of(user, patient))
    return sorted(rows.read(), key=lambda device: str(device.joined_at))


def last_received(user: Any, patient: UUID) -> dt.datetime | None:
    """When the clinic last heard from a patient's phones."""
    rows = PhoneEntryRow.objects.visible_to(user).filter(patient=patient_of(user, patient))
    last = rows.order_by("-number").first()
    return last.received_at if last else None


def red_flags(user: Any) -> list[RedFlagged]:
    """Entries that may be an emergency and that nobody has read, the oldest first."""
    acting(user, Verb.READ, PhoneEntry.table)
    seen = set(RedFlagSeenRow.objects.visible_to(user).standing().values_list("patient_id", "entry"))
    rows = (
        PhoneEntryRow.objects.visible_to(user).exclude(red_flags=None).select_related("patient").order_by("received_at")
    )
    flagged = [row for row in rows if (row.patient_id, row.entry) not in seen]
    contacts = ContactRow.objects.visible_to(user).standing().filter(patient__in={row.patient_id for row in flagged})
    names = {contact.patient: contact.name for contact in contacts.read()}
    return [
        RedFlagged(
            row.patient.public_id,
            row.patient.patient,
            names.get(row.patient.patient),
            UUID(row.entry),
            row.red_flags,
            row.date,
            row.received_at,
        )
        for row in flagged
    ]


def heard_from(user: Any) -> dict[UUID, dt.date]:
    """The last day that each patient's phones wrote about."""
    rows = PhoneEntryRow.objects.visible_to(user).values_list("patient__public_id").annotate(last=Max("date"))
    return dict(rows)


@dataclasses.dataclass(frozen=True, slots=True)
class KeptDiary:
    """How one diary was kept lately: its last day, days told of the last four weeks, and how late they were told."""

    id: UUID
    number: str
    name: str | None
    last: dt.date
    quiet_days: int
    told: int
    delays: Delays
    has_phone: bool

    @property
    def shown(self) -> str:
        """The name, or the number for those who read no names."""
        return self.name or self.number


def kept_diaries(user: Any, on: dt.date) -> list[KeptDiary]:
    """Every diary with a day in the last three months, those silent longest first."""
    acting(user, Verb.READ, DiaryDay.table)
    since = on - KEPT_SINCE
    rows = ROWS[DiaryDay].objects.visible_to(user).standing().filter(date__gte=since, date__lte=on)
    days: dict[str, list[DiaryDay]] = defaultdict(list)
    for day in rows.read():
        days[day.patient].append(day)
    records = PatientRecord.objects.visible_to(user).standing().filter(patient__in=days)
    names = {c.patient: c.name for c in ContactRow.objects.visible_to(user).standing().read()}
    phones = DeviceRow.objects.standing().filter(patient__in=records, revoked_at=None)
    joined = set(phones.values_list("patient_id", flat=True))
    found = [
        _kept(record, days[record.patient], names.get(record.patient), record.pk in joined, on) for record in records
    ]
    return sorted(found, key=lambda each: (-each.quiet_days, each.shown))


def _kept(record: PatientRecord, days: list[DiaryDay], name: str | None, has_phone: bool, on: dt.date) -> KeptDiary:
    last = max(day.date for day in days)
    lately = [day for day in days if day.date in Span.before(on + dt.timedelta(days=1))]
    return KeptDiary(
        id=record.public_id,
        number=record.patient,
        name=name,
        last=last,
        quiet_days=(on - last).days,
        told=len(lately),
        delays=delays_of(lately),
        has_phone=has_phone,
    )


def _values(record: int) -> Iterator[Value]:
    for value_class in TABLES.values():
        model = ROWS[value_class]
        if issubclass(model, OfPatient):
            yield from model.objects.standing().filter(patient=record).read()
