"""Letters, summaries and sheets about a patient: chosen on one page, handed out as PDF, noted in the journal."""

import dataclasses
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from migrainedays.classification import profile
from migrainedays.classification.profiles import DEFAULT
from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import NotFound, acting
from migrainedays.clinic.records.writing import WrittenDocument
from migrainedays.clinic.web.patient.head import head
from migrainedays.clinic.web.shell.fields import Form
from migrainedays.clinic.web.shell.views import today_of
from migrainedays.course import Course, evaluate
from migrainedays.errors import NothingToEvaluate
from migrainedays.protocol import Version
from migrainedays.reports.documents import (
    PAYER,
    Document,
    Letterhead,
    Order,
    compose,
    gaps,
    policies,
    print_pdf,
    wording,
)

KINDS = {
    "visit": _("Visit summary, one page for the physician"),
    "session": _("Session summary, for the patient"),
    "referral": _("Letter to the referring doctor"),
    "authorisation": _("Letter to the payer: to begin"),
    "continuation": _("Letter to the payer: to go on"),
    "appeal": _("Letter to the payer: against a refusal"),
}
LANGUAGES = (("en", "English"), ("fr", "Français"), ("es", "Español"))
LATELY = 10  # documents that the page lists


class DocumentForm(Form):
    """Which document, in which language, for whom."""

    kind = forms.ChoiceField(label=_("Document"), choices=tuple(KINDS.items()), widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    payer = forms.ChoiceField(label=_("Policy of the payer"), help_text=_("Only for letters to a payer."))
    recipient = forms.CharField(
        label=_("To"),
        required=False,
        help_text=_("Name and address, a line each; only for letters. It is printed and not kept."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        marked = {False: f" ({_('not verified')})", True: ""}
        self.fields["payer"].choices = [(p.name, f"{p.title}{marked[p.verified]}") for p in policies().values()]  # type: ignore[attr-defined]


def page(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Choose a document, see what it would lack, take it."""
    context = head(request, patient)
    acting(request.user, "add", WrittenDocument.table)
    course = queries.course(request.user, patient)
    form = DocumentForm(request.POST or None, initial=_usual(request, context))
    if request.method == "POST" and form.is_valid():
        try:
            return _handed_out(request, patient, course, _ordered(request, context, course, form.cleaned_data))
        except NothingToEvaluate as problem:
            form.add_error(None, str(problem))
    shown = {"form": form, "gaps": _gaps(course), "handed": _handed(request, patient)}
    return render(request, "patient/documents.html", context | shown, status=422 if form.errors else 200)


def _usual(request: HttpRequest, context: dict[str, Any]) -> dict[str, str]:
    contact = context["patient"].contact
    language = contact.value.language if contact else None
    return {
        "kind": "visit",
        "language": language or queries.practice.practice(request.user).value.language,
        "payer": "us-generic",
    }


def _ordered(request: HttpRequest, context: dict[str, Any], course: Course, chosen: dict[str, str]) -> Order:
    """What was chosen, with the practice at the head of a letter and the patient by name."""
    letter = chosen["kind"] not in ("visit", "session")
    practice = queries.practice.practice(request.user).value
    return Order(
        kind=chosen["kind"],
        language=chosen["language"],
        payer=chosen["payer"],
        letterhead=Letterhead(
            practice=(practice.name,) if letter else (),
            recipient=tuple(chosen["recipient"].split("\n")) if letter and chosen["recipient"].strip() else (),
            patient=context["patient"].shown,
        ),
        version=_version(request, course),
    )


def _version(request: HttpRequest, course: Course) -> Version | None:
    latest = course.sessions_here[-1] if course.sessions_here else None
    try:
        return queries.protocols.version(request.user, latest.protocol or "", latest.version) if latest else None
    except NotFound:
        return None


def _handed_out(request: HttpRequest, patient: UUID, course: Course, order: Order) -> HttpResponse:
    """The file, under a name that tells nothing of whom or what it is about."""
    document: Document = compose(course, order, on=today_of(request))
    content = print_pdf(document)
    payer = order.payer if order.kind in PAYER else None
    actions.writing.hand_out(
        patient=patient, kind=order.kind, language=order.language, payer=payer, content=content, by=request.user
    )
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="document-{document.on}.pdf"'
    return answer


def _gaps(course: Course) -> list[str]:
    return [gap.said(wording("en")) for gap in gaps(evaluate(course, profile(DEFAULT)))]


def _handed(request: HttpRequest, patient: UUID) -> list[dict[str, Any]]:
    """What was handed out lately, the newest first."""
    found = [stored.value for stored in queries.rows.all_of(request.user, patient, WrittenDocument)]
    newest = sorted(found, key=lambda document: document.written_at or document.document, reverse=True)[:LATELY]
    return [
        dataclasses.asdict(document) | {"called": KINDS.get(document.kind or "", document.kind)} for document in newest
    ]
