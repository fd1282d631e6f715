"""Sessions that wait for a signature, on the page that is opened first."""

from typing import Any

from django import template

from migrainedays.clinic.records import queries
from migrainedays.clinic.records.charting import Charting

register = template.Library()


@register.inclusion_tag("treatment/waiting.html", takes_context=True)
def waiting_for_a_signature(context: template.Context) -> dict[str, Any]:
    """What waits for a signature, for those who read how sessions were charted."""
    user = context["request"].user
    return {"waiting": queries.treatment.waiting(user) if queries.practice.may(user, "read", Charting.table) else []}
