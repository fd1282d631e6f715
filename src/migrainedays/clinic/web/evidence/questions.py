"""Questions that were written down before looking: the list, a new one, and one with its looks."""

import json
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.actions import questions as acts
from migrainedays.clinic.records.evidence import RegisteredQuestion
from migrainedays.clinic.records.policies import Verb
from migrainedays.clinic.records.queries import practice, protocols, questions, runs, studies
from migrainedays.clinic.web.evidence.pictures import effects
from migrainedays.clinic.web.evidence.pictures import looks as picture
from migrainedays.clinic.web.evidence.standing import ask, standing
from migrainedays.clinic.web.shell.fields import Form, field_of
from migrainedays.clinic.web.shell.writing import write

UNLIMITED = _("Leave it blank to look as often as you like; that costs about half the power.")


class QuestionForm(Form):
    """What is asked, before anybody looks."""

    pair = forms.ChoiceField(label=_("Versions"))
    margin = field_of(
        RegisteredQuestion,
        "margin",
        _("Difference that would matter"),
        _("Headache days in 28, such as 2."),
        required=True,
    )
    looks = field_of(RegisteredQuestion, "looks", _("Looks declared"), UNLIMITED)
    reason = field_of(
        RegisteredQuestion, "reason", _("Why it is asked"), _("A sentence that you will be glad to read in a year.")
    )

    def __init__(self, choices: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["pair"]).choices = choices
        self.fields["reason"].widget = forms.Textarea(attrs={"rows": 3})


def listing(request: HttpRequest) -> HttpResponse:
    """All questions with where they stand, and beside them the comparisons that nobody registered."""
    context = {
        "asked": questions.all_asked(request.user),
        "explored": runs.explored(request.user),
        "may_register": practice.may(request.user, Verb.ADD, RegisteredQuestion.table),
    }
    return render(request, "evidence/questions.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Write a question down; from then on nobody changes it."""
    acting(request.user, Verb.ADD, RegisteredQuestion.table)
    form = QuestionForm(_choices(request), request.POST or None, initial={"looks": 5})
    if request.method == "POST" and form.is_valid():
        made: list[RegisteredQuestion] = []
        write(form, lambda: made.append(_register(request, form)))
        if made:
            return redirect("question", made[0].question)
    return render(request, "evidence/question_new.html", {"form": form}, status=422 if form.errors else 200)


def _choices(request: HttpRequest) -> list[tuple[str, str]]:
    """Each version of the library against an earlier one of the same protocol."""
    library = protocols.library(request.user)
    found = []
    for name in library.names():
        versions = library.versions(name)
        for place, later in enumerate(versions):
            for earlier in versions[:place]:
                words = _("%(title)s: version %(b)s against version %(a)s")
                told = words % {"title": later.title, "a": earlier.version, "b": later.version}
                found.append((f"{name}|{earlier.version}|{later.version}", told))
    return found


def _register(request: HttpRequest, form: QuestionForm) -> RegisteredQuestion:
    given = form.cleaned_data
    protocol, a, b = given["pair"].split("|")
    return acts.register(
        protocol=protocol,
        versions=(a, b),
        margin=given["margin"] or Decimal(0),
        looks=given["looks"],
        reason=given["reason"] or "",
        by=request.user,
    )


def one(request: HttpRequest, question: UUID) -> HttpResponse:
    """A question with its looks; a look more, where one is left."""
    found = questions.one(request.user, str(question))
    study = studies.asking(request.user, question)
    if study is not None:
        return redirect("study", study.study)
    if request.method == "POST":
        acting(request.user, Verb.ADD, "looks")
        ask(request, "look", {"question": str(question)})
        return redirect("question", question)
    answers = [json.loads(look.answer or "{}") for look in found.looks]
    context = standing(request, "look", {"question": str(question)}) | {
        "asked": found,
        "may_look": practice.may(request.user, Verb.ADD, "looks"),
        "answer": answers[-1] if answers else None,
        "looks": picture([answer["effect"] for answer in answers]) if answers else None,
        "effects": effects(answers[-1]) if answers else None,
        "rows": list(zip(found.looks, answers, strict=True)),
    }
    return render(request, "evidence/question.html", context)
