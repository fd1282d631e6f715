"""What payers ask for, as dated data files, and what the record of one course shows of each point."""

import dataclasses
import datetime as dt
import functools
import tomllib
from importlib import resources
from typing import Any

from migrainedays.errors import WrongUse
from migrainedays.literature import Claim, claim

KINDS = ("authorisation", "continuation")


@dataclasses.dataclass(frozen=True, slots=True)
class Point:
    """One thing that a policy asks: `asks` names how it is judged, `claim` its number, `also` a second number."""

    asks: str
    claim: Claim
    also: Claim | None = None
    classes: tuple[str, ...] = ()

    @property
    def verified(self) -> bool:
        """Whether its numbers were seen in their source."""
        return self.claim.verified and (self.also is None or self.also.verified)


@dataclasses.dataclass(frozen=True, slots=True)
class Policy:
    """A payer's policy as it was read on a day, with the day profile that its counts are taken by."""

    name: str
    title: str
    dated: dt.date
    profile: str
    authorisation: tuple[Point, ...]
    continuation: tuple[Point, ...]

    def points(self, kind: str) -> tuple[Point, ...]:
        """What is asked before the first session, or before treatment goes on."""
        return self.continuation if kind == "continuation" else self.authorisation

    @property
    def verified(self) -> bool:
        """Whether all of it was seen in its source."""
        return all(point.verified for point in (*self.authorisation, *self.continuation))


def policy(name: str) -> Policy:
    """A policy by its name; WrongUse for one that is not there."""
    if name not in policies():
        raise WrongUse(f"There is no payer policy {name!r}. There are: {', '.join(policies())}.")
    return policies()[name]


@functools.cache
def policies() -> dict[str, Policy]:
    """All policies by name."""
    folder = resources.files(__package__) / "policies"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return {
        name: _policy(name, tomllib.loads(file.read_text(encoding="utf-8")))
        for file in files
        for name in (file.name.removesuffix(".toml"),)
    }


def _policy(name: str, read: dict[str, Any]) -> Policy:
    points = {kind: tuple(_point(row) for row in read[kind]) for kind in KINDS}
    return Policy(name, read["title"], read["dated"], read["profile"], **points)


def _point(row: dict[str, Any]) -> Point:
    also = claim(row["also"]) if "also" in row else None
    return Point(row["asks"], claim(row["claim"]), also, tuple(row.get("classes", ())))
