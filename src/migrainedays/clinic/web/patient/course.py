"""One patient's course: what changed, between which days, and how much of it was entered."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from migrainedays.classification import profile
from migrainedays.classification.profiles import DEFAULT
from migrainedays.clinic.records import queries
from migrainedays.clinic.web.patient.head import head
from migrainedays.clinic.web.patient.pictures import pictures
from migrainedays.clinic.web.shell.views import today_of
from migrainedays.course import Course
from migrainedays.course.evaluate import Evaluation, evaluate
from migrainedays.course.outcomes import units_of
from migrainedays.diary.phone import delays_of


def page(request: HttpRequest, patient: UUID) -> HttpResponse:
    """The course, for those who read diaries; visits and contact for the front desk."""
    context = head(request, patient) | {"visits": _visits(request, patient)}
    if context["may"]["clinical"]:
        course = queries.course(request.user, patient)
        found = evaluate(course, profile(DEFAULT))
        whole = request.GET.get("show") == "all"
        context |= {
            "found": found,
            "cycles": _cycles(found),
            "delays": delays_of(course.diary.days),
            "elsewhere": [session for session in course.sessions if session.is_elsewhere],
            "latest": _latest(found),
            "pictures": pictures(course, found, whole=whole),
            "whole": whole,
            "empty": not course.diary.days and not course.sessions,
        }
    return render(request, "patient/course.html", context)


def _visits(request: HttpRequest, patient: UUID) -> list[Any]:
    ahead = queries.visits.ahead(request.user, today_of(request))
    return [coming for coming in ahead if coming.id == patient]


def _cycles(found: Evaluation) -> list[dict[str, Any]]:
    """Each session with its windows, the last session first."""
    course: Course = found.followed.course
    rows = zip(found.followed.cycles, found.wearing_off, strict=True)
    return [{"cycle": cycle, "units": units_of(course, cycle.session), "worn": worn} for cycle, worn in rows][::-1]


def _latest(found: Evaluation) -> dict[str, Any] | None:
    """The newest judged window after a session: the last 28 days of the cycle where they were lived, else the first."""
    for cycle in reversed(found.followed.cycles):
        if cycle.last is not None and cycle.last.evaluable:
            return {"window": cycle.last, "fall": cycle.fall_last, "cycle": cycle}
        if cycle.first.evaluable:
            return {"window": cycle.first, "fall": cycle.fall_first, "cycle": cycle}
    return None
