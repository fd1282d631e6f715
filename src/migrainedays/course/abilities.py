"""Abilities regained: what the sun, stress or tied hair is followed by, cycle by cycle, on days that began well.

Exposed and unexposed days are counted alike: only those that were free of headache at the time-stamped exposure, or
at noon of a day on which it was asked for and not met. Cycle 0 lies before session 1.
"""

import dataclasses
import datetime as dt
import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from zoneinfo import ZoneInfo

from migrainedays.course.at_risk import Moment, after
from migrainedays.course.follow import Followed
from migrainedays.diary import Exposure, Tri
from migrainedays.literature import claim

NEEDED = int(claim("abilities.exposures").number)
NORMAL_95 = 1.959963984540054  # the quantile that belongs to claim abilities.confidence
NOON = dt.time(12)
CLAIMS = ("abilities.exposures", "abilities.hours", "abilities.confidence")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Ability:
    """One factor in one cycle. Of `exposed` times, `at_risk` were free of headache at that moment; then counts."""

    factor: str
    cycle: int
    exposed: int
    at_risk: int
    headache_24h: int
    acute_24h: int
    unexposed: int
    unexposed_headache: int
    verdict: str = "not_enough"
    why: str = ""

    @property
    def unexposed_rate(self) -> Fraction | None:
        """Headache within 24 hours as a share of the unexposed days at risk."""
        return Fraction(self.unexposed_headache, self.unexposed) if self.unexposed else None


def abilities(followed: Followed) -> list[Ability]:
    """Each factor that was asked for, in each cycle in which it was."""
    grouped: dict[tuple[str, int], list[Exposure]] = {}
    for exposure in followed.course.diary.exposures:
        grouped.setdefault((exposure.factor, cycle_of(followed, exposure.date)), []).append(exposure)
    counted = {key: _counted(followed, *key, exposures) for key, exposures in sorted(grouped.items())}
    return [_judged(ability, counted.get((ability.factor, 0))) for ability in counted.values()]


def cycle_of(followed: Followed, date: dt.date) -> int:
    """The number of the session that a day follows; 0 before the first."""
    return max((cycle.number for cycle in followed.cycles if cycle.on < date), default=0)


def _counted(followed: Followed, factor: str, cycle: int, exposures: Iterable[Exposure]) -> Ability:
    known = [exposure for exposure in exposures if exposure.level is not None]
    met = [exposure for exposure in known if exposure.level]
    dates = {exposure.date for exposure in met}
    exposed = _moments(followed, [e for e in met if e.at is not None])
    unexposed = _moments(followed, [e for e in known if not e.level and e.date not in dates])
    return Ability(
        factor=factor,
        cycle=cycle,
        exposed=len(met),
        at_risk=len(exposed),
        headache_24h=_yes(moment.headache for moment in exposed),
        acute_24h=_yes(moment.acute for moment in exposed),
        unexposed=len(unexposed),
        unexposed_headache=_yes(moment.headache for moment in unexposed),
    )


def _moments(followed: Followed, exposures: Sequence[Exposure]) -> list[Moment]:
    """What followed each exposure; one that nothing is known of afterwards is not counted as at risk."""
    found = (after(followed, _at(followed, exposure), exposure.date) for exposure in exposures)
    return [moment for moment in found if moment is not None and moment.headache is not Tri.INDETERMINATE]


def _at(followed: Followed, exposure: Exposure) -> dt.datetime:
    if exposure.at is not None:
        return exposure.at
    day = followed.course.diary.by_date.get(exposure.date)
    zone = (day.zone if day else None) or followed.course.person.zone or "UTC"
    return dt.datetime.combine(exposure.date, NOON, ZoneInfo(zone))


def _yes(answers: Iterable[Tri]) -> int:
    return sum(answer is Tri.YES for answer in answers)


def _judged(ability: Ability, baseline: Ability | None) -> Ability:
    if ability.cycle == 0:
        return dataclasses.replace(ability, verdict="baseline", why="What later cycles are compared with.")
    if baseline is None or min(ability.at_risk, baseline.at_risk) < NEEDED:
        had = baseline.at_risk if baseline else 0
        why = f"{had} exposures at risk before, {ability.at_risk} since; at least {NEEDED} each are asked for."
        return dataclasses.replace(ability, verdict="not_enough", why=why)
    low, high = difference(baseline.headache_24h, baseline.at_risk, ability.headache_24h, ability.at_risk)
    why = f"Headache after {baseline.headache_24h} of {baseline.at_risk} exposures before, after "
    why += f"{ability.headache_24h} of {ability.at_risk} since; difference {low:.2f} to {high:.2f}."
    return dataclasses.replace(ability, verdict="regained" if low > 0 else "not_shown", why=why)


def difference(before: int, of_before: int, after_: int, of_after: int) -> tuple[float, float]:
    """The interval of a fall between two shares (Newcombe, from two Wilson intervals).

    >>> [round(bound, 2) for bound in difference(8, 10, 2, 10)]
    [0.16, 0.8]
    """
    first, second = before / of_before, after_ / of_after
    low1, high1 = wilson(before, of_before)
    low2, high2 = wilson(after_, of_after)
    fall = first - second
    return fall - math.hypot(first - low1, high2 - second), fall + math.hypot(high1 - first, second - low2)


def wilson(yes: int, of: int) -> tuple[float, float]:
    """The Wilson interval of a share."""
    share, square = yes / of, NORMAL_95**2
    centre = (share + square / (2 * of)) / (1 + square / of)
    reach = NORMAL_95 / (1 + square / of) * math.sqrt(share * (1 - share) / of + square / (4 * of**2))
    return max(0.0, centre - reach), min(1.0, centre + reach)
