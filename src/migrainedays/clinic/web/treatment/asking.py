"""Today's questions and who it is: asked anew at each session, never filled in for anybody."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from migrainedays.clinic.records.charting import TOLERANCE
from migrainedays.clinic.web.shell.fields import Form
from migrainedays.protocol.rules.answers import QUESTIONS, Question
from migrainedays.treatment import Condition
from migrainedays.treatment.history import History

ANSWERS = (("no", _("No")), ("yes", _("Yes")), ("unknown", _("Not known")))
ELSEWHERE = (("no", _("None")), ("yes", _("Some")), ("unknown", _("Not known")))
READ = {"no": False, "yes": True, "unknown": None}
ASKED_OF_ALL = ("infection_at_site", "aminoglycoside", "muscle_relaxant")
TOXIN = "other_toxin"


def asked_today(history: History, on: dt.date) -> list[Question]:
    """The questions of each session, and those that nobody answered yet; some are not asked of men."""
    male = history.person is not None and history.person.sex == "male"
    spared = ("pregnancy", "lactation") if male else ()
    return [
        question
        for question in QUESTIONS
        if question.condition not in spared
        and (question.each_session or (question.must and _unanswered(history, question, on)))
    ]


def _unanswered(history: History, question: Question, on: dt.date) -> bool:
    answer = history.answer(question.condition, on)
    return answer is None or answer.answer is None


class SheetForm(Form):
    """What is asked at each session beside its points."""

    initials = forms.CharField(label=_("Initials"), help_text=_("Ask the patient; do not read them off the screen."))
    birth_year = forms.IntegerField(label=_("Year of birth"))
    started = forms.TimeField(label=_("Started"), widget=forms.TimeInput(attrs={"type": "time"}))
    ended = forms.TimeField(
        label=_("Ended"), widget=forms.TimeInput(attrs={"type": "time"}), required=False,
        help_text=_("Empty: now."),
    )  # fmt: skip
    clinician = forms.CharField(label=_("Injected by"))
    vials = forms.MultipleChoiceField(label=_("Drawn from"), widget=forms.CheckboxSelectMultiple, required=False)
    tolerance = forms.ChoiceField(
        label=_("Tolerated"), choices=[(word, _(word)) for word in TOLERANCE], widget=forms.RadioSelect, required=False
    )
    complications = forms.CharField(label=_("Complications"), required=False)
    toxin_in = forms.BooleanField(
        label=_("The toxin is in already"), required=False,
        help_text=_("What was injected can always be recorded, with the reason."),
    )  # fmt: skip
    consented = forms.BooleanField(label=_("Consent was given today"), required=False)
    text_version = forms.CharField(label=_("Version of the text that was explained"), required=False)
    explained_by = forms.CharField(label=_("Explained by"), required=False)
    off_label_named = forms.BooleanField(label=_("Off-label use was named"), required=False)

    def __init__(self, *args: Any, questions: list[Question], vials: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        self.fields["vials"].choices = vials  # type: ignore[attr-defined]
        for question in questions:
            label = question.words[0].upper() + question.words[1:]
            self.fields[question.condition] = _asked(label, ANSWERS)
        self.fields[TOXIN] = _asked(_("Toxin given elsewhere, for anything"), ELSEWHERE)
        self.fields["elsewhere_detail"] = forms.CharField(
            label=_("What, where, when"), required=False, help_text=_("Where toxin was given elsewhere.")
        )

    @property
    def asked(self) -> list[Any]:
        """The questions as fields, in their order."""
        return [self[name] for name in (*(question.condition for question in self.questions), TOXIN)]

    def clean(self) -> dict[str, Any]:
        """Consent has its text and its explainer."""
        held = super().clean() or {}
        if held.get("consented"):
            for name in ("text_version", "explained_by"):
                if not held.get(name):
                    self.add_error(name, _("Consent is kept with this."))
        return held

    def conditions(self, patient: str, on: dt.date) -> tuple[Condition, ...]:
        """The answers; one that was left blank is no answer."""
        names = [name for name in (*(q.condition for q in self.questions), TOXIN) if self.cleaned_data.get(name)]
        detail = self.cleaned_data["elsewhere_detail"] or None
        return tuple(
            Condition(
                patient=patient, condition=name, asked_on=on, answer=READ[self.cleaned_data[name]],
                detail=detail if name == TOXIN else None,
            )
            for name in names
        )  # fmt: skip


def _asked(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, required=False)


def is_same_person(patient: Any, initials: str, birth_year: int) -> bool:
    """Whether initials and year fit the record; a record without a name is known by its number instead."""
    contact = patient.contact.value if patient.contact else None
    person = patient.person.value
    born = contact.born_on.year if contact and contact.born_on else person.birth_year
    typed = re.sub(r"[\W_]", "", initials).casefold()
    name = contact.name if contact else None
    known = "".join(word[0] for word in re.findall(r"\w+", name)) if name else re.sub(r"[\W_]", "", patient.number)
    return typed == known.casefold() and (born is None or born == birth_year)
