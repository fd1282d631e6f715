"""One version of a protocol: what is intended, before any patient."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from migrainedays.protocol.site import Key, Site

GRADES = {
    "randomised_trials": "randomised trials",
    "open_label": "open-label studies",
    "case_series": "case series",
    "none_found": "no published trial found",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a version rests on; `claim` is a key of the literature, where it is written down there."""

    text: str
    doi: str = ""
    claim: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A protocol version. `max_units` is the most in one session, `min_units` the least where
    the protocol names one; `caps` the most units a muscle, over both sides."""

    name: str
    version: str
    title: str
    published: bool
    off_label: bool
    product: str
    indication: str
    jurisdiction: str
    evidence: str
    interval_days: int
    max_units: Decimal
    author: str
    date: dt.date
    rationale: str
    sources: tuple[Source, ...]
    sites: tuple[Site, ...]
    diluent: str = "0.9 % sodium chloride, preservative-free"
    diluent_ml_per_100_units: Decimal = Decimal(2)
    min_units: Decimal | None = None
    caps: Mapping[str, Decimal] = field(default_factory=dict)
    reason: str = ""
    content_hash: str = ""

    @property
    def planned(self) -> tuple[Site, ...]:
        """The sites that are given unless someone decides otherwise."""
        return tuple(site for site in self.sites if not site.optional)

    @property
    def total_units(self) -> Decimal:
        """The units of the planned sites; optional ones are not in it."""
        return sum((site.units for site in self.planned), Decimal(0))

    @property
    def muscles(self) -> tuple[str, ...]:
        """The muscles in the order of the sites."""
        return tuple(dict.fromkeys(site.muscle for site in self.sites))

    def site(self, key: Key) -> Site | None:
        return next((site for site in self.sites if site.key == key), None)

    def standing(self) -> tuple[str, ...]:
        """What every page that shows this version must say of it."""
        words = [f"Evidence: {GRADES[self.evidence]}."]
        if not self.published:
            words.append("Clinic-defined: this is not a published protocol.")
        if self.off_label:
            words.append("Off-label: the label does not give this pattern.")
        return tuple(words)


def hash_of(text: str) -> str:
    """The hash of a version's file, whatever the line ends of the computer that it lies on.

    A session pins this hash; a file that no longer has it is refused.
    """
    return hashlib.sha256("\n".join(text.splitlines()).strip().encode()).hexdigest()
