"""What the public pages need of numbers: set into their sentences, and as shares with their intervals."""

import string
from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def filled(text: str, value: object) -> str:
    """A sentence with its one value set in."""
    [name] = {name for _, name, _, _ in string.Formatter().parse(text) if name}
    return text.format(**{name: value})


@register.filter
def named(words: Mapping[str, str], name: str) -> str:
    """The word for a name."""
    return words.get(name, name.replace("_", " "))


@register.filter
def percents(interval: Mapping[str, Any]) -> str:
    """A share with its interval. `62 % (51–72 %)`."""
    estimate, low, high = (round(100 * interval[name]) for name in ("estimate", "low", "high"))
    return f"{estimate} % ({low}–{high} %)"
