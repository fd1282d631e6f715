"""The talk before the first session: who responds when, when to judge, what can go wrong, what the patient wants."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from migrainedays.clinic.records import queries
from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.queries import runs
from migrainedays.clinic.web.patient.head import head
from migrainedays.clinic.web.treatment.event_words import PUBLISHED, event_said
from migrainedays.course import Course
from migrainedays.evidence.published import published_responses
from migrainedays.literature import Claim, claim
from migrainedays.protocol.unwanted import ANY


def page(request: HttpRequest, patient: UUID) -> HttpResponse:
    """One page to show and to print."""
    context = head(request, patient)
    acting(request.user, "read", "days")
    context |= {
        "responses": list(_responses(request)),
        "events": list(_events()),
        "goals": _goals(queries.course(request.user, patient)),
        "may_run": queries.practice.may(request.user, "add", runs.NOUN),
    }
    return render(request, "patient/expectations.html", context)


def _responses(request: HttpRequest) -> Iterator[dict[str, Any]]:
    """Published first responses by session, the clinic's own beside them where enough is known."""
    may_see = queries.practice.may(request.user, "read", runs.NOUN)
    answered = runs.answered(request.user, "results", {}) if may_see else None
    rows = (answered.answer or {}).get("first_responses") if answered else None
    own = {row["session"]: row for row in rows or ()}
    for published in published_responses():
        yield {"published": published, "own": own.get(published.session)}


def _events() -> Iterator[dict[str, Any]]:
    """What was reported in published studies, each share with its study; the commonest question first."""
    for event, keys in PUBLISHED.items():
        if event != ANY:
            found = [claim(f"adverse_events.{key}") for key in keys]
            yield {"event": event_said(event), "claims": [{"claim": one, "percent": _percent(one)} for one in found]}


def _percent(found: Claim) -> float:
    return round(100 * float(found.number), 1)


def _goals(course: Course) -> list[str]:
    """The patient's own goals, each once, in the order in which they were named."""
    return list(dict.fromkeys(goal.goal for goal in course.diary.goals))
