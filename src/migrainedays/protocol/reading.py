"""Reads a protocol version from its TOML text, or says line by line why it cannot be one."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from migrainedays.errors import InputRefused
from migrainedays.protocol.schema import SITE_FIELDS, SOURCE_FIELDS, VERSION_FIELDS, wrong_caps, wrong_fields
from migrainedays.protocol.site import Site
from migrainedays.protocol.version import Source, Version, hash_of
from migrainedays.treatment.head_map import patient_side, views_of

_LISTS = ("sites", "sources", "caps")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong where: the line (None where the file lacks it), the field, the reason."""

    line: int | None
    field: str
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.field} {self.reason}" if self.line else f"{self.field} {self.reason}"


class ProtocolRefused(InputRefused):
    """A protocol file cannot be what it says; `problems` names each line."""

    def __init__(self, name: str, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: p.line or 0))
        super().__init__(f"{name} is refused:\n" + "\n".join(f"  {problem}" for problem in self.problems))


def read_version(text: str, *, name: str = "The protocol file") -> Version:
    """The version that a TOML text holds; ProtocolRefused with all its problems at once. `name` is for the message."""
    given = _parse(text, name)
    problems = list(_wrong_shape(given, text))
    if not problems:
        problems = list(_wrong_together(given, text))
    if problems:
        raise ProtocolRefused(name, problems)
    return _build(given, text)


def _parse(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as wrong:
        found = re.search(r"at line ([0-9]+)", str(wrong))
        line = int(found[1]) if found else None
        raise ProtocolRefused(name, [Problem(line, "the text", f"is no TOML: {wrong}")]) from None


def _build(given: dict[str, Any], text: str) -> Version:
    plain = {key: value for key, value in given.items() if key not in _LISTS}
    for exact in ("max_units", "min_units", "diluent_ml_per_100_units"):
        if exact in plain:
            plain[exact] = Decimal(plain[exact])
    return Version(
        **plain,
        sources=tuple(Source(**source) for source in given["sources"]),
        sites=tuple(_site(site) for site in given["sites"]),
        caps={muscle: Decimal(units) for muscle, units in given.get("caps", {}).items()},
        content_hash=hash_of(text),
    )


def _site(given: dict[str, Any]) -> Site:
    exact: dict[str, Any] = {key: Decimal(given[key]) for key in ("x", "y", "units", "cap") if key in given}
    return Site(**(given | exact))


# -- what each field must be ----------------------------------------------------------------------------
def _wrong_shape(given: dict[str, Any], text: str) -> Iterator[Problem]:
    plain = {key: value for key, value in given.items() if key not in _LISTS}
    for field, reason in wrong_fields(plain, VERSION_FIELDS):
        yield Problem(_line_of(field, text), field, reason)
    for name, fields in (("sources", SOURCE_FIELDS), ("sites", SITE_FIELDS)):
        rows = given.get(name)
        if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
            yield Problem(_line_of(name, text), name, "is missing, or is no list of { field = value } rows")
            continue
        for at, row in enumerate(rows):
            for field, reason in wrong_fields(row, fields):
                yield Problem(_line_of_row(name, at, text), f"{name[:-1]} {at + 1}, {field}", reason)
    caps = given.get("caps", {})
    if not isinstance(caps, dict):
        yield Problem(_line_of("caps", text), "caps", "is no table of muscle = units")
        return
    for muscle, reason in wrong_caps(caps):
        yield Problem(_line_of(muscle, text), f"caps.{muscle}", reason)


# -- what the fields must be together -------------------------------------------------------------------
def _wrong_together(given: dict[str, Any], text: str) -> Iterator[Problem]:
    sites = [_site(site) for site in given["sites"]]
    seen = Counter(site.key for site in sites)
    for at, site in enumerate(sites):
        for field, reason in _wrong_site(site, seen[site.key] > 1):
            yield Problem(_line_of_row("sites", at, text), f"site {at + 1}, {field}", reason)
    yield from _wrong_sums(given, sites, text)


def _wrong_site(site: Site, twice: bool) -> Iterator[tuple[str, str]]:
    if twice:
        yield "site", f"stands twice: {site.in_words()}"
    if site.view not in views_of(site.muscle):
        yield "view", f"does not show this muscle; it is seen in {', '.join(views_of(site.muscle))}"
    elif patient_side(site.view, site.x) != site.side:
        yield "side", f"is {site.side}, but the point lies on the {patient_side(site.view, site.x)} of that view"
    if site.cap is not None and site.units > site.cap:
        yield "cap", f"is {site.cap}, below the {site.units} units of the site itself"


def _wrong_sums(given: dict[str, Any], sites: list[Site], text: str) -> Iterator[Problem]:
    planned = [site for site in sites if not site.optional]
    total = sum((site.units for site in planned), Decimal(0))
    if total > Decimal(given["max_units"]):
        reason = f"is {given['max_units']}, below the {total} units of the planned sites"
        yield Problem(_line_of("max_units", text), "max_units", reason)
    if total < Decimal(given.get("min_units", 0)):
        reason = f"is {given['min_units']}, above the {total} units of the planned sites"
        yield Problem(_line_of("min_units", text), "min_units", reason)
    for muscle, cap in given.get("caps", {}).items():
        units = sum((site.units for site in planned if site.muscle == muscle), Decimal(0))
        if units > Decimal(cap):
            reason = f"is {cap}, below the {units} units of its planned sites"
            yield Problem(_line_of(muscle, text), f"caps.{muscle}", reason)
    if not given["published"] and not given["off_label"]:
        yield Problem(_line_of("off_label", text), "off_label", "is false, yet no published pattern is named")


# -- where it stands ------------------------------------------------------------------------------------
def _line_of(field: str, text: str) -> int | None:
    for number, line in enumerate(text.splitlines(), start=1):
        if re.match(rf"\s*\[*\s*{re.escape(field)}\s*[\]=]", line):
            return number
    return None


def _line_of_row(name: str, row: int, text: str) -> int | None:
    """The line on which the row of a list begins, written as `name = [ {…} ]` or as `[[name]]`."""
    found: list[int] = []
    inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        inside = (inside or bool(re.match(rf"\s*{name}\s*=", line))) and not re.match(r"\s*\]", line)
        if re.match(rf"\s*\[\[\s*{name}\s*\]\]", line) or (inside and re.match(r"[^#\"]*\{", line)):
            found.append(number)
    return found[row] if row < len(found) else None
