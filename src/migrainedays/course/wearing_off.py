"""Wearing-off: whether headache returns before the next session is due.

There is no consensus definition. Ours, named a rule of this project: the index of a cycle is the rate of its last 28
days before the next session less that of days 29 to 56, for cycles of at least 84 days; it is called wearing-off
where two of the latest three cycles show it and the interval of their mean excludes nought.
"""

import dataclasses
import math
import statistics
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from migrainedays.classification import Count
from migrainedays.course.compare import number
from migrainedays.course.follow import Cycle
from migrainedays.diary import Tri
from migrainedays.literature import claim
from migrainedays.windows import WINDOW_DAYS

CYCLE_DAYS = int(claim("wearing_off.cycle_days").number)
CYCLES = int(claim("wearing_off.cycles").number)
NEEDED = int(claim("wearing_off.cycles_positive").number)
CONFIDENCE = float(claim("wearing_off.confidence").number)
CLAIMS = tuple(f"wearing_off.{name}" for name in ("cycle_days", "cycles", "cycles_positive", "confidence"))


@dataclasses.dataclass(frozen=True, slots=True)
class WearingOff:
    """The index of one cycle in headache days per 28, and what the cycles up to it say together.

    `low` and `high` bound the mean index of the latest three cycles; None with fewer than two indices.
    """

    index: Fraction | None
    verdict: Tri
    why: str
    low: float | None = None
    high: float | None = None


def wearing_off(cycles: Sequence[Cycle]) -> list[WearingOff]:
    """One answer a cycle, each from that cycle and those before it."""
    found: list[WearingOff] = []
    indices: list[Index] = []
    for cycle in cycles:
        index, lack = index_of(cycle)
        if index is not None:
            indices.append(index)
        found.append(_judged(index, lack, indices[-CYCLES:]))
    return found


class Index(NamedTuple):
    """Headache days per 28 by which the end of a cycle exceeds its middle, with the variance that chance gives it."""

    value: Fraction
    variance: float


def index_of(cycle: Cycle) -> tuple[Index | None, str]:
    """The index of a cycle, or why it has none."""
    if cycle.until is None or cycle.last is None:
        return None, "The cycle has no next session yet."
    length = (cycle.until - cycle.on).days
    if length < CYCLE_DAYS:
        return None, f"The cycle lasted {length} days; at least {CYCLE_DAYS} are asked for."
    counts = cycle.last.headache_days, cycle.middle.headache_days
    late, early = (count.rate28 for count in counts)
    if not (cycle.last.evaluable and cycle.middle.evaluable) or late is None or early is None:
        return None, "Too few days were entered on days 29 to 56 or in the last 28 of the cycle."
    variance = sum(_chance(count, WINDOW_DAYS) for count in counts)
    told = f"{number(late)} headache days in the last 28 against {number(early)} on days 29 to 56."
    return Index(late - early, variance), told


def _judged(index: Index | None, why: str, indices: Sequence[Index]) -> WearingOff:
    if index is None:
        return WearingOff(None, Tri.INDETERMINATE, why)
    value = index.value
    if len(indices) < NEEDED:
        return WearingOff(value, Tri.INDETERMINATE, f"{why} {len(indices)} of {NEEDED} cycles can be looked at.")
    low, high = interval(indices)
    positive = sum(found.value > 0 for found in indices)
    told = f"{positive} of the latest {len(indices)} cycles show it; mean {low:.1f} to {high:.1f} days."
    possible = positive + (CYCLES - len(indices))
    if positive >= NEEDED:
        verdict = Tri.of(True) if low > 0 else Tri.INDETERMINATE
    else:
        verdict = Tri.INDETERMINATE if possible >= NEEDED else Tri.NO
    return WearingOff(value, verdict, f"{why} {told}", low, high)


def interval(indices: Sequence[Index]) -> tuple[float, float]:
    """An interval of the mean over two or three cycles, the wider of two.

    One looks at how far the cycles differ from each other (Student's t), one at how far 28 days can differ by chance
    (binomial): two cycles that happen to agree to the day are not taken for certainty.

    >>> [round(bound, 2) for bound in interval([Index(Fraction(n), 0.0) for n in (4, 5, 6)])]
    [2.52, 7.48]
    """
    numbers = [float(index.value) for index in indices]
    mean, between = statistics.mean(numbers), statistics.stdev(numbers) / math.sqrt(len(numbers))
    chance = math.sqrt(statistics.mean(index.variance for index in indices) / len(numbers))
    normal = statistics.NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
    reach = max(_quantile(len(numbers) - 1) * between, normal * chance)
    return mean - reach, mean + reach


def _chance(count: Count, days: int) -> float:
    """The binomial variance of a rate per 28."""
    decided = days - (count.high - count.low)
    share = count.low / decided
    return WINDOW_DAYS**2 * share * (1 - share) / decided


def _quantile(freedom: int) -> float:
    """Student's t for one or two degrees of freedom, which have closed forms."""
    if freedom == 1:
        return math.tan(math.pi * CONFIDENCE / 2)
    return CONFIDENCE * math.sqrt(2 / (1 - CONFIDENCE**2))
