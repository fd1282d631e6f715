"""The first visit: what treatment rests on, asked once on one page; every answer a value of its own."""

import dataclasses
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.refusals import Conflict
from migrainedays.clinic.records.revising import Revision
from migrainedays.clinic.web.patient.first_visit_page import Page, page_of
from migrainedays.clinic.web.patient.first_visit_words import QUESTIONS
from migrainedays.clinic.web.patient.head import head
from migrainedays.clinic.web.shell.views import today_of
from migrainedays.clinic.web.shell.writing import Clash, clash_of
from migrainedays.errors import InputRefused
from migrainedays.treatment.products import PRODUCTS

WHY = "first visit"


def page(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Open what stands of the first visit, and keep what was changed."""
    context = head(request, patient)
    acting(request.user, "add", "conditions")
    held = queries.health.first_visit(request.user, patient)
    sheet = page_of(held, today=today_of(request), data=request.POST if request.method == "POST" else None)
    context |= {"sheet": sheet, "form": sheet.head, "adding": request.POST.get("add", "")}
    if request.method == "POST" and "add" not in request.POST:
        context["clash"] = _save(request, patient, sheet, context["patient"])
        if not sheet.has_errors():
            return redirect("patient", patient)
    return _show(request, patient, context)


def _show(request: HttpRequest, patient: UUID, context: dict[str, Any]) -> HttpResponse:
    sheet: Page = context["sheet"]
    missing = queries.health.not_asked(request.user, patient, on=today_of(request))
    context |= {
        "groups": sheet.groups,
        "missing": [QUESTIONS[name] for name in missing],
        "products": [product.product for product in PRODUCTS],
        "wrong": [row.title for row in sheet if row.is_bound and row.errors],
    }
    refused = request.method == "POST" and "add" not in request.POST
    return render(request, "patient/first_visit.html", context, status=422 if refused else 200)


def _save(request: HttpRequest, patient: UUID, sheet: Page, known: Any) -> Clash | None:
    """Write what was changed, all of it or nothing; a double edit comes back with both sides."""
    if not sheet.is_valid():
        return None
    _refuse_other_year(sheet, known)
    revisions = sheet.revisions()
    if sheet.has_errors():
        return None
    try:
        actions.health.revise(patient=patient, revisions=revisions, by=request.user, why=WHY)
    except Conflict as conflict:
        return _meet(sheet, conflict)
    except InputRefused as problem:
        sheet.head.add_error(None, str(problem))
    else:
        _tell(request, revisions)
    return None


def _refuse_other_year(sheet: Page, known: Any) -> None:
    """The year of birth is that of the day on which somebody was born, where that is known."""
    born = known.contact.value.born_on if known.contact else None
    year = sheet.person.cleaned_data.get("birth_year")
    if born is not None and year is not None and year != born.year:
        sheet.person.add_error("birth_year", _("The contact says born on %s. Correct it there first.") % born)


def _meet(sheet: Page, conflict: Conflict) -> Clash:
    row = sheet.row_of(conflict.mine)
    clash = clash_of(row, conflict)
    said = f"{row.title}: {clash.sentence}"
    sheet.head.add_error(None, said)
    row.stand_on(conflict.theirs)
    return dataclasses.replace(clash, sentence=said)


def _tell(request: HttpRequest, revisions: list[Revision]) -> None:
    count = len(revisions)
    said = ngettext("%(n)s change is kept.", "%(n)s changes are kept.", count) % {"n": count}
    messages.success(request, said if count else _("Nothing was changed."))
