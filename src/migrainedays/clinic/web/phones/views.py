"""Give a patient a link, stop a phone, and answer a red flag."""

import io
from typing import Any
from uuid import UUID

import qrcode
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from qrcode.image.svg import SvgPathImage

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import acting
from migrainedays.clinic.web.patient.head import head
from migrainedays.diary.phone import delays_of
from migrainedays.errors import Impossible


@never_cache
def page(request: HttpRequest, patient: UUID) -> HttpResponse:
    """The phones of a patient, and how they were used; a new link is shown once and kept nowhere."""
    context: dict[str, Any] = head(request, patient)
    acting(request.user, "read", "devices")
    if request.method == "POST":
        try:
            code = actions.phones.offer(patient=patient, by=request.user)
            context |= _link(request, code)
        except Impossible:
            context["problem"] = _("The year of birth is missing. A phone joins by it; enter it first.")
    context["devices"] = queries.phones.devices(request.user, patient)
    if context["may"]["clinical"]:
        days = queries.course(request.user, patient).diary.days
        context |= {"delays": delays_of(days), "last": queries.phones.last_received(request.user, patient)}
    return render(request, "phones/page.html", context, status=422 if "problem" in context else 200)


@require_POST
def revoke(request: HttpRequest, patient: UUID, device: UUID) -> HttpResponse:
    """Stop a phone at once."""
    actions.phones.revoke(patient=patient, device=device, by=request.user)
    messages.success(request, _("The phone is stopped. What it sent stays."))
    return redirect("phones", patient)


@require_POST
def seen(request: HttpRequest, patient: UUID, entry: UUID) -> HttpResponse:
    """Say what was done about a red flag."""
    done = request.POST.get("done", "").strip()[:500]
    if done:
        actions.phones.see(patient=patient, entry=entry, done=done, by=request.user)
    return redirect("today")


def _link(request: HttpRequest, code: str) -> dict[str, str]:
    link = request.build_absolute_uri(f"/diary/#join/{code}")
    drawn = io.BytesIO()
    qrcode.make(link, image_factory=SvgPathImage, box_size=12).save(drawn)
    return {"link": link, "picture": drawn.getvalue().decode().partition("?>")[2]}
