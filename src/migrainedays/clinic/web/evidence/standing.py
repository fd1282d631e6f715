"""Where a question stands: its last answer, and whether somebody is at a newer one."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from migrainedays.clinic import weighing
from migrainedays.clinic.records.policies import Verb
from migrainedays.clinic.records.queries import practice, runs
from migrainedays.errors import InputRefused


def standing(request: HttpRequest, kind: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    """For the page: the answer with its run, the run that is under way or ended without one, and what may be done."""
    answered, latest = runs.answered(request.user, kind, asked), runs.latest(request.user, kind, asked)
    newer = latest if latest is not None and (answered is None or latest.id != answered.id) else None
    return {
        "answered": answered,
        "answer": answered.answer if answered else None,
        "run": newer,
        "may_ask": practice.may(request.user, Verb.ADD, runs.NOUN),
    }


def ask(request: HttpRequest, kind: str, asked: Mapping[str, Any]) -> None:
    """Put the question into the queue; where it is refused, the next page says why."""
    try:
        weighing.ask(kind, asked, request.user)
    except InputRefused as problem:
        messages.warning(request, str(problem))
