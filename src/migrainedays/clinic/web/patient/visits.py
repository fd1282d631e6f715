"""Booking a visit."""

import datetime as dt
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from migrainedays.clinic.records import actions
from migrainedays.clinic.records.access import acting
from migrainedays.clinic.web.patient.head import head
from migrainedays.clinic.web.shell import words
from migrainedays.clinic.web.shell.fields import Form
from migrainedays.clinic.web.shell.writing import write


class VisitForm(Form):
    """When and what for."""

    on = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("This is not a day. Write YYYY-MM-DD, such as 2026-03-01.")},
    )
    at = forms.TimeField(
        label=_("Time"),
        widget=forms.TimeInput(attrs={"type": "time"}),
        error_messages={"invalid": _("This is not a time of day. Write HH:MM, such as 14:30.")},
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=tuple(words.VISITS.items()))


def book(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Plan a visit of a patient, on the clinic's own clock."""
    context = head(request, patient)
    acting(request.user, "add", "visits")
    form = VisitForm(request.POST or None, initial={"kind": "treatment"})

    def act() -> None:
        at = dt.datetime.combine(form.cleaned_data["on"], form.cleaned_data["at"])  # the action adds the zone
        actions.visits.book(patient=patient, at=at, kind=form.cleaned_data["kind"], by=request.user)

    if request.method == "POST" and form.is_valid():
        write(form, act)
        if form.is_valid():
            return redirect("patient", patient)
    return render(request, "patient/visit.html", context | {"form": form}, status=422 if form.errors else 200)
