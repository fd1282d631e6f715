"""Phones: offering a link, joining by it, sending entries, and revoking a phone."""

import contextlib
import dataclasses
import datetime as dt
import json
import uuid
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from migrainedays.clinic.records.access import Actor, Forbidden, acting
from migrainedays.clinic.records.finding import locked, patient_of
from migrainedays.clinic.records.keeping import keep
from migrainedays.clinic.records.models import ContactRow, PatientRecord
from migrainedays.clinic.records.models.phone import DeviceRow, JoiningRow, PhoneEntryRow
from migrainedays.clinic.records.phone_access import PATIENT, Phone, hash_of, new_secret
from migrainedays.clinic.records.phones import Device, Joining, RedFlagSeen
from migrainedays.clinic.records.policies import Verb
from migrainedays.clinic.records.projecting import add_entries, take_over
from migrainedays.diary.phone import Operation, Outcome, read_operation, receive
from migrainedays.errors import Impossible

LINK_LASTS = dt.timedelta(days=7)
FAILURES = 5  # years of birth that may be wrong before the link dies
TAKEN_OVER = dt.timedelta(days=120)


class Joined(NamedTuple):
    """What a phone is given once, at joining: its key is shown nowhere else and kept nowhere."""

    key: str
    device: str
    diary: str
    initials: str


@transaction.atomic
def offer(*, patient: UUID, by: Any, why: str = "") -> str:
    """Make a link's code that works once, for seven days; Impossible where no year of birth is known to check it by."""
    actor = acting(by, Verb.ADD, Joining.table)
    record = patient_of(by, patient)
    if record.birth_year is None:
        raise Impossible("patients", "birth_year", None, "is missing; a phone joins by it, so enter it first")
    code = new_secret()
    joining = Joining(
        patient=record.patient,
        joining=str(uuid.uuid4()),
        code_hash=hash_of(code),
        until=timezone.now() + LINK_LASTS,
        failed=0,
    )
    keep([joining], record=record, by=actor, why=why)
    return code


def join(*, code: str, birth_year: int, name: str) -> Joined:
    """Let a phone in by its link and the year of birth; Forbidden, without saying which of them was wrong."""
    joined = _try(code, birth_year, name)
    if joined is None:
        raise Forbidden("This link does not open a diary.")
    return joined


@transaction.atomic
def _try(code: str, birth_year: int, name: str) -> Joined | None:
    row = JoiningRow.objects.filter(code_hash=hash_of(code), withdrawn=False).select_related("patient").first()
    if row is None:
        return None
    record = locked(row.patient)
    stored = JoiningRow.objects.filter(pk=row.pk).stored()[0]
    joining, now, actor = stored.value, timezone.now(), Actor(record.clinic_id, PATIENT)
    if joining.used_at or joining.until < now or joining.failed >= FAILURES:
        return None
    if birth_year != record.birth_year:
        failed = dataclasses.replace(joining, failed=joining.failed + 1)
        keep([failed], record=record, by=actor, revision=stored.revision, why="the year of birth did not fit")
        return None
    keep([dataclasses.replace(joining, used_at=now)], record=record, by=actor, revision=stored.revision)
    return let_in(record, name, now, actor)


def let_in(record: PatientRecord, name: str, now: dt.datetime, actor: Actor) -> Joined:
    """Give a phone its key; what stands in the record is handed to it."""
    key = new_secret()
    device = Device(
        patient=record.patient,
        device=str(uuid.uuid4()),
        name=name[:40],
        key_hash=hash_of(key),
        joined_at=now,
    )
    keep([device], record=record, by=actor)
    take_over(record, (now - TAKEN_OVER).date(), by=actor)
    return Joined(key, device.device, str(record.public_id), initials_of(record))


@transaction.atomic
def revoke(*, patient: UUID, device: UUID, by: Any, why: str = "") -> None:
    """Stop a phone at once; what it sent stays."""
    actor = acting(by, Verb.CORRECT, Device.table)
    _revoke(patient_of(by, patient), device, actor, why)


@transaction.atomic
def revoke_own(*, phone: Phone, device: UUID) -> None:
    """Stop one of the patient's own phones, from one of them."""
    _revoke(PatientRecord.objects.get(pk=phone.record), device, phone.actor, "by the patient")


def _revoke(record: PatientRecord, device: UUID, actor: Actor, why: str) -> None:
    for stored in DeviceRow.objects.filter(patient=record, device=str(device), withdrawn=False).stored():
        if stored.value.revoked_at is None:
            revoked = dataclasses.replace(stored.value, revoked_at=timezone.now())
            keep([revoked], record=record, by=actor, revision=stored.revision, why=why)


@transaction.atomic
def send(*, phone: Phone, entries: Sequence[object]) -> Outcome:
    """Take a batch from a phone: once each, the bad ones refused by name; Forbidden from a revoked phone."""
    record = locked(PatientRecord.objects.get(pk=phone.record))
    device = DeviceRow.objects.filter(patient=record, device=str(phone.device)).stored()
    if not device or device[0].value.revoked_at is not None:
        raise Forbidden("This phone was revoked.")
    outcome = receive(
        entries,
        diary=phone.diary,
        device=phone.device,
        received_at=timezone.now(),
        stored=_stored(record, entries),
    )
    if outcome.accepted:
        add_entries(record, outcome.accepted, by=phone.actor)
    return outcome


def _stored(record: PatientRecord, entries: Sequence[object]) -> dict[UUID, Operation]:
    bodies = PhoneEntryRow.objects.filter(patient=record, entry__in=list(_ids_of(entries))).values_list(
        "body", flat=True
    )
    return {operation.id: operation for operation in (read_operation(json.loads(body)) for body in bodies)}


def _ids_of(entries: Sequence[object]) -> Iterator[str]:
    """The ids in a batch that can be ids; an entry with any other is refused by name when it is read."""
    for raw in entries:
        with contextlib.suppress(ValueError):
            if isinstance(raw, dict) and isinstance(raw.get("id"), str):
                yield str(UUID(raw["id"]))


@transaction.atomic
def see(*, patient: UUID, entry: UUID, done: str, by: Any) -> None:
    """Say that a red flag was read, and what was done."""
    actor = acting(by, Verb.ADD, RedFlagSeen.table)
    record = patient_of(by, patient)
    keep([RedFlagSeen(patient=record.patient, entry=str(entry), done=done)], record=record, by=actor)


def initials_of(record: PatientRecord) -> str:
    """How a phone says whose diary it is: initials, or the number where no name is known."""
    names = [
        contact.name for contact in ContactRow.objects.filter(patient=record, withdrawn=False).read() if contact.name
    ]
    return "".join(f"{part[0]}." for part in names[0].split()) if names else str(record.patient)
