"""Goal attainment scaling: personal goals, each rated from -2 to 2, as one T score; 50 is *as hoped for*."""

import dataclasses
import math
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from migrainedays.errors import InputRefused
from migrainedays.literature import claim
from migrainedays.scales.answers import read_number
from migrainedays.scales.change import Change, Number
from migrainedays.scales.instrument import Result, require_version

LEVELS = range(-2, 3)
CENTRE, SPREAD = 50, 10


def t_score(levels: Sequence[int], weights: Sequence[int | Fraction] | None = None) -> Fraction | float:
    """50 + 10 Σwx / √((1 - r) Σw² + r (Σw)²); exact where the root is, as for one goal or where all are met.

    Raises InputRefused without a goal, or where the weights are not positive. Source: claim `gas.correlation`.

    >>> t_score([0, 0, 0])
    Fraction(50, 1)
    >>> round(t_score([1, 1, 0]), 2)
    59.13
    """
    weighing = [Fraction(weight) for weight in weights] if weights is not None else [Fraction(1)] * len(levels)
    if not levels or len(weighing) != len(levels) or min(weighing) <= 0:
        raise InputRefused("gas: each goal needs a level from -2 to 2 and a weight above 0.")
    correlation = claim("gas.correlation").number
    reached = sum(weight * level for weight, level in zip(weighing, levels, strict=True))
    spread = (1 - correlation) * sum(weight**2 for weight in weighing) + correlation * sum(weighing) ** 2
    root = _exact_root(Fraction(spread))
    if reached == 0 or root is not None:
        return CENTRE + (SPREAD * reached / root if root else Fraction(0))
    return CENTRE + SPREAD * float(reached) / math.sqrt(spread)


def _exact_root(number: Fraction) -> Fraction | None:
    above, below = math.isqrt(number.numerator), math.isqrt(number.denominator)
    root = Fraction(above, below)
    return root if root**2 == number else None


@dataclasses.dataclass(frozen=True, slots=True)
class Gas:
    """One level a goal, `LEVEL` or `LEVEL:WEIGHT`; a goal that was not rated leaves no score."""

    name: str = "gas"
    versions: tuple[str, ...] = ("T score, correlation 0.3",)

    def score(self, answers: Sequence[str], version: str | None = None) -> Result:
        require_version(self, version)
        pairs = [_goal(place, text) for place, text in enumerate(answers, start=1)]
        levels = [level for level, _ in pairs if level is not None]
        complete = bool(pairs) and len(levels) == len(pairs)
        total = t_score(levels, [weight for _, weight in pairs]) if complete else None
        return Result(
            scale=self.name,
            version=self.versions[0],
            total=None if total is None else round(float(total), 2),
            flags=() if complete else ("blank_item_no_score",),
        )

    def change(self, before: Result, after: Result) -> Mapping[str, Change]:
        """No published change of the T score is known to us."""
        return {}

    def refusal(self, item: str, value: Number) -> str | None:
        return None if item == "" or value in LEVELS else "is outside -2 to 2"


def _goal(place: int, text: str) -> tuple[int | None, Fraction]:
    level, _, weight = text.partition(":")
    if weight and not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", weight):
        raise InputRefused(f"gas, goal {place}: {weight} is no weight; write LEVEL:WEIGHT, such as 1:2.")
    return read_number("gas", f"goal {place}", level, LEVELS), Fraction(weight or 1)


GAS = Gas()
