"""Passkeys of patients' phones: making one, and opening the diary again where the phone's own key was lost."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from migrainedays.clinic.records import passkeys
from migrainedays.clinic.records.access import Actor, Forbidden
from migrainedays.clinic.records.actions.phones import Joined, initials_of, let_in
from migrainedays.clinic.records.finding import locked
from migrainedays.clinic.records.keeping import keep
from migrainedays.clinic.records.models import ROWS, PatientRecord
from migrainedays.clinic.records.models.phone import DeviceRow, PasskeyRow
from migrainedays.clinic.records.passkeys import REFUSED, Asked
from migrainedays.clinic.records.phone_access import PATIENT, Phone
from migrainedays.clinic.records.phones import Passkey


def ask_to_make(*, phone: Phone, host: str) -> Asked:
    """Ask a phone that has joined for a passkey."""
    record = PatientRecord.objects.get(pk=phone.record)
    known = list(PasskeyRow.objects.standing().filter(patient=record).values_list("passkey", flat=True))
    return passkeys.ask_to_make(host, diary=phone.diary, shown=initials_of(record), known=known)


@transaction.atomic
def make(*, phone: Phone, host: str, state: str, answer: Mapping[str, Any]) -> None:
    """Keep the passkey that the phone made."""
    made = passkeys.read_made(host, diary=phone.diary, state=state, answer=answer)
    record = locked(PatientRecord.objects.get(pk=phone.record))
    if PasskeyRow.objects.filter(passkey=made.passkey).exists():
        raise Forbidden(REFUSED)
    passkey = Passkey(
        patient=record.patient,
        passkey=made.passkey,
        device=str(phone.device),
        public_key=made.public_key,
        counter=made.counter,
        made_at=timezone.now(),
    )
    keep([passkey], record=record, by=phone.actor)


@transaction.atomic
def open_again(*, host: str, state: str, answer: Mapping[str, Any], name: str) -> Joined:
    """Let a phone in by its passkey; Forbidden where it proves nothing, or belongs to a phone that was stopped."""
    row = PasskeyRow.objects.standing().filter(passkey=passkeys.name_of(answer)).select_related("patient").first()
    if row is None:
        raise Forbidden(REFUSED)
    record = locked(row.patient)
    stored = ROWS[Passkey].objects.filter(pk=row.pk).stored()[0]
    held = stored.value
    counter = passkeys.check_opened(host, state=state, answer=answer, public_key=held.public_key, counter=held.counter)
    if _is_stopped(record, held):
        raise Forbidden(REFUSED)
    actor = Actor(record.clinic_id, PATIENT)
    joined = let_in(record, name, timezone.now(), actor)
    opened = dataclasses.replace(held, counter=counter, device=f"{held.device} {joined.device}")
    keep([opened], record=record, by=actor, revision=stored.revision, why="opened by its passkey")
    return joined


def _is_stopped(record: PatientRecord, held: Passkey) -> bool:
    """Whether any phone that made or used this passkey was stopped: then whoever holds that phone holds it too."""
    used = (held.device or "").split()
    return DeviceRow.objects.filter(patient=record, device__in=used).exclude(revoked_at=None).exists()
