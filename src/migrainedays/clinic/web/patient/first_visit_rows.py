"""The rows of the first visit's page: each a form of its own that knows what stood there when it was opened."""

import dataclasses
import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from migrainedays.clinic.records.charting import ConsentGiven
from migrainedays.clinic.records.revising import Revision
from migrainedays.clinic.web.patient.first_visit_words import DETAILS, ENDS, QUESTIONS, STOP_REASONS
from migrainedays.clinic.web.shell.fields import ANSWERS as THREE
from migrainedays.clinic.web.shell.fields import ColumnField, field_of
from migrainedays.clinic.web.shell.rows import RowForm
from migrainedays.columns import Column, Value
from migrainedays.treatment import Condition, Person, Preventive, Session
from migrainedays.treatment.first_visit import TRIED
from migrainedays.windows import Span

ANSWERS = (("", _("Not asked")), ("no", _("No")), ("yes", _("Yes")))
_READ = {"yes": True, "no": False, "": None}


class PersonRow(RowForm):
    """What belongs to the person."""

    value_class = Person
    title = _("The person")  # type: ignore[assignment]
    birth_year = field_of(Person, "birth_year", QUESTIONS["birth_year"])
    migraine_attacks_before = field_of(
        Person, "migraine_attacks_before", QUESTIONS["migraine_attacks_before"],
        _("In the whole life, before the diary; 5 are enough for the diagnosis."),
    )  # fmt: skip
    aura_attacks_before = field_of(Person, "aura_attacks_before", QUESTIONS["aura_attacks_before"], _("Of these."))

    def value(self) -> Person:
        read = self.read
        assert read is not None, "a patient's record always stands"
        person: Person = dataclasses.replace(read.value, **self.given(Person))
        return person


class ConditionRow(RowForm):
    """One question with its three answers; a changed answer is a new one, dated on the day of asking."""

    value_class = Condition
    answer = forms.ChoiceField(choices=ANSWERS, widget=forms.RadioSelect, required=False)
    detail = field_of(Condition, "detail", _("Detail"))
    until = field_of(Condition, "until", _("Until"))

    def __init__(self, *args: Any, name: str, asked_on: dt.date | None = None, **kwargs: Any) -> None:
        self.name, self.asked_on = name, asked_on
        super().__init__(*args, prefix=f"q-{name}", **kwargs)
        self.fields["answer"].label = str(QUESTIONS[name])
        self.fields["detail"].label = str(DETAILS.get(name, _("Detail")))
        if name not in ENDS:
            del self.fields["until"]
        if name == TRIED:  # its details are the rows below it
            del self.fields["detail"]

    def cells(self, value: Condition) -> dict[str, Any]:
        word = {True: "yes", False: "no", None: ""}[value.answer]
        return {"answer": word, "detail": value.detail, "until": value.until}

    @property
    def title(self) -> str:
        return str(QUESTIONS[self.name])

    def revisions(self) -> list[Revision]:
        """Nothing where the answer stands as it did; never a row taken back: "not asked" over an answer is kept as
        asked and not answered, so that no older answer comes to hold again."""
        read = self.read
        stood = (read.value.answer, read.value.detail, read.value.until) if read else (None, None, None)
        held = self.cleaned_data
        typed = (_READ[held["answer"]], held.get("detail", stood[1]), held.get("until", stood[2]))
        if typed == stood:
            return []
        if typed[0] is None and any(typed[1:]):
            self.add_error("answer", _("A detail belongs to a yes or a no."))
            return []
        assert self.asked_on is not None, "revisions are asked for with their day"
        if read and read.value.asked_on > self.asked_on:
            self.add_error("answer", _("This was asked on %s already, later than the day above.") % read.value.asked_on)
            return []
        value = Condition(
            patient=self.patient, condition=self.name, asked_on=self.asked_on,
            answer=typed[0], detail=typed[1], until=typed[2],
        )  # fmt: skip
        same_day = read is not None and read.value.asked_on == self.asked_on
        return [Revision(value, read.revision if read and same_day else 0)]


class ToldField(ColumnField):
    """A day, or the month or year where that is all that was told."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Column("span"), required=False, **kwargs)


class PreventiveRow(RowForm):
    """One preventive that was tried. Of a told month or year the first day is kept for the beginning, the last for
    the end, and the dose says what was told."""

    value_class = Preventive
    drug = field_of(Preventive, "drug", _("Drug"), required=False)
    dose = field_of(Preventive, "dose", _("Dose"))
    started_on = ToldField(label=_("Begun"))
    stopped_on = ToldField(label=_("Stopped"))
    stop_reason = forms.ChoiceField(label=_("Why it was stopped"), choices=STOP_REASONS, required=False)

    def clean(self) -> dict[str, Any]:
        """A row has its drug and when it was begun."""
        held = super().clean() or {}
        if any(held.get(name) for name in held if name != "was"):
            for name, says in (("drug", _("Which drug?")), ("started_on", _("When was it begun? A year will do."))):
                if not held.get(name) and name not in self.errors:
                    self.add_error(name, says)
        return held

    @property
    def title(self) -> str:
        return str(_("Preventive %s") % (self["drug"].value() or ""))

    def given(self, value_class: type[Value]) -> dict[str, Any]:
        held = self.cleaned_data
        began, ended = held["started_on"], held["stopped_on"]
        return {
            "drug": held["drug"],
            "started_on": began.first,
            "stopped_on": ended.last if ended else None,
            "stop_reason": held["stop_reason"] or None,
            "dose": _as_told(held["dose"], began, ended),
        }


def _as_told(dose: str | None, began: Span, ended: Span | None) -> str | None:
    told = [
        f"{word} {span} as told" for word, span in (("begun", began), ("stopped", ended)) if span and not span.is_day
    ]
    return "; ".join(part for part in (dose, *told) if part) or None


class ElsewhereRow(RowForm):
    """One earlier session elsewhere, as told."""

    value_class = Session
    date = field_of(Session, "date", _("When"))
    place = field_of(Session, "place", _("Where"))
    indication = field_of(Session, "indication", _("For what"))
    product = field_of(Session, "product", _("Product"))
    total_units = field_of(Session, "total_units", _("Units in all"))
    recalled_before = field_of(Session, "recalled_before", _("Headache days a month before"))
    recalled_after = field_of(Session, "recalled_after", _("and after"))
    drugs_then = field_of(Session, "drugs_then", _("Drugs then"))
    side_effects = field_of(Session, "side_effects", _("Side effects then"))
    number: int | None = None  # the free number that a new row takes

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["product"].widget.attrs["list"] = "products"
        for name in ("date", "recalled_before", "recalled_after", "total_units"):
            self.fields[name].widget.attrs["size"] = 8

    @property
    def title(self) -> str:
        return str(_("Session elsewhere"))

    def given(self, value_class: type[Value]) -> dict[str, Any]:
        read = self.read
        return {**super().given(value_class), "session": read.value.session if read else self.number}

    def stand_on(self, theirs: Any) -> None:
        """A new row never stands on somebody else's: it takes the next free number."""
        if self.read is not None:
            super().stand_on(theirs)


class ConsentRow(RowForm):
    """One consent."""

    value_class = ConsentGiven
    given_on = field_of(ConsentGiven, "given_on", _("Given on"), required=False)
    text_version = field_of(ConsentGiven, "text_version", _("Version of the text"), required=False)
    explained_by = field_of(ConsentGiven, "explained_by", _("Explained by"))
    off_label_named = field_of(ConsentGiven, "off_label_named", _("Off-label use was named"))
    withdrawn_on = field_of(ConsentGiven, "withdrawn_on", _("Taken back on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["off_label_named"].widget = forms.Select(choices=THREE)

    def clean(self) -> dict[str, Any]:
        """A consent has its day, its text and who explained it."""
        held = super().clean() or {}
        if any(held.get(name) not in (None, "") for name in held if name != "was"):
            for name in ("given_on", "text_version", "explained_by"):
                if not held.get(name) and name not in self.errors:
                    self.add_error(name, _("Consent is kept with this."))
        return held

    @property
    def title(self) -> str:
        return str(QUESTIONS["consent"])
