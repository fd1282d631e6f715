"""What is being worked out, and what was."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from migrainedays.clinic.records.access import Actor, NotFound, acting
from migrainedays.clinic.records.models import Run
from migrainedays.clinic.records.policies import Verb
from migrainedays.clinic.records.standing import inputs_of

NOUN = "evidence_runs"


@dataclasses.dataclass(frozen=True, slots=True)
class Working:
    """One run; `current` says whether the records stand where they stood when it was asked for."""

    id: UUID
    kind: str
    asked: Mapping[str, Any]
    asked_at: dt.datetime
    state: str
    done: int
    of: int
    doing: str
    answer: Mapping[str, Any] | None
    sentence: str
    current: bool

    @property
    def under_way(self) -> bool:
        """Whether an answer may still come."""
        return self.state in ("waiting", "running")

    @property
    def share(self) -> float | None:
        """How far it is, from 0 to 1; None before that is known."""
        return self.done / self.of if self.of else None


def one(user: Any, run: UUID) -> Working:
    """A run of the user's own clinic; NotFound otherwise."""
    actor = acting(user, Verb.READ, NOUN)
    found = Run.objects.visible_to(user).filter(public_id=run).first()
    if found is None:
        raise NotFound("There is no such run.")
    return _working(found, actor)


def latest(user: Any, kind: str, asked: Mapping[str, Any]) -> Working | None:
    """The last run of this question, whatever became of it; None where it was never asked."""
    actor = acting(user, Verb.READ, NOUN)
    found = _of(user, kind, asked).first()
    return None if found is None else _working(found, actor)


def answered(user: Any, kind: str, asked: Mapping[str, Any]) -> Working | None:
    """The last run of this question that has an answer; None where there is none."""
    actor = acting(user, Verb.READ, NOUN)
    found = _of(user, kind, asked).filter(state="done").first()
    return None if found is None else _working(found, actor)


def explored(user: Any) -> list[Working]:
    """The comparisons that were made without a registered question, the last first."""
    actor = acting(user, Verb.READ, NOUN)
    rows = Run.objects.visible_to(user).filter(kind="versions", state="done").order_by("-pk")
    return [_working(run, actor) for run in rows]


@dataclasses.dataclass(frozen=True, slots=True)
class Work:
    """What the worker has to work out, and in whose name."""

    by: Actor
    kind: str
    asked: Mapping[str, Any]


def to_work_out(run: UUID) -> Work:
    """What a run asks; the worker sees no more than the person who asked."""
    found = Run.objects.get(public_id=run)
    return Work(Actor(found.clinic_id, found.role, found.by_id), found.kind, found.asked)


def _of(user: Any, kind: str, asked: Mapping[str, Any]) -> Any:
    given = dict(sorted(asked.items()))
    return Run.objects.visible_to(user).filter(kind=kind, asked=given).order_by("-pk")


def _working(run: Run, actor: Actor) -> Working:
    return Working(
        id=run.public_id,
        kind=run.kind,
        asked=run.asked,
        asked_at=run.asked_at,
        state=run.state,
        done=run.done,
        of=run.of,
        doing=run.doing,
        answer=run.answer,
        sentence=run.sentence,
        current=run.inputs == inputs_of(actor.clinic_id, run.kind, run.asked),
    )
