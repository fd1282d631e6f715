"""What of the first visit is missing, wherever a page wants to say it."""

from typing import Any

from django import template

from migrainedays.clinic.records import queries
from migrainedays.clinic.web.patient.first_visit_words import QUESTIONS
from migrainedays.clinic.web.shell.views import today_of

register = template.Library()


@register.inclusion_tag("patient/first_visit_line.html", takes_context=True)
def first_visit_line(context: dict[str, Any]) -> dict[str, Any]:
    """The questions that nobody asked yet, with the way to the page; nothing for those who may not ask."""
    request, patient = context["request"], context["patient"]
    if not queries.practice.may(request.user, "add", "conditions"):
        return {"may": False}
    missing = queries.health.not_asked(request.user, patient.id, on=today_of(request))
    return {"may": True, "patient": patient, "missing": [QUESTIONS[name] for name in missing]}
