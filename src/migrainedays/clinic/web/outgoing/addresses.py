"""Making and revoking the secret addresses of calendars; a new one is shown once and kept nowhere."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import NotFound, acting
from migrainedays.clinic.settings import PUBLIC_URL
from migrainedays.clinic.web.patient.head import head


def of_clinic(request: HttpRequest) -> HttpResponse:
    """One's own address of the clinic's calendar."""
    acting(request.user, "add", "feeds")
    return _page(request, None, {})


def of_patient(request: HttpRequest, patient: UUID) -> HttpResponse:
    """The addresses of a patient's own calendar."""
    context = head(request, patient)
    acting(request.user, "add", "feeds")
    return _page(request, patient, context)


def _page(request: HttpRequest, patient: UUID | None, context: dict[str, Any]) -> HttpResponse:
    if request.method == "POST" and "revoke" in request.POST:
        actions.feeds.revoke(feed=_named(request.POST["revoke"]), patient=patient, by=request.user)
        messages.success(request, _("The address is stopped. Whoever has it sees no more changes."))
        return redirect(request.path)
    if request.method == "POST":
        secret = actions.feeds.make(patient=patient, by=request.user)
        context["address"] = f"{PUBLIC_URL}/feed/{secret}.ics"
    own = queries.feeds.own(request.user) if patient is None else queries.feeds.of_patient(request.user, patient)
    return render(request, "outgoing/addresses.html", context | {"feeds": own})


def _named(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("There is no such address.") from None
