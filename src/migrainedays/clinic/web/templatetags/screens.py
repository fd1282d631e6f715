"""What templates need beyond Django's own: the frame's facts, fields with their errors, numbers as people read them."""

from fractions import Fraction
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.utils.dateformat import format as date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from migrainedays.clinic.records import queries
from migrainedays.clinic.web.shell import words

register = template.Library()


@register.simple_tag(takes_context=True)
def frame(context: template.Context) -> dict[str, Any]:
    """What the head of each page shows: the clinic, the role, which places this role may visit."""
    user = getattr(context.get("request"), "user", None)
    role = queries.practice.role(user) if user is not None and user.is_authenticated else None

    def may(verb: str, noun: str) -> bool:
        return role is not None and queries.practice.may(user, verb, noun)

    return {
        "demo": settings.DEMO or queries.practice.is_demo(),
        "role": words.ROLES.get(role or ""),
        "patients": may("read", "patients"),
        "visits": may("read", "visits"),
        "protocols": may("read", "protocol_texts"),
        "evidence": may("read", "evidence_runs"),
        "stock": may("read", "vial_acts"),
        "enquiries": may("read", "enquiries"),
        "import": may("add", "days"),
        "staff": may("read", "members"),
        "clinic": may("correct", "clinic"),
        "empty": role is None and queries.practice.is_empty(),
    }


@register.filter
def count(counted: Any) -> SafeString | str:
    """A count with its bounds where missing days leave them apart: `12` or `12 (12–15)`."""
    if counted is None:
        return "–"
    if counted.low == counted.high:
        return str(counted.observed)
    return mark_safe(f"{counted.observed} <small>{counted.low}–{counted.high}</small>")  # noqa: S308 - integers only


@register.filter
def rate(number: Fraction | None) -> str:
    """A rate per 28 days to one decimal."""
    return "–" if number is None else f"{float(number):.1f}".removesuffix(".0")


@register.filter
def fall(share: Fraction | None) -> str:
    """A change as a person reads it: fewer days with a minus. `−64 %`."""
    if share is None:
        return "–"
    percent = round(100 * share)
    return f"{'−' if percent > 0 else '+' if percent < 0 else '±'}{abs(percent)} %"


@register.filter
def units(number: Any) -> str:
    """Units without trailing noughts."""
    return "–" if number is None else f"{number.normalize():f}" if number != int(number) else str(int(number))


@register.filter
def said(word: str | None) -> str:
    """A word of the records as a person says it."""
    return words.said(word) if word else _("not said")


@register.filter
def slice_time(at: Any) -> str:
    """The time of day as it stands on the clinic's own clock."""
    return f"{at:%H:%M}"


@register.filter
def in_zone(at: Any, zone: str) -> str:
    """The time of day on another clock, with the day where that is another one."""
    there = at.astimezone(ZoneInfo(zone))
    return f"{there:%H:%M}" if there.date() == at.date() else f"{date_format(there, 'D j M')}, {there:%H:%M}"


@register.filter
def as_uuid(name: str) -> UUID:
    """The name of a visit as it stands in an address."""
    return UUID(name)
