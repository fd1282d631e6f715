"""Studies: the list, one with where it stands and what may be done, and its protocol for a board."""

import json
import math
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from migrainedays.clinic import weighing
from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.evidence import LookTaken
from migrainedays.clinic.records.policies import Verb
from migrainedays.clinic.records.studies import Standing
from migrainedays.clinic.records.studying import StudyPlan
from migrainedays.clinic.web.evidence.pictures import looks as picture
from migrainedays.clinic.web.evidence.standing import standing
from migrainedays.clinic.web.shell.views import today_of
from migrainedays.errors import InputRefused
from migrainedays.evidence.allocation import Checked, check_opened
from migrainedays.evidence.study_plan import LEAST_ENTERED
from migrainedays.evidence.study_protocol import Section, protocol_page
from migrainedays.reports.documents import print_pdf, study_document

KIND = "study_look"


def listing(request: HttpRequest) -> HttpResponse:
    """All studies with where they stand."""
    context = {
        "studies": queries.studies.all_plans(request.user),
        "may_design": queries.practice.may(request.user, Verb.ADD, StudyPlan.table),
    }
    return render(request, "study/list.html", context)


def one(request: HttpRequest, study: UUID) -> HttpResponse:
    """One study; begin, look, stop and end it."""
    found = queries.studies.one(request.user, study)
    refused = ""
    if request.method == "POST":
        refused = _act(request, found)
        if not refused:
            return redirect("studies") if request.POST["act"] == "aside" else redirect("study", study)
    return render(request, "study/one.html", _shown(request, found, refused), status=422 if refused else 200)


def _act(request: HttpRequest, found: Standing) -> str:
    """Do what was pressed; the sentence that refuses, empty where it was done."""
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise BadRequest("The form came back in pieces. Open the page again.")
    noun, verb = (LookTaken.table, Verb.ADD) if act is _look else (StudyPlan.table, Verb.CORRECT)
    acting(request.user, verb, noun)
    try:
        act(request, found.plan.study)
    except InputRefused as problem:
        return str(problem)
    return ""


def _begin(request: HttpRequest, study: str) -> None:
    actions.studies.begin(study=study, by=request.user)
    messages.success(
        request, _("The study has begun. Whoever may take part is offered it on the sheet of the session.")
    )


def _set_aside(request: HttpRequest, study: str) -> None:
    actions.studies.set_aside(study=study, by=request.user)


def _look(request: HttpRequest, study: str) -> None:
    weighing.ask(KIND, {"study": study}, request.user)


def _stop(request: HttpRequest, study: str) -> None:
    actions.studies.stop(study=study, reason=request.POST.get("reason", ""), by=request.user)


def _end(request: HttpRequest, study: str) -> None:
    actions.studies.end(study=study, by=request.user)


ACTS: dict[str, Callable[[HttpRequest, str], None]] = {
    "begin": _begin,
    "aside": _set_aside,
    "look": _look,
    "stop": _stop,
    "end": _end,
}


def _shown(request: HttpRequest, found: Standing, refused: str) -> dict[str, Any]:
    plan, answers = found.plan, [json.loads(look.answer or "{}") for look in found.asked.looks] if found.asked else []
    return standing(request, KIND, {"study": plan.study}) | {
        "one": found,
        "plan": plan,
        "refused": refused,
        "reason": request.POST.get("reason", ""),
        "design": plan.design(),
        "look_number": found.progress.looks_taken + 1,
        "rows": _rows(found, answers),
        "shifts": _shifts(answers[-1]) if answers else [],
        "answer": answers[-1] if answers else None,
        "looks": picture([answer["effect"] for answer in answers], _("The difference at each look."))
        if answers
        else None,
        "checked": _checked(request, plan),
        "may_change": queries.practice.may(request.user, Verb.CORRECT, StudyPlan.table),
        "may_look": queries.practice.may(request.user, Verb.ADD, LookTaken.table),
    }


def _rows(found: Standing, answers: list[Any]) -> list[tuple[LookTaken, Any, str, str]]:
    """Each look with its answer, how sure the sceptic was, and how sure was needed: in per cent to one decimal, for
    both lie near 99."""
    looks = found.asked.looks if found.asked else ()
    return [
        (look, answer, _percent(answer["probability_better"]), _percent(answer["monitoring"]["tail_needed"]))
        for look, answer in zip(looks, answers, strict=True)
    ]


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _shifts(answer: dict[str, Any]) -> list[tuple[str, float]]:
    """The difference if the odds of headache were so many times as high on days without an entry."""
    return [(f"{math.exp(one['shift']):.1f}", one["effect"]) for one in answer["missing_days"] if one["shift"]]


def _checked(request: HttpRequest, plan: StudyPlan) -> list[Checked]:
    """After the end, what was opened held against the secret; none of it before."""
    if plan.secret is None:
        return []
    opened = [one.side for one in queries.studies.opened(request.user, plan.study)]
    return check_opened(bytes.fromhex(plan.secret), plan.study, opened)


def protocol(request: HttpRequest, study: UUID) -> HttpResponse:
    """The protocol on one page, to be shown to a board."""
    plan = queries.studies.one(request.user, study).plan
    return render(request, "study/protocol.html", {"plan": plan, "sections": _sections(request, plan)})


def file(request: HttpRequest, study: UUID) -> HttpResponse:
    """The same as a file to sign."""
    plan, on = queries.studies.one(request.user, study).plan, today_of(request)
    practice = queries.practice.practice(request.user).value.name
    title = f"A fair comparison: {plan.protocol}, version {plan.version_b} against {plan.version_a}"
    document = study_document(title, _sections(request, plan), practice=practice, on=on)
    answer = HttpResponse(print_pdf(document), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="protocol-{on}.pdf"'
    return answer


def _sections(request: HttpRequest, plan: StudyPlan) -> tuple[Section, ...]:
    return protocol_page(
        queries.practice.practice(request.user).value.name,
        plan.protocol or "",
        plan.versions,
        plan.design(),
        plan.digest or "",
        least_entered=plan.least_entered or LEAST_ENTERED,
        not_for=plan.not_for or "",
    )
