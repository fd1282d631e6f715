"""Messages to patients: written into the outbox, claimed by a worker, sent or given up; and stopped by who gets them.

A worker claims a message for some minutes, so that no other sends it meanwhile. Where the worker dies, the claim
lapses and the message goes again, under the same key: at least once, and the receiver can see that it is the same.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from migrainedays.clinic.records import outbox
from migrainedays.clinic.records.access import Actor, NotFound, acting, operator
from migrainedays.clinic.records.calendar import arrangements_of
from migrainedays.clinic.records.finding import locked, patient_of
from migrainedays.clinic.records.keeping import keep
from migrainedays.clinic.records.messages import Message
from migrainedays.clinic.records.models import ContactRow, Delivery, MessageRow, PatientRecord, Stored, VisitRow
from migrainedays.clinic.records.people import Contact, Visit
from migrainedays.clinic.records.phone_access import PATIENT, hash_of
from migrainedays.clinic.records.policies import Verb
from migrainedays.errors import InputRefused

CLAIMED_FOR = dt.timedelta(minutes=10)  # much longer than a worker waits for a server
WAITS = tuple(dt.timedelta(minutes=minutes) for minutes in (10, 60, 180, 360, 720, 1440, 1440))
STOP = "stop-messages"


@dataclasses.dataclass(frozen=True, slots=True)
class Claimed:
    """A message that this worker may send now, with all that its words need."""

    row: int
    key: str
    kind: str
    to: str
    language: str
    zone: str
    clinic_zone: str
    stop: str
    visit: Visit | None


@transaction.atomic
def write_recall(*, patient: UUID, occasion: str, by: Any, why: str = "") -> bool:
    """Ask a patient to get in touch, once for each occasion; False where that was done before.

    InputRefused where the patient has not agreed to messages, or has no address.
    """
    actor = acting(by, Verb.ADD, Message.table)
    record = locked(patient_of(by, patient))
    if outbox.contact_of(record) is None:
        raise InputRefused("This patient has not agreed to messages by e-mail, or has no address. Call instead.")
    now = timezone.now().astimezone(dt.UTC).replace(microsecond=0)
    due_at = outbox.allowed_from(now, outbox.zone_of(record), arrangements_of(record.clinic_id))
    message = Message(
        patient=record.patient,
        message=f"recall-{occasion}",
        kind="recall",
        about=occasion,
        due_at=due_at,
        state="queued",
    )
    return outbox.queue(message, record=record, by=actor)


def claim(*, now: dt.datetime) -> Claimed | None:
    """The next message that is due, held for this worker alone; None where there is none.

    What fell away meanwhile is withdrawn on the way, and nobody is written to at night.
    """
    for row in _due(now):
        if _take(row, now):
            claimed = _ready(row, now)
            if claimed is not None:
                return claimed
    return None


def sent(claimed: Claimed) -> None:
    """Say that the server took a message."""
    _end(claimed.row, "sent", claimed.to)


def failed(claimed: Claimed, problem: str, *, now: dt.datetime, for_good: bool = False) -> None:
    """Say that a message did not go: it is tried again later, and given up after a day of attempts or a clear no."""
    delivery = Delivery.objects.get(message_id=claimed.row)
    if for_good or delivery.attempts > len(WAITS):
        Delivery.objects.filter(pk=delivery.pk).update(problem=problem[:500])
        _end(claimed.row, "given_up", claimed.to)
    else:
        next_at = now + WAITS[delivery.attempts - 1]
        Delivery.objects.filter(pk=delivery.pk).update(claimed_until=None, next_at=next_at, problem=problem[:500])


@transaction.atomic
def stop(*, token: str) -> str:
    """Write no more to whom this signed link was written; returns their language. NotFound for a made-up one."""
    record = locked(_record_of(token))
    actor = Actor(record.clinic_id, PATIENT)
    language = record.clinic.language
    stored: list[Stored[Contact]] = ContactRow.objects.standing().filter(patient=record).stored()
    for contact in stored:
        quiet = dataclasses.replace(contact.value, wants_reminders=False)
        keep([quiet], record=record, by=actor, revision=contact.revision, why="stopped by the patient")
        language = contact.value.language or language
    rows = MessageRow.objects.standing().filter(patient=record, state="queued")
    for message in rows.stored():
        outbox.end(message, "withdrawn", record=record, by=actor)
    return language


def language_of(token: str) -> str:
    """The language of whom a signed link was written to; NotFound for a made-up one."""
    record = _record_of(token)
    found = ContactRow.objects.standing().filter(patient=record).values_list("language", flat=True).first()
    return found or record.clinic.language


def stop_token(record: PatientRecord) -> str:
    """What stands in a patient's stop link; it tells nothing but a random number."""
    return signing.dumps(str(record.public_id), salt=STOP)


def _record_of(token: str) -> PatientRecord:
    try:
        public_id = signing.loads(token, salt=STOP)
    except signing.BadSignature:
        raise NotFound("This link is not one of ours.") from None
    found: list[PatientRecord] = list(PatientRecord.objects.filter(public_id=public_id))
    if not found:
        raise NotFound("This link leads to nobody.")
    return found[0]


def _due(now: dt.datetime) -> Iterator[int]:
    """Messages whose moment has come and that nobody is sending, the oldest first."""
    text = now.astimezone(dt.UTC).isoformat(timespec="seconds")
    rows = MessageRow.objects.standing().filter(state="queued", due_at__lte=text).order_by("due_at", "pk")
    waiting = set(
        Delivery.objects.filter(Q(claimed_until__gt=now) | Q(next_at__gt=now)).values_list("message", flat=True)
    )
    yield from (row for row in list(rows.values_list("pk", flat=True)) if row not in waiting)


def _take(row: int, now: dt.datetime) -> bool:
    """Claim a message; of two workers who try, the database lets one."""
    Delivery.objects.get_or_create(message_id=row)
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    ready = Q(next_at=None) | Q(next_at__lte=now)
    mine = Delivery.objects.filter(free, ready, message_id=row)
    return bool(mine.update(claimed_until=now + CLAIMED_FOR, attempts=F("attempts") + 1))


@transaction.atomic
def _ready(row: int, now: dt.datetime) -> Claimed | None:
    """A claimed message with what its words need; None where it fell away or has to wait for the morning."""
    found = MessageRow.objects.select_related("patient__clinic").get(pk=row)
    record = locked(found.patient)
    stored: Stored[Message] = MessageRow.objects.filter(pk=row).stored()[0]
    message, contact = stored.value, outbox.contact_of(record)
    visit = _visit_of(record, message)
    if message.state != "queued":  # another worker ended it after it was listed
        return None
    if contact is None or not _stands(record, message, visit, now):
        outbox.end(stored, "withdrawn", record=record, by=operator(record.clinic_id))
        return None
    if Delivery.objects.get(message_id=row).attempts > len(WAITS) + 1:  # workers die of it
        outbox.end(stored, "given_up", record=record, by=operator(record.clinic_id))
        return None
    morning = outbox.allowed_from(now, outbox.zone_of(record), arrangements_of(record.clinic_id))
    if morning > now:
        mine = Delivery.objects.filter(message_id=row)
        mine.update(claimed_until=None, next_at=morning, attempts=F("attempts") - 1)
        return None
    clinic = record.clinic
    return Claimed(
        row=row,
        key=hash_of(f"{clinic.public_id}/{record.public_id}/{message.message}")[:40],
        kind=message.kind or "",
        to=contact.email or "",
        language=contact.language or clinic.language,
        zone=record.zone or clinic.zone,
        clinic_zone=clinic.zone,
        stop=stop_token(record),
        visit=visit,
    )


def _visit_of(record: PatientRecord, message: Message) -> Visit | None:
    if message.kind != "visit_reminder":
        return None
    found: list[Visit] = VisitRow.objects.standing().filter(patient=record, visit=message.about).read()
    return found[0] if found else None


def _stands(record: PatientRecord, message: Message, visit: Visit | None, now: dt.datetime) -> bool:
    """Whether what a message is about still is so: the visit stands ahead, or nobody has arranged a date yet."""
    if message.kind == "visit_reminder":
        return visit is not None and visit.at is not None and visit.status == "planned" and visit.at > now
    planned = VisitRow.objects.standing().filter(patient=record, status="planned").read()
    return not any(coming.at > now for coming in planned)


@transaction.atomic
def _end(row: int, state: str, to: str) -> None:
    record = locked(MessageRow.objects.select_related("patient__clinic").get(pk=row).patient)
    stored: Stored[Message] = MessageRow.objects.filter(pk=row).stored()[0]
    if stored.value.state == "queued":
        outbox.end(stored, state, record=record, by=operator(record.clinic_id), to=to)
    Delivery.objects.filter(message_id=row).update(claimed_until=None)
