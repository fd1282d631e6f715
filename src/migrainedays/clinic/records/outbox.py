"""The outbox: messages are written in the transaction of what they are about, and follow it until they go.

What is written down is that something is to be told, about what, and from when. Its words are made when it goes.
"""

import dataclasses
import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import timezone

from migrainedays.clinic.records.access import Actor
from migrainedays.clinic.records.calendar import arrangements_of
from migrainedays.clinic.records.keeping import keep
from migrainedays.clinic.records.messages import Message
from migrainedays.clinic.records.models import ContactRow, MessageRow, PatientRecord, Stored, VisitRow
from migrainedays.clinic.records.people import Contact, Visit
from migrainedays.clinic.records.scheduling import Arrangements

AT_HOUR = 10  # of the day on which a visit is remembered, where the patient lives
TOO_LATE = dt.timedelta(hours=24)  # nobody is reminded of what they arranged for tomorrow


def follow_visit(record: PatientRecord, visit: Visit, *, by: Actor) -> None:
    """Let the reminder of a visit be what the visit now asks for: one for its moment, none once it fell away."""
    wanted = _reminder(record, visit)
    stored = _about(record, visit.visit)
    for message in stored:
        if message.value.state == "queued" and (wanted is None or message.value.message != wanted.message):
            end(message, "withdrawn", record=record, by=by)
    if wanted is not None:
        _queue(wanted, record, by)


def follow_person(record: PatientRecord, *, by: Actor) -> None:
    """Let all reminders be what this person's contact now asks for."""
    for visit in VisitRow.objects.standing().filter(patient=record, status="planned").read():
        follow_visit(record, visit, by=by)


def queue(message: Message, *, record: PatientRecord, by: Actor) -> bool:
    """Put a message into the outbox once; False where one with this key was put there before."""
    if MessageRow.objects.filter(patient=record, message=message.message).exists():
        return False
    keep([message], record=record, by=by)
    return True


def end(stored: Stored[Message], state: str, *, record: PatientRecord, by: Actor, to: str | None = None) -> None:
    """Say what became of a message."""
    ended = dataclasses.replace(stored.value, state=state, sent_to=to, ended_at=timezone.now().astimezone(dt.UTC))
    keep([ended], record=record, by=by, revision=stored.revision)


def contact_of(record: PatientRecord) -> Contact | None:
    """How a patient may be written to; None for one who wants no messages, or has no address."""
    found: list[Contact] = ContactRow.objects.standing().filter(patient=record, wants_reminders=True).read()
    return found[0] if found and found[0].email else None


def zone_of(record: PatientRecord) -> ZoneInfo:
    """The clock that the patient lives by."""
    return ZoneInfo(record.zone or record.clinic.zone)


def allowed_from(moment: dt.datetime, zone: ZoneInfo, arrangements: Arrangements) -> dt.datetime:
    """The first moment from this one on at which it is not night where the patient lives."""
    here = moment.astimezone(zone)
    if not is_quiet(here.hour, arrangements):
        return moment
    morning = here.replace(hour=arrangements.quiet_until, minute=0, second=0, microsecond=0)
    return (morning if morning > here else morning + dt.timedelta(days=1)).astimezone(dt.UTC)


def is_quiet(hour: int, arrangements: Arrangements) -> bool:
    """Whether this hour of the day lies in the quiet ones, which mostly reach over midnight."""
    begins, ends = arrangements.quiet_from, arrangements.quiet_until
    return begins <= hour < ends if begins < ends else begins != ends and (hour >= begins or hour < ends)


def _reminder(record: PatientRecord, visit: Visit) -> Message | None:
    """The reminder that a visit asks for: one for each moment that it was moved to."""
    now = timezone.now()
    if visit.at is None or visit.status != "planned" or visit.at - now < TOO_LATE or contact_of(record) is None:
        return None
    arrangements = arrangements_of(record.clinic_id)
    zone = zone_of(record)
    day = visit.at.astimezone(zone).date() - dt.timedelta(days=arrangements.remind_days)
    due_at = max(dt.datetime.combine(day, dt.time(AT_HOUR), zone).astimezone(dt.UTC), now.astimezone(dt.UTC))
    return Message(
        patient=record.patient,
        message=f"visit-{visit.visit}-{visit.at.astimezone(dt.UTC):%Y%m%dT%H%M}",
        kind="visit_reminder",
        about=visit.visit,
        due_at=allowed_from(due_at, zone, arrangements).replace(microsecond=0),
        state="queued",
    )


def _queue(wanted: Message, record: PatientRecord, by: Actor) -> None:
    """Put a reminder there once; one that fell away before it went is taken up again."""
    if queue(wanted, record=record, by=by):
        return
    stored: Stored[Message] = MessageRow.objects.filter(patient=record, message=wanted.message).stored()[0]
    if stored.value.state == "withdrawn":
        keep([wanted], record=record, by=by, revision=stored.revision)


def _about(record: PatientRecord, visit: str) -> list[Stored[Message]]:
    found: list[Stored[Message]] = MessageRow.objects.standing().filter(patient=record, about=visit).stored()
    return found
