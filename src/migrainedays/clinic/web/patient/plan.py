"""What is planned with a patient: the series of sessions, and what the payer allows."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.queries.recall import Outlook
from migrainedays.clinic.web.patient.head import head
from migrainedays.clinic.web.patient.outlook import outlook_of
from migrainedays.clinic.web.shell.fields import Form, field_of
from migrainedays.clinic.web.shell.views import today_of
from migrainedays.clinic.web.shell.writing import write
from migrainedays.treatment.authorisation import Authorisation
from migrainedays.treatment.series import Series


class SeriesForm(Form):
    """How many sessions, and when they are looked at."""

    first_session = field_of(Series, "first_session", gettext_lazy("Begins with session"), required=True)
    sessions = field_of(Series, "sessions", gettext_lazy("Sessions planned"), required=True)
    review_after = field_of(Series, "review_after", gettext_lazy("Review after sessions"), required=True)
    review_months = field_of(
        Series,
        "review_months",
        gettext_lazy("Review after months"),
        gettext_lazy("Calendar months from the first session of the series, whichever comes first."),
        required=True,
    )
    reviewed_on = field_of(Series, "reviewed_on", gettext_lazy("Reviewed on"))


class AuthorisationForm(Form):
    """Who pays, from when until when, and how many sessions."""

    payer = field_of(Authorisation, "payer", gettext_lazy("Payer"))
    from_on = field_of(Authorisation, "from_on", gettext_lazy("From"))
    until_on = field_of(Authorisation, "until_on", gettext_lazy("Until"))
    sessions = field_of(
        Authorisation, "sessions", gettext_lazy("Sessions allowed"), gettext_lazy("Empty where they are not limited.")
    )
    reference = field_of(Authorisation, "reference", gettext_lazy("Their reference"))


def page(request: HttpRequest, patient: UUID) -> HttpResponse:
    """The plan of a patient; each of its two forms is saved by itself."""
    context = head(request, patient)
    acting(request.user, "add", "authorisations")
    outlook = outlook_of(request, patient, on=today_of(request))
    number = context["patient"].number
    posted = request.POST.get("form") if request.method == "POST" else None
    series_form = SeriesForm(request.POST if posted == "series" else None, initial=_usual(outlook))
    allowed_form = AuthorisationForm(request.POST if posted == "authorisation" else None)

    def plan_series() -> None:
        old = _this_series(outlook, series_form.cleaned_data["first_session"])
        series = Series(patient=number, series=old[0], **series_form.given(Series))
        actions.scheduling.plan_series(patient=patient, series=series, revision=old[1], by=request.user)

    def authorise() -> None:
        allowed = Authorisation(patient=number, **allowed_form.given(Authorisation))
        revision = _revision_of(outlook, allowed)
        actions.scheduling.authorise(patient=patient, authorisation=allowed, revision=revision, by=request.user)

    forms: dict[str, tuple[Form, Callable[[], None]]] = {
        "series": (series_form, plan_series),
        "authorisation": (allowed_form, authorise),
    }
    if posted in forms:
        form, act = forms[posted]
        if form.is_valid():
            write(form, act)
            if form.is_valid():
                messages.success(request, _("Saved."))
                return redirect("plan", patient)
    may_plan = queries.practice.may(request.user, "add", "series")
    context |= {"series_form": series_form, "allowed_form": allowed_form, "outlook": outlook, "may_plan": may_plan}
    refused = series_form.errors or allowed_form.errors
    return render(request, "patient/plan.html", context, status=422 if refused else 200)


def _usual(outlook: Outlook) -> dict[str, Any]:
    """The plan that stands, or the usual one from the next session on."""
    first = outlook.proposal.number if outlook.proposal is not None else 1
    series = outlook.series.value if outlook.series else Series(patient="-", series=1, first_session=first)
    return {name: getattr(series, name) for name in SeriesForm.base_fields}


def _this_series(outlook: Outlook, first_session: int) -> tuple[int, int]:
    """The number and the revision of the series that is meant: the newest, or a new one where it begins later."""
    if outlook.series is None:
        return 1, 0
    series, revision = outlook.series.value, outlook.series.revision
    return (series.series + 1, 0) if first_session > series.last_session else (series.series, revision)


def _revision_of(outlook: Outlook, allowed: Authorisation) -> int:
    return next((stored.revision for stored in outlook.authorisations if stored.value.key == allowed.key), 0)
