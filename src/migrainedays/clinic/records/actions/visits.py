"""Appointments: booked, moved, cancelled; never two in one slot, and what is to be told of each follows it."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from migrainedays.clinic.records import calendar, outbox
from migrainedays.clinic.records.access import Actor, NotFound, acting, actor_of
from migrainedays.clinic.records.actions import doing
from migrainedays.clinic.records.finding import patient_of
from migrainedays.clinic.records.models import Clinic, Stored, VisitRow
from migrainedays.clinic.records.people import Visit
from migrainedays.clinic.records.policies import Verb
from migrainedays.clinic.records.slots import refuse_taken, with_room
from migrainedays.errors import Impossible


@transaction.atomic
def book(
    *,
    patient: UUID,
    at: dt.datetime,
    kind: str,
    minutes: int | None = None,
    room: str | None = None,
    clinician: str | None = None,
    by: Any,
    why: str = "",
) -> Visit:
    """Plan a visit; `at` carries an offset, or is meant in the clinic's zone. SlotTaken where something is taken.

    Without a room it is given the first one that is free, without minutes the clinic's usual length.
    """
    actor = acting(by, Verb.ADD, Visit.table)
    record = patient_of(by, patient)
    calendar.hold(actor.clinic_id)
    visit = Visit(
        patient=record.patient,
        visit=uuid.uuid4().hex,
        at=local(at, by),
        minutes=minutes or calendar.arrangements_of(actor.clinic_id).session_minutes,
        kind=kind,
        status="planned",
        room=room or None,
        clinician=clinician or None,
    )
    visit = _placed(visit, actor)
    doing.add([visit], patient=patient, by=by, why=why)
    outbox.follow_visit(record, visit, by=actor)
    return visit


@transaction.atomic
def record(*, patient: UUID, visits: Sequence[Visit], by: Any, why: str = "") -> None:
    """Note visits as they are, past ones too."""
    actor = acting(by, Verb.ADD, Visit.table)
    found = patient_of(by, patient)
    calendar.hold(actor.clinic_id)
    for visit in visits:
        _refuse_name(visit)
        placed = _placed(visit, actor)
        doing.add([placed], patient=patient, by=by, why=why)
        outbox.follow_visit(found, placed, by=actor)


@transaction.atomic
def correct(*, patient: UUID, visit: Visit, revision: int, by: Any, why: str = "") -> int:
    """Move a visit, or say what became of it; returns the new revision. SlotTaken where its new time is taken."""
    actor = acting(by, Verb.CORRECT, Visit.table)
    found = patient_of(by, patient)
    calendar.hold(actor.clinic_id)
    if visit.at is not None:
        visit = dataclasses.replace(visit, at=local(visit.at, by))
    visit = _placed(visit, actor)
    new = doing.correct(visit, patient=patient, revision=revision, by=by, why=why)
    outbox.follow_visit(found, visit, by=actor)
    return new


@transaction.atomic
def become(*, patient: UUID, visit: UUID, status: str, revision: int, by: Any, why: str = "") -> int:
    """Say what became of a visit: arrived, done, cancelled, no_show, or planned again; returns the new revision."""
    acting(by, Verb.CORRECT, Visit.table)
    stored = _stored(by, patient, visit)
    changed = dataclasses.replace(stored.value, status=status)
    return correct(patient=patient, visit=changed, revision=revision, by=by, why=why)


def local(at: dt.datetime, by: Any) -> dt.datetime:
    """The moment on the clinic's own clock, so that the day of a visit can be read from it."""
    actor = actor_of(by)
    zone = ZoneInfo(Clinic.objects.get(pk=actor.clinic_id).zone) if actor else dt.UTC
    return at.replace(tzinfo=zone) if at.tzinfo is None else at.astimezone(zone)


def _stored(by: Any, patient: UUID, visit: UUID) -> Stored[Visit]:
    rows = VisitRow.objects.visible_to(by).standing().filter(patient=patient_of(by, patient), visit=visit.hex)
    found: list[Stored[Visit]] = rows.stored()
    if not found:
        raise NotFound("There is no such visit.")
    return found[0]


def _refuse_name(visit: Visit) -> None:
    """The name of a visit stands in addresses and calendars, so it is a number drawn at random."""
    try:
        UUID(visit.visit)
    except ValueError:
        raise Impossible(Visit.table, "visit", visit.visit, "is not a UUID") from None


def _placed(visit: Visit, actor: Actor) -> Visit:
    """The visit with its room, refused where something is taken; the calendar is held by the caller."""
    assert visit.at is not None
    day = visit.at.date()
    others = calendar.visits_around(actor.clinic_id, day, day)
    if visit.status in (None, "planned"):
        visit = with_room(visit, calendar.plan_of(actor.clinic_id), others)
    refuse_taken(visit, others)
    return visit
