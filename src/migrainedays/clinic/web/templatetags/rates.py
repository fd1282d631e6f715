"""Shares as people read them."""

from typing import Any

from django import template

from migrainedays.reports.charts.rates import percent as percent_of

register = template.Library()


@register.filter
def percent(share: Any) -> str:
    """A share of one as a percentage; a dash where it is not known."""
    return percent_of(None if share is None else float(share))
