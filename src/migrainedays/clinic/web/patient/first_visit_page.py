"""The first visit's page as one thing: the day of asking, and all its rows, opened on what stands or as typed."""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from migrainedays.clinic.records.queries.health import FirstVisit
from migrainedays.clinic.records.revising import Revision
from migrainedays.clinic.web.patient.first_visit_rows import (
    ConditionRow,
    ConsentRow,
    ElsewhereRow,
    PersonRow,
    PreventiveRow,
)
from migrainedays.clinic.web.shell.fields import Form
from migrainedays.clinic.web.shell.rows import RowForm
from migrainedays.columns import Value
from migrainedays.errors import Impossible
from migrainedays.treatment.first_visit import DIAGNOSES, DRUGS, HEALTH, TOXIN, TRIED

GROUPS = {"diagnoses": DIAGNOSES, "health": HEALTH, "drugs": DRUGS, "tried": (TRIED,), "toxin": (TOXIN,)}
SEVERAL: dict[str, type[RowForm]] = {"preventive": PreventiveRow, "elsewhere": ElsewhereRow, "consent": ConsentRow}
EMPTY_ROWS = {"preventive": 2, "elsewhere": 1, "consent": 1}
MOST_ROWS = 100  # of one kind; a page that asks for more was not sent by our form


class VisitForm(Form):
    """When all of this was asked, and how many rows of each kind the page has."""

    asked_on = forms.DateField(label=_("Asked on"), widget=forms.DateInput(attrs={"type": "date"}))
    rows_preventive = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST_ROWS)
    rows_elsewhere = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST_ROWS)
    rows_consent = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST_ROWS)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)

    def clean_asked_on(self) -> dt.date:
        """A day on which it can have been asked."""
        on: dt.date = self.cleaned_data["asked_on"]
        if on > self.today:
            raise forms.ValidationError(_("This day is not here yet."))
        return on


@dataclasses.dataclass(frozen=True)
class Page:
    """All forms of the page; `conditions` by question, `rows` by kind."""

    head: VisitForm
    person: PersonRow
    conditions: dict[str, ConditionRow]
    rows: dict[str, list[RowForm]]

    def __iter__(self) -> Iterator[RowForm]:
        yield self.person
        yield from self.conditions.values()
        for several in self.rows.values():
            yield from several

    @property
    def groups(self) -> dict[str, list[ConditionRow]]:
        """The questions as they stand together."""
        return {group: [self.conditions[name] for name in names] for group, names in GROUPS.items()}

    def is_valid(self) -> bool:
        """Whether everything that was typed can be read; every row is looked at."""
        return all([self.head.is_valid(), *(row.is_valid() for row in self)])

    def revisions(self) -> list[Revision]:
        """What has to be written; what cannot be stands in the errors of its row."""
        for question in self.conditions.values():
            question.asked_on = self.head.cleaned_data["asked_on"]
        found: list[Revision] = []
        for row in self:
            try:
                row.meant = row.revisions()
                found += row.meant
            except Impossible as problem:
                row.refuse(problem)
        self._refuse_contradictions()
        return found

    def has_errors(self) -> bool:
        """Whether anything on the page was refused."""
        return bool(self.head.errors) or any(row.errors for row in self)

    def row_of(self, value: Value) -> RowForm:
        """The row that meant this value."""
        return next(row for row in self if any(each.value is value for each in row.meant))

    def _refuse_contradictions(self) -> None:
        tried = self.conditions[TRIED]
        if tried.cleaned_data.get("answer") == "no" and any(not row.is_blank for row in self.rows["preventive"]):
            tried.add_error("answer", _("Here it says none, and a preventive stands below."))


def page_of(held: FirstVisit, *, today: dt.date, data: QueryDict | None) -> Page:
    """The page opened on what stands, or as it was typed."""
    number = held.person.value.patient
    typed = None if data is None else data.copy()
    head = VisitForm(typed, today=today, initial={"asked_on": today})
    questions = {
        name: ConditionRow(typed, patient=number, stored=held.conditions.get(name), name=name)
        for names in GROUPS.values()
        for name in names
    }
    person = PersonRow(typed, patient=number, stored=held.person, prefix="person")
    stored: dict[str, Sequence[Any]] = {
        "preventive": held.preventives, "elsewhere": held.elsewhere, "consent": held.consents
    }  # fmt: skip
    rows = {kind: _rows(kind, stored[kind], number, typed) for kind in SEVERAL}
    _number(rows["elsewhere"], held)
    head.initial.update({f"rows_{kind}": len(several) for kind, several in rows.items()})
    return Page(head, person, questions, rows)


def _rows(kind: str, stored: Sequence[Any], number: str, typed: QueryDict | None) -> list[RowForm]:
    make = SEVERAL[kind]
    if typed is None:
        opened = [*stored, *([None] * EMPTY_ROWS[kind])]
        return [make(None, patient=number, stored=one, prefix=f"{kind}-{n}") for n, one in enumerate(opened)]
    asked = typed.get(f"rows_{kind}", "")
    count = min(int(asked), MOST_ROWS) if asked.isdecimal() else 0
    if typed.get("add") == kind:
        count += 1
        typed[f"rows_{kind}"] = str(count)
    rows = [make(typed, patient=number, prefix=f"{kind}-{n}") for n in range(count)]
    if typed.get("add") == kind:
        rows[-1].shown[0].field.widget.attrs["autofocus"] = True
    return rows


def _number(rows: Sequence[Any], held: FirstVisit) -> None:
    """Give each new session elsewhere a free number, 0 first; what stands keeps its own."""
    free = min((stored.value.session for stored in held.elsewhere), default=1) - 1
    for row in rows:
        if row.read is None:
            row.number = free
            free -= 1
