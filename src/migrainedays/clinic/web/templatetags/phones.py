"""What stands at the head of the clinic's day."""

from typing import Any

from django import template
from django.utils.translation import gettext

from migrainedays.clinic.records import queries
from migrainedays.diary.phone import Delays

register = template.Library()


@register.filter
def entered(delays: Delays) -> str:
    """How late the days were entered, in one sentence: beside every result that was counted from them."""
    if not delays.known:
        return gettext("No day says when it was entered.")
    late = {"n": delays.known, "a": delays.on_the_day, "b": delays.within_48_hours, "c": delays.later}
    said = gettext("%(a)s of %(n)s days entered on the day, %(b)s within 48 h, %(c)s later") % late
    if delays.over_a_week:
        said += gettext(" (%(w)s over a week)") % {"w": delays.over_a_week}
    if delays.unknown:
        said += gettext("; %(u)s more do not say when") % {"u": delays.unknown}
    return f"{said}."


@register.inclusion_tag("phones/red_flags.html", takes_context=True)
def red_flags(context: dict[str, Any]) -> dict[str, Any]:
    """Entries that may be an emergency and that nobody has read; nothing for those who read no diary."""
    user = context["request"].user
    waiting = queries.phones.red_flags(user) if queries.practice.may(user, "read", "phone_entries") else []
    return {"waiting": waiting, "csrf_token": context.get("csrf_token")}
