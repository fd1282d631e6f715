"""Signing a session that is kept already: what the check finds stands there, each stop with the field of its reason."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.people import Countersignature
from migrainedays.errors import InputRefused
from migrainedays.protocol import Findings
from migrainedays.protocol.finding import Severity

REASON = "because-"  # what the field of a finding's reason begins with


def asking(request: HttpRequest, findings: Findings, known: dict[str, str] | None = None) -> list[tuple[Any, str, str]]:
    """Each finding with the field of its reason: one a rule that stops, none for the others."""
    asked: list[tuple[Any, str, str]] = []
    for finding in findings.found:
        name = REASON + finding.rule if finding.severity is Severity.STOP else ""
        again = any(name == before for _, before, _ in asked)
        asked.append((finding, "" if again else name, request.POST.get(name, (known or {}).get(finding.rule, ""))))
    return asked


def reasons_in(request: HttpRequest) -> dict[str, str]:
    """The reasons that were typed, by rule."""
    return {
        name.removeprefix(REASON): value.strip()
        for name, value in request.POST.items()
        if name.startswith(REASON) and isinstance(value, str) and value.strip()
    }


def to_sign(request: HttpRequest, patient: UUID, number: int, known: dict[str, str]) -> dict[str, Any]:
    """What stands before the signature of a session that is kept: its findings, or why nothing can be checked."""
    given = True if request.POST.get("toxin_in") else None
    try:
        findings = queries.treatment.findings(request.user, patient, number, given=given)
    except InputRefused as problem:
        return {"unchecked": str(problem)}
    return {
        "to_sign": findings,
        "asking": asking(request, findings, known),
        "blocked": bool(findings.of(Severity.BLOCK)),
        "toxin_in": given,
    }


def sign(request: HttpRequest, patient: UUID, number: int) -> HttpResponse | str:
    """Sign over the findings; the page of the session, or the sentence that refuses."""
    given = True if request.POST.get("toxin_in") else None
    try:
        actions.treatment.sign(
            patient=patient, session=number, reasons=reasons_in(request), given=given, by=request.user
        )
    except InputRefused as problem:
        return str(problem)
    return redirect("session", patient, number)


def countersign(request: HttpRequest, patient: UUID, number: int) -> HttpResponse | str:
    """Put the second signature under a session; the page of the session, or the sentence that refuses."""
    try:
        actions.treatment.countersign(patient=patient, session=number, by=request.user)
    except InputRefused as problem:
        return str(problem)
    return redirect("session", patient, number)


def second(request: HttpRequest, patient: UUID, number: int, findings: list[Any]) -> dict[str, Any]:
    """The second signature, or that one is asked for."""
    stored = queries.rows.one(request.user, patient, Countersignature, session=number)
    return {
        "countersignature": stored.value if stored else None,
        "asks_another": any(finding["countersign"] for finding, _ in findings),
        "may_countersign": queries.practice.may(request.user, "sign", Countersignature.table),
    }
