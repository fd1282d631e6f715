"""Appointments."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from migrainedays.clinic.records.access import actor_of
from migrainedays.clinic.records.actions import doing
from migrainedays.clinic.records.finding import patient_of
from migrainedays.clinic.records.models import Clinic
from migrainedays.clinic.records.people import Visit


def book(*, patient: UUID, at: dt.datetime, kind: str, minutes: int = 30, by: Any, why: str = "") -> Visit:
    """Plan a visit; `at` carries an offset, or is meant in the clinic's zone."""
    visit = Visit(
        patient=patient_of(by, patient).patient,
        visit=uuid.uuid4().hex,
        at=local(at, by),
        minutes=minutes,
        kind=kind,
        status="planned",
    )
    doing.add([visit], patient=patient, by=by, why=why)
    return visit


def record(*, patient: UUID, visits: Sequence[Visit], by: Any, why: str = "") -> None:
    """Note visits as they are, past ones too."""
    doing.add(visits, patient=patient, by=by, why=why)


def correct(*, patient: UUID, visit: Visit, revision: int, by: Any, why: str = "") -> int:
    """Move a visit, or say what became of it; returns the new revision."""
    if visit.at is not None:
        visit = dataclasses.replace(visit, at=local(visit.at, by))
    return doing.correct(visit, patient=patient, revision=revision, by=by, why=why)


def local(at: dt.datetime, by: Any) -> dt.datetime:
    """The moment on the clinic's own clock, so that the day of a visit can be read from it."""
    actor = actor_of(by)
    zone = ZoneInfo(Clinic.objects.get(pk=actor.clinic_id).zone) if actor else dt.UTC
    return at.replace(tzinfo=zone) if at.tzinfo is None else at.astimezone(zone)
