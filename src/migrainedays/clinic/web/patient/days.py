"""One day of the diary, entered or corrected for a patient."""

import datetime as dt
from typing import Any
from uuid import UUID

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import acting
from migrainedays.clinic.web.patient.head import head
from migrainedays.clinic.web.shell.fields import Form, field_of
from migrainedays.clinic.web.shell.views import today_of
from migrainedays.clinic.web.shell.writing import write
from migrainedays.diary import DiaryDay, Intake

PEAKS = (("", _("Not said")), ("0", _("None")), ("1", _("Mild")), ("2", _("Moderate")), ("3", _("Severe")))
SIGNS = {
    "unilateral": _("One side"),
    "pulsating": _("Pulsating"),
    "aggravated": _("Worse with movement"),
    "nausea": _("Nausea"),
    "vomiting": _("Vomiting"),
    "photophobia": _("Light hurts"),
    "phonophobia": _("Sound hurts"),
}


class DayForm(Form):
    """What is asked of a day: was there headache, how strong, how long, what was taken."""

    date = field_of(DiaryDay, "date", _("Day"))
    headache = field_of(DiaryDay, "headache", _("Headache on this day"))
    peak = field_of(DiaryDay, "peak", _("Strongest pain"))
    minutes = field_of(DiaryDay, "minutes", _("Minutes of headache"), _("0 to 1440, on this calendar day."))
    drug = field_of(
        Intake, "drug", _("Acute drug"), _("One more that was taken this day, by its generic name."), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["peak"].widget = forms.RadioSelect(choices=PEAKS)
        for name, label in SIGNS.items():
            self.fields[name] = field_of(DiaryDay, name, label)

    @property
    def signs(self) -> list[forms.BoundField]:
        """The fields of what came with the pain."""
        return [self[name] for name in SIGNS]


def day(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Open a day, then enter or correct it. The day is posted, so that no address holds it."""
    context = head(request, patient)
    acting(request.user, "add", "days")
    if request.method == "POST" and "open" not in request.POST:
        return _save(request, patient, context)
    on = _opened(request) or today_of(request)
    stored = queries.rows.one(request.user, patient, DiaryDay, date=on)
    initial = {"date": on} if stored is None else _cells(stored.value)
    context |= {"form": DayForm(initial=initial), "revision": stored.revision if stored else 0}
    return render(request, "patient/day.html", context | _taken(request, patient, on))


def _opened(request: HttpRequest) -> dt.date | None:
    try:
        return dt.date.fromisoformat(request.POST.get("date", ""))
    except ValueError:
        return None


def _cells(value: DiaryDay) -> dict[str, Any]:
    return {name: getattr(value, name) for name in ("date", "headache", "peak", "minutes", *SIGNS)}


def _taken(request: HttpRequest, patient: UUID, on: dt.date) -> dict[str, Any]:
    return {"taken": [intake.value for intake in queries.rows.all_of(request.user, patient, Intake, date=on)]}


def _save(request: HttpRequest, patient: UUID, context: dict[str, Any]) -> HttpResponse:
    form = DayForm(request.POST)
    revision = int(request.POST.get("revision") or 0)
    context |= {"form": form, "revision": revision}
    if form.is_valid():
        number = context["patient"].number
        clash = write(form, lambda: _keep(request, patient, number, form, revision))
        if clash:
            context |= {"clash": clash, "revision": clash.revision}
        elif form.is_valid():
            return redirect("patient", patient)
    return render(request, "patient/day.html", context, status=422)


@transaction.atomic
def _keep(request: HttpRequest, patient: UUID, number: str, form: DayForm, revision: int) -> None:
    """Keep the day, over the columns that this form does not ask, and the drug if one was named."""
    stored = queries.rows.one(request.user, patient, DiaryDay, date=form.cleaned_data["date"])
    kept = {} if stored is None else {name: getattr(stored.value, name) for name in stored.value.__slots__}
    entry = DiaryDay(**{**kept, **form.given(DiaryDay), "patient": number})
    if revision:
        actions.diary.correct(patient=patient, entry=entry, revision=revision, by=request.user)
    else:
        actions.diary.record(patient=patient, entries=[entry], by=request.user)
    if drug := form.cleaned_data["drug"]:
        taken = queries.rows.all_of(request.user, patient, Intake, date=entry.date, drug=drug)
        intake = Intake(patient=number, date=entry.date, drug=drug, intake=len(taken) + 1, purpose="acute")
        actions.diary.record(patient=patient, entries=[intake], by=request.user)
