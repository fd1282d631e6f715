"""What the instruments share: items that are summed, bands over the sum, and what comes out of scoring."""

import dataclasses
from collections.abc import Container, Mapping, Sequence
from fractions import Fraction
from typing import Protocol

from migrainedays.errors import InputRefused
from migrainedays.literature import claim
from migrainedays.scales.answers import Answers, read_answers, read_number
from migrainedays.scales.change import Change, Number, Rule, judge

Part = int | float | Fraction | str | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A scored questionnaire.

    `total` is None where an item is missing that the scale needs; `band` holds one word, or a word for each
    published banding; `parts` are subscales and what is asked beside the sum; `unverified` are the keys of claims
    that we did not see in a primary source.
    """

    scale: str
    version: str
    total: int | float | None
    band: str | Mapping[str, str] | None = None
    flags: tuple[str, ...] = ()
    parts: Mapping[str, Part] = dataclasses.field(default_factory=dict)
    unverified: tuple[str, ...] = ()


class Instrument(Protocol):
    """Anything that can be scored from typed answers."""

    @property
    def name(self) -> str: ...

    @property
    def versions(self) -> tuple[str, ...]: ...

    def score(self, answers: Sequence[str], version: str | None = None) -> Result:
        """The result of typed answers, one an item; InputRefused with a sentence where they cannot be."""
        ...

    def change(self, before: Result, after: Result) -> Mapping[str, Change]:
        """The change from one result to a later one by every published rule."""
        ...

    def refusal(self, item: str, value: Number) -> str | None:
        """Why a stored value cannot be, or None; a blank item is the total."""
        ...


@dataclasses.dataclass(frozen=True, slots=True)
class Banding:
    """Bands over a total: the word of each with the claim that bounds it."""

    bands: Mapping[str, str]

    def of(self, total: int | None) -> str | None:
        """The word of the band that holds a total."""
        return next((word for word, key in self.bands.items() if total is not None and _holds(key, total)), None)

    @property
    def unverified(self) -> tuple[str, ...]:
        return unverified(*self.bands.values())


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Summed:
    """A scale whose score is the sum of its items; one blank item leaves it without a score."""

    name: str
    version: str
    allowed: tuple[Container[int], ...]
    totals: Container[int]
    banding: Banding
    words: Mapping[str, int] = dataclasses.field(default_factory=dict)
    rules: Mapping[str, Rule] = dataclasses.field(default_factory=dict)
    rests_on: tuple[str, ...] = ()

    @property
    def versions(self) -> tuple[str, ...]:
        return (self.version,)

    def score(self, answers: Sequence[str], version: str | None = None) -> Result:
        """The result of all items, or of the total alone where that is all that is known."""
        require_version(self, version)
        if len(answers) == 1 < len(self.allowed):
            return self.of_total(read_number(self.name, "total", answers[0], self.totals))
        items = read_answers(self.name, answers, self.allowed, self.words)
        return self.of_items(items)

    def of_items(self, items: Answers) -> Result:
        """The result of items already read."""
        total = total_of(items)
        if total is not None and total not in self.totals:
            raise InputRefused(f"{self.name}: the items add up to {total}, which cannot be.")
        return self.of_total(total)

    def of_total(self, total: int | None) -> Result:
        """The result of a total; None where an item was left blank."""
        return Result(
            scale=self.name,
            version=self.version,
            total=total,
            band=self.banding.of(total),
            flags=() if total is not None else ("blank_item_no_score",),
            unverified=self.banding.unverified + unverified(*self.rests_on),
        )

    def change(self, before: Result, after: Result) -> Mapping[str, Change]:
        return judge(self.rules, before.total, after.total)

    def refusal(self, item: str, value: Number) -> str | None:
        if item == "":
            return None if value in self.totals else f"cannot be a total of {self.name}"
        if item.isdigit() and not 1 <= int(item) <= len(self.allowed):
            return f"belongs to no item of {self.name}, which has {len(self.allowed)}"
        if item.isdigit() and value not in self.allowed[int(item) - 1]:
            return f"is no answer to an item of {self.name}"
        return None


def total_of(items: Answers) -> int | None:
    """The sum, or None where an item is blank."""
    known = [item for item in items if item is not None]
    return sum(known) if len(known) == len(items) else None


def reachable(allowed: Sequence[Sequence[int] | frozenset[int]]) -> frozenset[int]:
    """Every total that answers can give.

    >>> sorted(reachable([(6, 8), (6, 8)]))
    [12, 14, 16]
    """
    totals = {0}
    for values in allowed:
        totals = {total + value for total in totals for value in values}
    return frozenset(totals)


def unverified(*keys: str) -> tuple[str, ...]:
    """Those of the claims that were not seen in a primary source."""
    return tuple(key for key in keys if not claim(key).verified)


def require_version(instrument: Instrument, version: str | None) -> None:
    """Refuse a version that the instrument does not have."""
    if version is not None and version not in instrument.versions:
        raise InputRefused(f"{instrument.name} has no version {version}; it has {', '.join(instrument.versions)}.")


def _holds(key: str, total: int) -> bool:
    stated = claim(key)
    return (stated.low is None or stated.low <= total) and (stated.high is None or total <= stated.high)
