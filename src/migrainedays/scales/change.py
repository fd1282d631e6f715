"""The change that matters: published rules that compare a score with an earlier one, side by side, never merged."""

import dataclasses
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Literal

from migrainedays.literature import Claim, claim

Verdict = Literal["yes", "no", "indeterminate"]
Number = int | Fraction | float
_OPPOSITE = {"fall": "rise", "rise": "fall"}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one rule says of two scores; `verdict` is None where the rule has nothing to say."""

    verdict: Verdict | None
    why: str
    claims: tuple[str, ...]

    @property
    def verified(self) -> bool:
        """Whether every number behind the verdict was seen in its source."""
        return all(claim(key).verified for key in self.claims)


Rule = Callable[[Number | None, Number | None], Change]


def fall_of(key: str) -> Rule:
    """A rule met when the score falls by at least the value of a claim.

    >>> fall_of("hit6.houts_2020")(65, 60).verdict
    'no'
    """
    return lambda before, after: _reached(key, before, after, "fall")


def rise_of(key: str) -> Rule:
    """A rule met when the score rises by at least the value of a claim (scales on which higher is better)."""
    return lambda before, after: _reached(key, before, after, "rise")


def share_of(key: str) -> Rule:
    """A rule met when the score falls by at least a share of the earlier one; silent where that was 0."""

    def rule(before: Number | None, after: Number | None) -> Change:
        if before is None or after is None or before == 0:
            return nothing_to_compare(key)
        needed = claim(key).number
        fall = Fraction(before - after) / Fraction(before)
        moved = f"A {_went('fall', fall, percent)} from {shown(before)} to {shown(after)}"
        verdict: Verdict = "yes" if fall >= needed else "no"
        return Change(verdict=verdict, why=f"{moved}; {percent(needed)} is needed.", claims=(key,))

    return rule


def nothing_to_compare(key: str) -> Change:
    """What a rule says without an earlier or a present score."""
    return Change(verdict=None, why=claim(key).says, claims=(key,))


def judge(rules: Mapping[str, Rule], before: Number | None, after: Number | None) -> dict[str, Change]:
    """The change by every rule of an instrument, by the rule's name."""
    return {name: rule(before, after) for name, rule in rules.items()}


def shown(number: Number) -> str:
    """A number as a person writes it: at most one digit behind the point, cut so that it never reads as more.

    >>> shown(Fraction(4999, 1000))
    '4.9'
    """
    whole, tenth = divmod(int(number * 10), 10)
    return f"{whole}.{tenth}".removesuffix(".0")


def percent(share: Number) -> str:
    """A share as a person writes it.

    >>> percent(Fraction(3, 10))
    '30 %'
    """
    return f"{shown(100 * share)} %"


def _reached(key: str, before: Number | None, after: Number | None, direction: str) -> Change:
    if before is None or after is None:
        return nothing_to_compare(key)
    stated = claim(key)
    moved = before - after if direction == "fall" else after - before
    why = f"A {_went(direction, moved, shown)}; {_needed(stated)} is needed."
    return Change(verdict=_beyond(stated, moved), why=why, claims=(key,))


def _went(direction: str, moved: Number, write: Callable[[Number], str]) -> str:
    """A move in its own direction: a fall of -5 is told as a rise of 5."""
    return f"{_OPPOSITE[direction]} of {write(-moved)}" if moved < 0 else f"{direction} of {write(moved)}"


def _beyond(stated: Claim, moved: Number) -> Verdict:
    """Where a source gives a range, what lies within it is neither reached nor missed."""
    if stated.value is not None:
        return "yes" if moved >= stated.number else "no"
    assert stated.low is not None
    assert stated.high is not None
    return "yes" if moved >= stated.high else "no" if moved < stated.low else "indeterminate"


def _needed(stated: Claim) -> str:
    if stated.value is not None:
        return shown(stated.value)
    assert stated.low is not None
    assert stated.high is not None
    return f"{shown(stated.low)} to {shown(stated.high)}"
