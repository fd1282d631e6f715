"""What a calendar behind a secret address holds, and which addresses there are."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from migrainedays.clinic.records.access import NotFound, acting
from migrainedays.clinic.records.finding import patient_of
from migrainedays.clinic.records.models import (
    ContactRow,
    Entry,
    FeedRow,
    Membership,
    PatientRecord,
    User,
    VisitRow,
)
from migrainedays.clinic.records.people import Visit
from migrainedays.clinic.records.phone_access import hash_of
from migrainedays.clinic.records.policies import Verb, allows
from migrainedays.clinic.records.scheduling import Feed
from migrainedays.clinic.records.slots import stretch_of

BACK = dt.timedelta(days=90)  # how far a calendar of the clinic reaches back; a patient's holds all


@dataclasses.dataclass(frozen=True, slots=True)
class Event:
    """A visit as a calendar has it: `uid` never changes, `sequence` only rises."""

    uid: str
    sequence: int
    changed_at: dt.datetime
    start: dt.datetime
    end: dt.datetime
    kind: str | None
    cancelled: bool
    room: str | None = None
    patient: UUID | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Behind:
    """A calendar: whose language it speaks, and its events in order of time."""

    language: str
    for_staff: bool
    events: tuple[Event, ...]


def behind(secret: str) -> Behind:
    """The calendar behind a secret; NotFound for one that was revoked, made up, or whose owner left."""
    found = FeedRow.objects.standing().filter(secret_hash=hash_of(secret), revoked_at=None).first()
    if found is None:
        raise NotFound("There is no calendar at this address.")
    rows = VisitRow.objects.filter(patient__clinic_id=found.clinic_id)
    if found.of_patient:
        record = PatientRecord.objects.select_related("clinic").get(public_id=found.of_patient)
        language = ContactRow.objects.standing().filter(patient=record).values_list("language", flat=True).first()
        return Behind(language or record.clinic.language, False, tuple(_events(rows.filter(patient=record))))
    member = Membership.objects.select_related("user", "clinic").filter(user__email=found.of_member, active=True)
    owner = member.filter(clinic_id=found.clinic_id).first()
    if owner is None or not allows(owner.role, Verb.READ, Visit.table):
        raise NotFound("There is no calendar at this address.")
    since = (timezone.now() - BACK).date().isoformat()
    events = tuple(_events(rows.filter(at__gte=since), for_staff=True))
    return Behind(owner.user.language or owner.clinic.language, True, events)


def _events(rows: Any, *, for_staff: bool = False) -> Iterator[Event]:
    """All visits, those that were withdrawn too: what once stood in a calendar is cancelled there, not left out."""
    known = rows.values_list("patient_id", "patient__public_id", "withdrawn").order_by("at", "pk")
    changed = dict(
        Entry.objects.filter(noun=Visit.table, patient__in={patient for patient, _, _ in known})
        .values_list("patient")
        .annotate(last=Max("at"))
    )
    for (patient, public_id, withdrawn), stored in zip(known, rows.order_by("at", "pk").stored(), strict=True):
        visit: Visit = stored.value
        start, end = stretch_of(visit)
        yield Event(
            uid=hash_of(f"{public_id}/{visit.visit}")[:40],
            sequence=stored.revision - 1,
            changed_at=changed[patient],
            start=start,
            end=end,
            kind=visit.kind,
            cancelled=withdrawn or visit.status == "cancelled",
            room=visit.room if for_staff else None,
            patient=public_id if for_staff else None,
        )


def of_patient(user: Any, patient: UUID) -> list[Feed]:
    """The addresses that were made for a patient, the newest first."""
    acting(user, Verb.READ, Feed.table)
    return _of(user, of_patient=str(patient_of(user, patient).public_id))


def own(user: Any) -> list[Feed]:
    """The addresses that a member of staff made for themselves, the newest first."""
    actor = acting(user, Verb.READ, Feed.table)
    return _of(user, of_member=User.objects.get(pk=actor.user_id).email) if actor.user_id else []


def _of(user: Any, **whose: str) -> list[Feed]:
    found: list[Feed] = FeedRow.objects.visible_to(user).standing().filter(**whose).read()
    return sorted(found, key=lambda feed: str(feed.made_at), reverse=True)
