"""A patient's case story: consent, sentences approved one by one, a preview, release, taking back."""

import json
from typing import Any, NamedTuple
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from migrainedays.classification import profile
from migrainedays.classification.profiles import DEFAULT
from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.stories import Story, StoryConsent
from migrainedays.clinic.web.evidence.standing import ask, standing
from migrainedays.clinic.web.patient.compared import KIND, Compared, asked_of, compared
from migrainedays.clinic.web.patient.head import head
from migrainedays.clinic.web.shell.fields import Form, field_of
from migrainedays.clinic.web.shell.views import is_part, today_of
from migrainedays.clinic.web.shell.writing import write
from migrainedays.course import evaluate
from migrainedays.errors import InputRefused, MigraineDaysError
from migrainedays.reports.documents.as_docx import as_docx
from migrainedays.reports.documents.as_html import as_html, as_page
from migrainedays.reports.documents.printing import print_pdf
from migrainedays.reports.story import Draft, Sentence, tell
from migrainedays.reports.story.sentences import ITEMS

UNKNOWN = (
    "How many people share its traits, and how usual the course is, was not worked out from the records as they stand. "
    "Work it out first."
)
PARTS = {
    "findings": gettext_lazy("Clinical findings"),
    "discussion": gettext_lazy("Discussion"),
    "perspective": gettext_lazy("The patient's own words"),
}
FILES = {
    "pdf": ("application/pdf", print_pdf),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", as_docx),
    "html": ("text/html; charset=utf-8", lambda document: as_page(document).encode()),
}


class Leaving(NamedTuple):
    """The story as it would leave, and what of it rests on the other courses."""

    draft: Draft
    others: Compared


class ConsentForm(Form):
    """What was explained and allowed."""

    given_on = field_of(StoryConsent, "given_on", gettext_lazy("Given on"), required=True)
    explained_by = field_of(StoryConsent, "explained_by", gettext_lazy("Explained by"), required=True)
    text_version = field_of(StoryConsent, "text_version", gettext_lazy("Version of the text"), required=True)
    for_website = forms.BooleanField(label=gettext_lazy("May be shown on the website"), required=False)
    for_print = forms.BooleanField(label=gettext_lazy("May be given to a journal"), required=False)


def page(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Everything about one patient's story; each button of the page is one step."""
    context = head(request, patient)
    acting(request.user, "add", Story.table)
    step = _STEPS.get(request.POST.get("step", "")) if request.method == "POST" else None
    if step is not None:
        answer = step(request, patient, context)
        if answer is not None:
            return answer
        if "refused" not in context and "form" not in context:
            return redirect("story", patient)
    context |= _shown(request, patient, context)
    refused = "refused" in context or ("form" in context and context["form"].errors)
    context.setdefault(
        "form", ConsentForm(initial={"given_on": str(today_of(request)), "explained_by": str(request.user)})
    )
    return render(request, "patient/story.html", context, status=422 if refused else 200)


# -- the steps ---------------------------------------------------------------------------------------------
def _consent(request: HttpRequest, patient: UUID, context: dict[str, Any]) -> None:
    form = ConsentForm(request.POST)

    def act() -> None:
        actions.stories.consent(patient=patient, by=request.user, **form.cleaned_data)

    if form.is_valid():
        write(form, act)
    if form.errors:
        context["form"] = form


def _revoke(request: HttpRequest, patient: UUID, context: dict[str, Any]) -> None:
    number = request.POST.get("consent", "")
    if number.isdigit():
        actions.stories.revoke(patient=patient, consent=int(number), on=today_of(request), by=request.user)


def _sentences(request: HttpRequest, patient: UUID, context: dict[str, Any]) -> None:
    """Each line is a sentence; what was ticked is approved by whoever sends it."""
    ticked = set(request.POST.getlist("approved"))
    lines = [
        {"item": item, "text": text.strip(), "approved": "yes" if f"{item}:{text.strip()}" in ticked else ""}
        for item in ITEMS
        for text in request.POST.get(item, "").splitlines()
        if text.strip()
    ]
    language = request.POST.get("language", "en")
    revision = int(request.POST.get("revision") or 0)
    _try(context, lambda: actions.stories.write(
        patient=patient, language=language, sentences=lines, revision=revision, by=request.user
    ))  # fmt: skip


def _release(request: HttpRequest, patient: UUID, context: dict[str, Any]) -> None:
    def act() -> None:
        made, others = _draft(request, patient, context, consented=True)
        if not others.fresh:
            raise InputRefused(UNKNOWN)
        told = {
            "title": made.document.title, "language": made.document.language, "page": as_html(made.document),
        }  # fmt: skip
        on = today_of(request)
        actions.stories.release(patient=patient, told=told, sharing=made.sharing.people, on=on, by=request.user)

    _try(context, act)


def _take_back(request: HttpRequest, patient: UUID, context: dict[str, Any]) -> None:
    actions.stories.take_back(patient=patient, by=request.user)


def _file(request: HttpRequest, patient: UUID, context: dict[str, Any]) -> HttpResponse | None:
    """The story as a file; what left is noted by its hash."""
    kind = request.POST.get("form", "pdf")
    if kind not in FILES:
        return None
    made = _try(context, lambda: _draft(request, patient, context, consented=_may_print(request, patient)))
    if made is None:
        return None
    content_type, make = FILES[kind]
    content = make(made.draft.document)
    language = made.draft.document.language
    actions.writing.hand_out(patient=patient, kind="story", language=language, content=content, by=request.user)
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="story.{kind}"'
    return answer


def _compare(request: HttpRequest, patient: UUID, context: dict[str, Any]) -> HttpResponse | None:
    """Ask for what only the other courses can say; the rest of the page stays as it is, with what is being written."""
    ask(request, KIND, asked_of(patient))
    if not is_part(request):
        return None
    return render(request, "patient/story_others.html", context | standing(request, KIND, asked_of(patient)))


_STEPS = {
    "compare": _compare,
    "consent": _consent,
    "revoke": _revoke,
    "sentences": _sentences,
    "release": _release,
    "take-back": _take_back,
    "file": _file,
}


def _try(context: dict[str, Any], act: Any) -> Any:
    """What a step answers; a refusal stands above the page."""
    try:
        return act()
    except MigraineDaysError as problem:
        context["refused"] = str(problem)
        return None


# -- what is shown -----------------------------------------------------------------------------------------
def _shown(request: HttpRequest, patient: UUID, context: dict[str, Any]) -> dict[str, Any]:
    story, consents = queries.stories.of_patient(request.user, patient)
    on = today_of(request)
    kept = _kept(story.value if story else None)
    made = _try(context, lambda: _draft(request, patient, context, consented=False))
    return {
        "story": story.value if story else None,
        "revision": story.revision if story else 0,
        "consents": [(stored.value, stored.value.holds_on(on)) for stored in consents],
        "may_release": any(stored.value.for_website and stored.value.holds_on(on) for stored in consents),
        "parts": [
            (item, PARTS[item], "\n".join(s.text for s in kept if s.item == item), [s for s in kept if s.item == item])
            for item in ITEMS
        ],
        "language": (story.value.language if story else None) or "en",
        "languages": (("en", "English"), ("fr", "Français"), ("es", "Español")),
        "others": made.others if made else None,
        "preview": as_html(made.draft.document).replace("<h1>", "<h2>").replace("</h1>", "</h2>") if made else "",
        "left_out": [{"sex": _("sex"), "age": _("age")}[name] for name in made.others.shared.left_out] if made else [],
        **standing(request, KIND, asked_of(patient)),
    }


def _kept(story: Story | None) -> list[Sentence]:
    return [Sentence(**row) for row in json.loads((story.sentences if story else None) or "[]")]


def _may_print(request: HttpRequest, patient: UUID) -> bool:
    _story, consents = queries.stories.of_patient(request.user, patient)
    return any(stored.value.for_print and stored.value.holds_on(today_of(request)) for stored in consents)


def _draft(request: HttpRequest, patient: UUID, context: dict[str, Any], *, consented: bool) -> Leaving:
    """The story as it would leave now, with what is known of the clinic's other courses."""
    story, _consents = queries.stories.of_patient(request.user, patient)
    own = evaluate(queries.course(request.user, patient), profile(DEFAULT))
    others = compared(request, patient, own)
    name = context["patient"].contact.value.name if context["patient"].contact else None
    made = tell(
        own,
        others.shared,
        on=today_of(request),
        language=(story.value.language if story else None) or "en",
        sentences=_kept(story.value if story else None),
        also_known=[name] if name else [],
        usual=others.usual,
        consented=consented,
    )
    return Leaving(made, others)
