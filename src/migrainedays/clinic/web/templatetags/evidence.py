"""Numbers of the evidence as people read them: signed, as a share, with their interval."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()
MINUS = "−"


@register.filter
def signed(number: float | None) -> str:
    """A difference with its sign, to one decimal: `−1.4`, `+0.3`, `0.0`."""
    if number is None:
        return "–"
    rounded = round(float(number), 1)
    return f"{MINUS if rounded < 0 else '+' if rounded > 0 else ''}{abs(rounded):.1f}"


@register.filter
def signed_interval(found: Mapping[str, Any]) -> str:
    """The interval of a difference: `−3.1 to +0.4`."""
    return f"{signed(found['low'])} to {signed(found['high'])}"


@register.filter
def percent(share: float | None) -> str:
    """A share in percent; never `0 %` for what is not none, nor `100 %` for what is not all."""
    if share is None:
        return "–"
    number = 100 * float(share)
    if 0 < number < 1:
        return "< 1 %"
    if 99 < number < 100:
        return "> 99 %"
    return f"{number:.0f} %"


@register.filter
def percent_interval(found: Mapping[str, Any]) -> str:
    """The interval of a share: `5 % to 48 %`."""
    return f"{percent(found['low'])} to {percent(found['high'])}"


@register.filter
def points(number: float) -> str:
    """A difference of two shares, in percentage points: `+12`."""
    rounded = round(100 * float(number))
    return f"{MINUS if rounded < 0 else '+' if rounded > 0 else ''}{abs(rounded)}"
