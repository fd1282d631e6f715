"""Adverse events wherever a page wants to show them: on a session, on a patient, at the head of the day."""

from typing import Any
from uuid import UUID

from django import template

from migrainedays.clinic.records import queries
from migrainedays.clinic.web.shell.views import today_of
from migrainedays.clinic.web.treatment.event_words import event_said as said

register = template.Library()


@register.filter
def event_said(event: str) -> str:
    """An adverse event as a person says it."""
    return said(event)


@register.inclusion_tag("treatment/session_events.html", takes_context=True)
def session_events(context: dict[str, Any], patient: UUID, number: int) -> dict[str, Any]:
    """What followed one session; nothing for a session elsewhere."""
    if number < 1:
        return {}
    followed = queries.adverse_events.after_session(context["request"].user, patient, number)
    return {"followed": followed, "patient": patient, "number": number}


@register.inclusion_tag("patient/events.html", takes_context=True)
def patient_events(context: dict[str, Any]) -> dict[str, Any]:
    """All adverse events of a patient, those that go on first."""
    patient = context["patient"].id
    return {"events": queries.adverse_events.of_patient(context["request"].user, patient), "patient": patient}


@register.inclusion_tag("treatment/serious_events.html", takes_context=True)
def serious_events(context: dict[str, Any]) -> dict[str, Any]:
    """Serious events that nobody has read; nothing for those who may not answer them."""
    request = context["request"]
    may = queries.practice.may(request.user, "add", "events_seen")
    waiting = queries.adverse_events.waiting(request.user, on=today_of(request)) if may else []
    return {"waiting": waiting, "csrf_token": context.get("csrf_token")}
