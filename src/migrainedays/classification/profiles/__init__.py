"""Day profiles: which days are headache days and migraine days, as versioned data.

A profile file states, for each of its three questions, the ways in which a day may be one: `any` of the rows, and
`all` of the clauses within a row.
"""

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any

from migrainedays.classification.clauses import Clause, clause
from migrainedays.errors import WrongUse

DEFAULT = "LEIDEN_2023"  # for care; US_LABEL counts for payers, ICHD3_C for diagnosis


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which a day can be what is asked: all of its clauses."""

    says: str
    clauses: tuple[Clause, ...]


Ways = tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """A named, versioned definition; `unverified` names what in it was not read in a source."""

    name: str
    version: str
    title: str
    source: str
    verified: bool
    unverified: str
    headache_day: Ways
    migraine_day: Ways
    moderate_severe_day: Ways
    migraine_day_is_headache_day: bool
    needs_history: bool


@functools.cache
def profile(name: str) -> Profile:
    """The profile of this name; WrongUse naming those that exist.

    >>> profile("US_LABEL").verified
    True
    """
    if name not in profile_names():
        raise WrongUse(f"There is no profile {name}. There are: {', '.join(profile_names())}.")
    return _read(tomllib.loads((resources.files(__package__) / f"{name}.toml").read_text(encoding="utf-8")))


@functools.cache
def profile_names() -> tuple[str, ...]:
    """The names of all profiles, in alphabetical order."""
    files = (file.name for file in resources.files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in files if name.endswith(".toml")))


def _read(table: dict[str, Any]) -> Profile:
    rows = {question: table.get(question, []) for question in ("headache_day", "migraine_day", "moderate_severe_day")}
    rows["moderate_severe_day"] = rows["moderate_severe_day"] or [_MODERATE_SEVERE]
    used = {words for question in rows.values() for row in question for words in row["all"]}
    return Profile(
        name=table["name"],
        version=table["version"],
        title=table["title"],
        source=table["source"],
        verified=table["verified"],
        unverified=table.get("unverified", ""),
        **{question: tuple(map(_way, found)) for question, found in rows.items()},
        migraine_day_is_headache_day=table.get("migraine_day_is_headache_day", False),
        needs_history="definite_or_probable" in used,
    )


_MODERATE_SEVERE = {"says": "peak 2 or 3, any duration", "all": ["headache", "moderate_or_severe"]}


def _way(row: dict[str, Any]) -> Way:
    return Way(row["says"], tuple(clause(words) for words in row["all"]))
