"""What diaries ask: the clinic's list of questions, and for one patient what is asked, how often, and when reminded."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.asking import ClinicQuestion, DiaryWishes, PatientQuestion
from migrainedays.clinic.web.patient.head import head
from migrainedays.clinic.web.shell.fields import Form, field_of
from migrainedays.clinic.web.shell.writing import write

KINDS = (("exposure", lazy("Met today: none, a little, some, a lot")), ("goal", lazy("A goal: much less to much more")))
LIKE_ALL, ASK, LEAVE_OUT = "", "yes", "no"


Own = dict[str, Any]  # the patient's questions by name, as they are stored


class QuestionForm(Form):
    """A question with its words."""

    question = field_of(
        ClinicQuestion,
        "question",
        lazy("Name"),
        lazy("Its answers are kept and exported under this name."),
    )
    kind = forms.ChoiceField(label=lazy("How it is answered"), choices=KINDS)
    en = field_of(ClinicQuestion, "en", lazy("In English"), required=True)
    fr = field_of(ClinicQuestion, "fr", lazy("In French"), lazy("Empty: asked in English."))
    es = field_of(ClinicQuestion, "es", lazy("In Spanish"), lazy("Empty: asked in English."))


class ListedForm(QuestionForm):
    """A question on the clinic's list."""

    asked_of_all = forms.BooleanField(label=lazy("Ask every patient"), required=False)


class WishesForm(Form):
    """How often the diary asks, and how it reminds."""

    rhythm = field_of(DiaryWishes, "rhythm", lazy("The diary asks"))
    questions = field_of(DiaryWishes, "questions", lazy("One question more"))
    reminded_at = field_of(
        DiaryWishes, "reminded_at", lazy("Remind at"), lazy("An hour of her own clock, 0 to 23; empty for no reminder.")
    )
    reminded_in = field_of(DiaryWishes, "reminded_in", lazy("Language of the reminder"))
    reminded_by = forms.MultipleChoiceField(
        label=lazy("By"),
        required=False,
        choices=(("email", lazy("E-mail")), ("push", lazy("A message on the phone"))),
        widget=forms.CheckboxSelectMultiple,
    )

    def wishes(self, number: str) -> DiaryWishes:
        """What was chosen, as a value."""
        return DiaryWishes(
            patient=number, **self.given(DiaryWishes) | {"reminded_by": tuple(sorted(self.cleaned_data["reminded_by"]))}
        )


def listed(request: HttpRequest) -> HttpResponse:
    """The clinic's list: what is there, and one more."""
    acting(request.user, "add", ClinicQuestion.table)
    found = queries.rows.stock(request.user, ClinicQuestion)
    if "drop" in request.POST:
        for stored in found:
            if stored.value.question == request.POST["drop"]:
                actions.asking.drop_question(question=stored.value, revision=stored.revision, by=request.user)
        return redirect("diary-questions")
    form = ListedForm(request.POST or None)

    def act() -> None:
        question = ClinicQuestion(**form.cleaned_data)
        standing = {stored.value.question: stored.revision for stored in found}
        actions.asking.list_question(question=question, revision=standing.get(question.question, 0), by=request.user)

    if request.method == "POST" and form.is_valid():
        write(form, act)
        if form.is_valid():
            messages.success(request, _("The question is on the list."))
            return redirect("diary-questions")
    status = 422 if form.errors else 200
    return render(request, "phones/questions.html", {"form": form, "questions": found}, status=status)


def plan(request: HttpRequest, patient: UUID) -> HttpResponse:
    """What one patient's diary asks: each question of the list, some of her own, how often and when reminded."""
    context: dict[str, Any] = head(request, patient)
    acting(request.user, "add", PatientQuestion.table)
    number = context["patient"].number
    own = {stored.value.question: stored for stored in queries.rows.all_of(request.user, patient, PatientQuestion)}
    wishes = queries.rows.one(request.user, patient, DiaryWishes)
    which = request.POST.get("form", "")
    chosen = WishesForm(request.POST if which == "wishes" else None, initial=_initial(wishes))
    added = QuestionForm(request.POST if which == "own" else None)

    def wish() -> None:
        revision = wishes.revision if wishes else 0
        actions.asking.wish(patient=patient, wishes=chosen.wishes(number), revision=revision, by=request.user)

    def add() -> None:
        _ask(request, patient, PatientQuestion(patient=number, asked=True, **added.cleaned_data), own)

    if which == "list":
        _choose(request, patient, number, own)
        return redirect("diary-plan", patient)
    if (which == "wishes" and _done(chosen, wish)) or (which == "own" and _done(added, add)):
        messages.success(request, _("Saved. The phone asks so when it next reaches the clinic."))
        return redirect("diary-plan", patient)
    context |= {"wishes": chosen, "own": added, "lines": _lines(request, own)}
    return render(request, "phones/plan.html", context, status=422 if chosen.errors or added.errors else 200)


def _done(form: Form, act: Callable[[], None]) -> bool:
    """Whether what was typed is kept now; what was refused stands in the form."""
    if form.is_valid():
        write(form, act)
    return form.is_valid()


def _initial(wishes: Any) -> dict[str, Any]:
    return {} if wishes is None else {name: getattr(wishes.value, name) for name in WishesForm.base_fields}


def _lines(request: HttpRequest, own: Own) -> list[dict[str, Any]]:
    """Each question of the list and of her own, with what is chosen for her."""
    clinic = {stored.value.question: stored.value for stored in queries.rows.stock(request.user, ClinicQuestion)}
    lines = []
    for name in sorted({*clinic, *own}):
        mine = own[name].value if name in own else None
        words = (mine.en if mine else None) or (clinic[name].en if name in clinic else name)
        chosen = LIKE_ALL if mine is None or mine.asked is None else ASK if mine.asked else LEAVE_OUT
        lines.append(
            {"name": name, "words": words, "chosen": chosen, "all": name in clinic and clinic[name].asked_of_all}
        )
    return lines


def _choose(request: HttpRequest, patient: UUID, number: str, own: Own) -> None:
    for line in _lines(request, own):
        chosen = request.POST.get(f"ask-{line['name']}", line["chosen"])
        if chosen != line["chosen"]:
            asked = {ASK: True, LEAVE_OUT: False}.get(chosen)
            before = own[line["name"]].value if line["name"] in own else None
            told = {name: getattr(before, name) for name in ("kind", "en", "fr", "es")} if before else {}
            _ask(request, patient, PatientQuestion(patient=number, question=line["name"], asked=asked, **told), own)


def _ask(request: HttpRequest, patient: UUID, question: PatientQuestion, own: Own) -> None:
    revision = own[question.question].revision if question.question in own else 0
    actions.asking.ask_patient(patient=patient, question=question, revision=revision, by=request.user)
