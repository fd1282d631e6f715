"""What stands at the head of the clinic's day."""

from typing import Any

from django import template

from migrainedays.clinic.records import queries

register = template.Library()


@register.inclusion_tag("phones/red_flags.html", takes_context=True)
def red_flags(context: dict[str, Any]) -> dict[str, Any]:
    """Entries that may be an emergency and that nobody has read; nothing for those who read no diary."""
    user = context["request"].user
    waiting = queries.phones.red_flags(user) if queries.practice.may(user, "read", "phone_entries") else []
    return {"waiting": waiting, "csrf_token": context.get("csrf_token")}
