"""Four weeks on paper: a sheet to print, and the same sheet to type in, one line a day."""

import datetime as dt
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import acting
from migrainedays.clinic.web.patient.head import head
from migrainedays.clinic.web.shell.views import today_of
from migrainedays.diary import DiaryDay, Intake
from migrainedays.windows import WINDOW_DAYS, Span

STRENGTHS = ("", "0", "1", "2", "3")


def blank(request: HttpRequest, patient: UUID) -> HttpResponse:
    """The sheet to print: four weeks from today, or from the day that was posted."""
    context = head(request, patient)
    acting(request.user, "read", "days")
    span = Span.window(_first(request) or today_of(request))
    return render(request, "phones/sheet.html", context | {"days": list(span), "span": span})


def type_in(request: HttpRequest, patient: UUID) -> HttpResponse:
    """One line a day: 0 for no headache, 1 to 3 for its strength, nothing where the paper says nothing."""
    context: dict[str, Any] = head(request, patient)
    acting(request.user, "add", "days")
    span = Span.window(_first(request) or today_of(request) - dt.timedelta(days=WINDOW_DAYS - 1))
    entered = {stored.value.date for stored in queries.rows.all_of(request.user, patient, DiaryDay)}
    lines = [Line(request.POST if "save" in request.POST else None, prefix=str(date)) for date in span]
    if "save" in request.POST and all(line.is_valid() for line in lines):
        number = context["patient"].number
        values = [value for line in lines if line.on not in entered for value in line.values(number)]
        actions.diary.record(patient=patient, entries=values, by=request.user, why="from paper")
        return redirect("patient", patient)
    rows = [(line, line.on in entered) for line in lines]
    status = 422 if any(line.errors for line in lines) else 200
    return render(request, "phones/type.html", context | {"rows": rows, "span": span}, status=status)


class Line(forms.Form):
    """One day of the sheet."""

    strength = forms.ChoiceField(
        choices=[(strength, strength) for strength in STRENGTHS],
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": "1", "size": "2", "autocomplete": "off"}),
        error_messages={"invalid_choice": _("Write 0, 1, 2 or 3, or leave it empty.")},
    )
    hours = forms.IntegerField(min_value=0, max_value=24, required=False)
    drug = forms.CharField(max_length=80, required=False)

    @property
    def on(self) -> dt.date:
        """The day of this line."""
        return dt.date.fromisoformat(str(self.prefix))

    def values(self, number: str) -> list[DiaryDay | Intake]:
        """What the line says; an empty strength is no entry, a drug alone is only a drug."""
        found: list[DiaryDay | Intake] = []
        strength, hours, drug = (self.cleaned_data[name] for name in ("strength", "hours", "drug"))
        if strength == "0":
            found.append(DiaryDay(patient=number, date=self.on, headache=False))
        elif strength:
            minutes = None if hours is None else hours * 60
            found.append(DiaryDay(patient=number, date=self.on, headache=True, peak=int(strength), minutes=minutes))
        if drug.strip():
            found.append(Intake(patient=number, date=self.on, drug=drug.strip().lower(), purpose="acute"))
        return found


def _first(request: HttpRequest) -> dt.date | None:
    try:
        return dt.date.fromisoformat(request.POST.get("first", ""))
    except ValueError:
        return None
