"""What a protocol file may hold: the schema, written once, for reading, for refusing and for the manual."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from migrainedays.errors import WrongUse
from migrainedays.protocol.version import GRADES
from migrainedays.treatment.head_map import MUSCLES, VIEWS
from migrainedays.treatment.products import product_named

SIDES = ("left", "right", "middle")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_VERSION = re.compile(r"[0-9]+(\.[0-9]+)*")

Check = Callable[[Any], str | None]  # the reason why a value cannot be, else None


@dataclass(frozen=True, slots=True)
class Field:
    """One field: what it means, how it is checked, whether a file may leave it out."""

    means: str
    check: Check
    needed: bool = True


def _text(value: Any) -> str | None:
    return None if isinstance(value, str) and value.strip() else "is not text, or is empty"


def _maybe_text(value: Any) -> str | None:
    return None if isinstance(value, str) else "is not text"


def _flag(value: Any) -> str | None:
    return None if isinstance(value, bool) else "is neither true nor false"


def _day(value: Any) -> str | None:
    plain = isinstance(value, dt.date) and not isinstance(value, dt.datetime)
    return None if plain else "is not a date; write 2026-03-01, without quotes"


def _whole(value: Any) -> str | None:
    fine = isinstance(value, int) and not isinstance(value, bool) and value >= 1
    return None if fine else "is not a whole number of 1 or more"


def _decimal(value: Any) -> Decimal | None:
    return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def _units(value: Any) -> str | None:
    number = _decimal(value)
    if number is None or not number.is_finite():
        return "is not a number of units; write 12.5, without quotes"
    if number <= 0:
        return "is not above 0"
    return None if number == number.quantize(Decimal("0.1")) else "is finer than 0.1 unit"


def _fraction(value: Any) -> str | None:
    number = _decimal(value)
    inside = number is not None and 0 <= number <= 1
    return None if inside else "is not a fraction of the picture, from 0 to 1"


def _one_of(*words: str) -> Check:
    return lambda value: None if value in words else f"is not one of {', '.join(words)}"


def _pattern(pattern: re.Pattern[str], words: str) -> Check:
    return lambda value: None if isinstance(value, str) and pattern.fullmatch(value) else words


def _product(value: Any) -> str | None:
    try:
        return None if product_named(value).product == value else "is not written as its generic name"
    except (WrongUse, AttributeError):
        return "is not a botulinum toxin product that we know by its generic name"


VERSION_FIELDS = {
    "name": Field("name of the protocol, as its folder", _pattern(_NAME, "is not lower-case words joined by hyphens")),
    "version": Field("version, as its file", _pattern(_VERSION, 'is not a number in quotes, such as "2" or "2.1"')),
    "title": Field("title for people", _text),
    "published": Field("true only where this very pattern stands in print", _flag),
    "off_label": Field("true where the label of the jurisdiction does not give this pattern", _flag),
    "product": Field("generic name of the product; all units of the file are its units", _product),
    "indication": Field("what it is given for", _text),
    "jurisdiction": Field("whose label it was compared with", _text),
    "evidence": Field(f"evidence grade: {', '.join(GRADES)}", _one_of(*GRADES)),
    "interval_days": Field("days from session to session", _whole),
    "max_units": Field(
        "most units in one session, whatever is added to the plan; above it someone names a reason", _units
    ),
    "min_units": Field("least units in one session, where the protocol names it", _units, needed=False),
    "diluent": Field("what the vial is reconstituted with", _text, needed=False),
    "diluent_ml_per_100_units": Field("mL of it for 100 units", _units, needed=False),
    "author": Field("who wrote this version", _text),
    "date": Field("when", _day),
    "rationale": Field("why these sites and units", _text),
    "reason": Field("why it differs from the version before", _maybe_text, needed=False),
}
SOURCE_FIELDS = {
    "text": Field("the source in words", _text),
    "doi": Field("its DOI", _maybe_text, needed=False),
    "claim": Field("its key in the literature", _maybe_text, needed=False),
}
SITE_FIELDS = {
    "muscle": Field(f"muscle: {', '.join(MUSCLES)}", _one_of(*MUSCLES)),
    "side": Field("side of the patient: left, right or middle", _one_of(*SIDES)),
    "site": Field("number of the point within its muscle and side", _whole),
    "view": Field(f"picture: {', '.join(VIEWS)}", _one_of(*VIEWS)),
    "x": Field("from the picture's left edge, 0 to 1", _fraction),
    "y": Field("from its upper edge, 0 to 1", _fraction),
    "units": Field("units at this point", _units),
    "depth": Field("how deep", _text, needed=False),
    "needle": Field("angle of the needle", _text, needed=False),
    "optional": Field("true where it is given only if someone decides so", _flag, needed=False),
    "cap": Field("most units at this point", _units, needed=False),
}


def wrong_fields(given: dict[str, Any], fields: dict[str, Field]) -> Iterator[tuple[str, str]]:
    """Name and reason of each field that is lacking, unknown or cannot be."""
    for name, field in fields.items():
        if name in given:
            reason = field.check(given[name])
            if reason:
                yield name, f"{reason} (it holds: {field.means})"
        elif field.needed:
            yield name, f"is missing (it holds: {field.means})"
    for name in given:
        if name not in fields:
            yield name, f"is not a field that we know; known are {', '.join(fields)}"


def wrong_caps(caps: Any) -> Iterator[tuple[str, str]]:
    """Name and reason of each muscle cap that cannot be."""
    for muscle, units in caps.items():
        if muscle not in MUSCLES:
            yield muscle, f"is not a muscle of the head map; known are {', '.join(MUSCLES)}"
        elif _units(units):
            yield muscle, str(_units(units))
