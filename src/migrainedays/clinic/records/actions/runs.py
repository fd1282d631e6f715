"""What is worked out in the background: asked for, moved on, finished or stopped.

A run is no record: it can be worked out again, so the journal knows nothing of it. Each step is one conditional
update, so that a run which was stopped stays stopped and never gets an answer.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from migrainedays.clinic.records.access import NotFound, acting
from migrainedays.clinic.records.models import Clinic, Run
from migrainedays.clinic.records.policies import Verb
from migrainedays.clinic.records.standing import inputs_of

NOUN = "evidence_runs"
ACTIVE = ("waiting", "running")
ABANDONED_AFTER = dt.timedelta(minutes=5)  # without a sign of life from the worker
KEPT = 20  # finished runs of one kind that are remembered; a look and an exploration are remembered for good
FORGOTTEN = ("results", "surprise", "forecast", "story")


class Stopped(Exception):
    """The run was stopped while it was being worked out."""


@transaction.atomic
def ask(*, kind: str, asked: Mapping[str, Any], by: Any) -> tuple[UUID, bool]:
    """Ask for a run; returns its id and whether it is new: one that is under way for the same is joined."""
    actor = acting(by, Verb.ADD, NOUN)
    Clinic.objects.select_for_update().get(pk=actor.clinic_id)
    now, given = timezone.now(), dict(sorted(asked.items()))
    inputs = inputs_of(actor.clinic_id, kind, given)
    same = Run.objects.filter(clinic_id=actor.clinic_id, kind=kind, asked=given)
    same.filter(state__in=ACTIVE, moved_at__lt=now - ABANDONED_AFTER).update(state="failed", moved_at=now)
    under_way = same.filter(state__in=ACTIVE).first()
    if under_way is not None:
        return under_way.public_id, False
    _forget(actor.clinic_id, kind)
    made = Run.objects.create(
        clinic_id=actor.clinic_id, kind=kind, asked=given, inputs=inputs, by_id=actor.user_id, role=actor.role,
        asked_at=now, moved_at=now,
    )  # fmt: skip
    return made.public_id, True


def _forget(clinic_id: int, kind: str) -> None:
    if kind in FORGOTTEN:
        ended = Run.objects.filter(clinic_id=clinic_id, kind=kind).exclude(state__in=ACTIVE).order_by("-pk")
        Run.objects.filter(pk__in=list(ended.values_list("pk", flat=True)[KEPT:])).delete()


def begin(run: UUID) -> None:
    """The worker takes the run up; Stopped where nobody waits for it any more."""
    _move(run, ("waiting",), state="running")


def advance(run: UUID, *, done: int, of: int, doing: str) -> None:
    """How far the run is, and that somebody is at it; Stopped where it was stopped meanwhile."""
    _move(run, ("running",), done=done, of=of, doing=doing)


def finish(run: UUID, *, answer: Mapping[str, Any]) -> None:
    """The answer; Stopped, and no answer kept, where it was stopped meanwhile."""
    _move(run, ("running",), state="done", answer=dict(answer))


def refuse(run: UUID, *, sentence: str) -> None:
    """There is no answer, and this is why."""
    _end(run, state="refused", sentence=sentence)


def fail(run: UUID) -> None:
    """Our own fault; what it was stands in the log."""
    _end(run, state="failed")


def _end(run: UUID, **columns: Any) -> None:
    Run.objects.filter(public_id=run, state__in=ACTIVE).update(moved_at=timezone.now(), **columns)


def stop(*, run: UUID, by: Any) -> None:
    """Stop a run; one that has ended stays as it is."""
    acting(by, Verb.ADD, NOUN)
    found = Run.objects.visible_to(by).filter(public_id=run)
    if not found.exists():
        raise NotFound("There is no such run.")
    found.filter(state__in=ACTIVE).update(state="stopped", moved_at=timezone.now())


def _move(run: UUID, states: tuple[str, ...], **columns: Any) -> None:
    moved = Run.objects.filter(public_id=run, state__in=states).update(moved_at=timezone.now(), **columns)
    if not moved:
        raise Stopped
