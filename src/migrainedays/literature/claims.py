"""Claims: what a source says, read from `literature/data/TOPIC.toml`.

A topic file holds one table a claim: `[name]` with `value` (and `low`, `high`), `unit`, `says` (the sentence),
`source`, `doi`, `verified` and `seen_on`. Its key is `TOPIC.name`. A claim that was not seen in a source, or only
in a secondary one, has `verified = false`, and every screen that rests on it says so.
"""

import dataclasses
import datetime as dt
import functools
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from importlib import resources
from typing import Any

Exact = int | Fraction


@dataclasses.dataclass(frozen=True, slots=True)
class Claim:
    """One published number. `value`, `low` and `high` are exact; a claim may also be words alone (value None)."""

    key: str
    says: str
    source: str
    value: Exact | None = None
    low: Exact | None = None
    high: Exact | None = None
    unit: str = ""
    doi: str = ""
    verified: bool = False
    seen_on: dt.date | None = None

    @property
    def number(self) -> Exact:
        """The value, where the claim must have one."""
        if self.value is None:
            raise ValueError(f"claim {self.key} states no number")
        return self.value


@functools.cache
def read_claims() -> Mapping[str, Claim]:
    """All claims by key, in the order of the files."""
    found: dict[str, Claim] = {}
    folder = resources.files("migrainedays.literature") / "data"
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            topic = file.name.removesuffix(".toml")
            entries = tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
            found.update({f"{topic}.{name}": _claim(f"{topic}.{name}", entry) for name, entry in entries.items()})
    return found


def claim(key: str) -> Claim:
    """The claim with this key; KeyError where a rule names one that is not written down."""
    return read_claims()[key]


def _claim(key: str, entry: dict[str, Any]) -> Claim:
    numbers: dict[str, Any] = {name: _exact(entry[name]) for name in ("value", "low", "high") if name in entry}
    return Claim(key=key, **(entry | numbers))


def _exact(number: int | Decimal | str) -> Exact:
    return number if isinstance(number, int) else Fraction(number)
