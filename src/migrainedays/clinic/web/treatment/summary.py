"""What is kept of a charted session, for the page of the session; a sheet for the patient; notes after signing."""

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import NotFound, acting
from migrainedays.clinic.records.charting import Addendum
from migrainedays.clinic.records.people import Signature
from migrainedays.clinic.web.patient.head import head
from migrainedays.clinic.web.protocols.maps import maps_of
from migrainedays.clinic.web.treatment.pain import pain_before
from migrainedays.protocol import due
from migrainedays.treatment import Injection, Session, Vial
from migrainedays.treatment.points import by_muscle, marks_of


def charted(request: HttpRequest, patient: UUID, number: int) -> dict[str, Any]:
    """How a session was charted, with its findings, reasons and notes."""
    found = queries.treatment.charting(request.user, patient, number)
    notes = [stored.value for stored in queries.rows.all_of(request.user, patient, Addendum, session=number)]
    reasons = json.loads(found.reasons or "{}") if found else {}
    findings = json.loads(found.findings or "{}").get("findings", []) if found else []
    return {
        "charting": found,
        "reasons": reasons,
        "charted_findings": [(finding, reasons.get(finding["rule"], "")) for finding in findings],
        "notes": notes,
        "may_note": queries.practice.may(request.user, "add", "addenda"),
    }


def sheet(request: HttpRequest, patient: UUID, number: int) -> HttpResponse:
    """The sheet that the patient takes home: what was given, of which lot, when to come again."""
    context = head(request, patient)
    acting(request.user, "read", "sessions")
    stored = queries.rows.one(request.user, patient, Session, session=number)
    if stored is None:
        raise NotFound("There is no such session.")
    points = [s.value for s in queries.rows.all_of(request.user, patient, Injection, session=number)]
    given = [point for point in points if point.units]
    marks = marks_of(given)
    pain = pain_before(request, patient, stored.value.on) if stored.value.on else None
    context |= {
        "session": stored.value,
        "signature": queries.rows.one(request.user, patient, Signature, session=number),
        "practice": queries.practice.practice(request.user).value,
        "muscles": by_muscle(given),
        "lots": _lots(request, given),
        "pain": pain,
        "maps": maps_of(marks, f"Session {number}", areas=pain.counted.days if pain else ()),
        "due": _due(request, stored.value),
    }
    return render(request, "treatment/sheet.html", context)


def _lots(request: HttpRequest, points: list[Injection]) -> list[Vial]:
    named = {point.vial for point in points}
    return [s.value for s in queries.rows.stock(request.user, Vial) if s.value.vial in named]


def _due(request: HttpRequest, session: Session) -> Any:
    try:
        version = queries.protocols.version(request.user, session.protocol or "", session.version)
    except NotFound:
        return None
    return due([session], version)


@require_POST
def note(request: HttpRequest, patient: UUID, number: int) -> HttpResponse:
    """Add a note to a signed session."""
    head(request, patient)
    acting(request.user, "add", "addenda")
    text = request.POST.get("text", "").strip()
    if text:
        actions.charting.add_note(patient=patient, session=number, text=text, by=request.user)
    return redirect("session", patient, number)
