"""Taking part: what is explained, consent, then the version, opened once; and withdrawing."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.policies import Verb
from migrainedays.clinic.records.queries.studies import Offer, Part
from migrainedays.clinic.records.studying import Allocation, StudyConsent, StudyPlan
from migrainedays.clinic.web.patient.head import head
from migrainedays.clinic.web.shell.fields import Form, field_of
from migrainedays.clinic.web.shell.views import today_of
from migrainedays.clinic.web.shell.writing import write


class ConsentForm(Form):
    """What is kept with a consent to take part."""

    text_version = field_of(
        StudyConsent, "text_version", later("Version of the text that was explained"), required=True
    )
    explained_by = field_of(StudyConsent, "explained_by", later("Explained by"), required=True)
    consented = forms.BooleanField(
        label=later("The patient has read what both versions are, and consents to be treated by either"),
        error_messages={"required": later("Without consent nobody takes part, and no version is opened.")},
    )


def page(request: HttpRequest, patient: UUID, study: UUID) -> HttpResponse:
    """Consent and the version behind it; or how the patient takes part already."""
    context = head(request, patient)
    acting(request.user, Verb.ADD, StudyConsent.table)
    offer, part = _offer(request, patient, study), _part(request, patient, study)
    form = ConsentForm(
        request.POST if request.POST.get("act") == "consent" else None, initial={"explained_by": str(request.user)}
    )
    if request.method == "POST":
        answer = _done(request, patient, study, form)
        if answer is not None:
            return answer
    plan = queries.studies.one(request.user, study).plan
    context |= {"offer": offer, "part": part, "form": form, "plan": plan, "off_label": _off_label(request, plan)}
    return render(request, "study/taking_part.html", context, status=422 if form.errors else 200)


def _off_label(request: HttpRequest, plan: StudyPlan) -> list[str]:
    """Those of the two versions that are outside the label."""
    found = [queries.protocols.version(request.user, plan.protocol or "", version) for version in plan.versions]
    return [version.version for version in found if version.off_label]


def _offer(request: HttpRequest, patient: UUID, study: UUID) -> Offer | None:
    found = queries.studies.offers(request.user, patient, today_of(request))
    return next((offer for offer in found if offer.plan.study == str(study)), None)


def _part(request: HttpRequest, patient: UUID, study: UUID) -> Part | None:
    found = queries.studies.parts(request.user, patient)
    return next((part for part in found if part.plan.study == str(study)), None)


def _done(request: HttpRequest, patient: UUID, study: UUID, form: ConsentForm) -> HttpResponse | None:
    """Where to go after what was pressed; None where it was refused and the form says why."""
    act = request.POST.get("act")
    if act == "withdraw":
        reason = request.POST.get("reason", "")
        actions.taking_part.withdraw(study=str(study), patient=patient, reason=reason, by=request.user)
        messages.success(request, _("It is noted. From today nothing more of this patient enters the study."))
        return redirect("study-part", patient, study)
    if act == "consent" and _part(request, patient, study):
        messages.warning(request, _("This patient takes part already; nothing was drawn again."))
        return redirect("study-part", patient, study)
    if act != "consent":
        raise BadRequest("The form came back in pieces. Open the page again.")
    opened: list[Allocation] = []
    if form.is_valid():
        write(form, lambda: opened.append(_enrol(request, patient, study, form)))
    return redirect("session-chart", patient) if opened else None


def _enrol(request: HttpRequest, patient: UUID, study: UUID, form: ConsentForm) -> Allocation:
    given: dict[str, Any] = form.cleaned_data
    return actions.taking_part.enrol(
        study=str(study), patient=patient, text_version=given["text_version"], explained_by=given["explained_by"],
        by=request.user,
    )  # fmt: skip
