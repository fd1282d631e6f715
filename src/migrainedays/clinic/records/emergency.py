"""Whom a phone says to call: the clinic's own numbers, those of the region where they were seen in a source, or none.

A patient who lives in another region than her clinic is given the numbers of where she lives.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from migrainedays.clinic.records.practice import Practice


class Numbers(NamedTuple):
    """The two numbers that a phone shows; None where none is known, and the phone says "your local number"."""

    emergency: str | None = None
    crisis: str | None = None


class Known(NamedTuple):
    """A number of a region, where it was seen, and whether it was."""

    number: str
    source: str
    verified: bool


def region_of(zone: str | None) -> str | None:
    """The region whose numbers hold in a time zone; None for one of which we know nothing.

    >>> region_of("Europe/Madrid")
    'ES'
    """
    return next((region for region, told in _regions().items() if zone in told["zones"]), None)


def known(zone: str | None, kind: str) -> Known | None:
    """What is known of the `emergency` or `crisis` number in a zone, seen in a source or not."""
    told = _regions().get(region_of(zone) or "", {})
    return Known(told[kind], told[f"{kind}_source"], told[f"{kind}_verified"]) if kind in told else None


def numbers_for(practice: Practice, zone: str | None) -> Numbers:
    """The numbers for a patient who lives in this zone."""
    lives = zone or practice.zone
    here = region_of(lives) == region_of(practice.zone)
    own = Numbers(practice.emergency_number, practice.crisis_number) if here else Numbers()
    return Numbers(own.emergency or _seen(lives, "emergency"), own.crisis or _seen(lives, "crisis"))


def _seen(zone: str, kind: str) -> str | None:
    found = known(zone, kind)
    return found.number if found is not None and found.verified else None


@cache
def _regions() -> Mapping[str, Mapping[str, Any]]:
    source = resources.files("migrainedays.clinic.records").joinpath("emergency.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
