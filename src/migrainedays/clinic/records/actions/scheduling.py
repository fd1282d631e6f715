"""The clinic's rooms, hours and closed days, how it arranges visits, and what is planned with a patient."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from migrainedays.clinic.records import calendar
from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.actions import doing
from migrainedays.clinic.records.keeping import keep
from migrainedays.clinic.records.models import ROWS, Stored
from migrainedays.clinic.records.policies import Verb
from migrainedays.clinic.records.scheduling import Arrangements, ClosedDay, Room, WorkingHours
from migrainedays.columns import Value
from migrainedays.treatment.authorisation import Authorisation
from migrainedays.treatment.series import Series


@transaction.atomic
def keep_room(*, room: Room, revision: int = 0, by: Any, why: str = "") -> int:
    """Note a room, or say that it is in use no more; returns the new revision."""
    return _keep(room, revision, by, why)


@transaction.atomic
def close(*, day: ClosedDay, revision: int = 0, by: Any, why: str = "") -> int:
    """Note a day on which nobody is seen; visits that stand on it are not moved by themselves."""
    return _keep(day, revision, by, why)


@transaction.atomic
def open_again(*, day: ClosedDay, revision: int, by: Any, why: str = "") -> int:
    """Take a closed day back."""
    actor = acting(by, Verb.CORRECT, ClosedDay.table)
    return keep([day], record=None, by=actor, why=why, revision=revision, withdraw=True)


@transaction.atomic
def arrange(*, arrangements: Arrangements, revision: int = 0, by: Any, why: str = "") -> int:
    """Say how visits are arranged; returns the new revision."""
    return _keep(arrangements, revision, by, why)


@transaction.atomic
def keep_hours(*, hours: Sequence[WorkingHours], by: Any, why: str = "") -> None:
    """Let the working hours be these and no others; what stands already is no change."""
    actor = acting(by, Verb.CORRECT, WorkingHours.table)
    calendar.hold(actor.clinic_id)
    mine: dict[str, Any] = {"clinic_id": actor.clinic_id}
    rows = ROWS[WorkingHours].objects.standing().filter(**mine)
    stored: dict[Any, Stored[WorkingHours]] = {s.value.key: s for s in rows.stored()}
    wanted = {value.key: value for value in hours}
    for key, value in wanted.items():
        keep([value], record=None, by=actor, why=why, revision=stored[key].revision if key in stored else 0)
    for key in stored.keys() - wanted.keys():
        keep([stored[key].value], record=None, by=actor, why=why, revision=stored[key].revision, withdraw=True)


def plan_series(*, patient: UUID, series: Series, revision: int = 0, by: Any, why: str = "") -> int:
    """Plan a series of sessions, or change the plan; returns the new revision."""
    return _keep_of(series, patient, revision, by, why)


def authorise(*, patient: UUID, authorisation: Authorisation, revision: int = 0, by: Any, why: str = "") -> int:
    """Note what a payer allowed; returns the new revision."""
    return _keep_of(authorisation, patient, revision, by, why)


def _keep(value: Value, revision: int, by: Any, why: str) -> int:
    actor = acting(by, Verb.CORRECT if revision else Verb.ADD, value.table)
    return keep([value], record=None, by=actor, why=why, revision=revision)


def _keep_of(value: Value, patient: UUID, revision: int, by: Any, why: str) -> int:
    if revision:
        return doing.correct(value, patient=patient, revision=revision, by=by, why=why)
    doing.add([value], patient=patient, by=by, why=why)
    return 1
