"""Until when something lasts, where not everyone has been followed to the end: Kaplan and Meier, with Greenwood.

Used for the cycle broken (time to it) and still broken (time until it returns). Patients who left or whose diary
stopped count until they were last seen, and how many left is shown beside the curve.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from migrainedays.errors import Impossible, NothingToEvaluate
from migrainedays.evidence.interval import Interval, Z

TAIL = 0.025
"""Left out on either side of an interval."""


@dataclass(frozen=True)
class Step:
    """At this time: patients still followed, those with the event, those who left, share without the event."""

    time: float
    at_risk: int
    events: int
    left: int
    share: Interval


@dataclass(frozen=True)
class Curve:
    """The share without the event over time."""

    steps: tuple[Step, ...]
    patients: int
    events: int

    def at(self, time: float) -> Interval:
        """The share without the event at a time; at the start everyone."""
        reached = [step.share for step in self.steps if step.time <= time]
        return reached[-1] if reached else Interval(1.0, 1.0, 1.0)

    @property
    def left(self) -> int:
        """Patients who were followed for a time and had no event until then."""
        return self.patients - self.events

    @property
    def median(self) -> float | None:
        """First time at which half have had the event; None where that is not reached."""
        return next((step.time for step in self.steps if step.share.estimate <= 0.5), None)


def estimate_survival(time: Iterable[float], event: Iterable[bool]) -> Curve:
    """Share without the event, log-log intervals; `time` of each patient, `event` False where they left.

    Where all or none have had the event, for which Greenwood has no interval, the limit is the exact one of those
    who are still followed.

    >>> estimate_survival([1.0, 2.0, 3.0], [True, False, True]).at(2.0).estimate.__round__(3)
    0.667
    """
    followed = [(float(t), bool(e)) for t, e in zip(time, event, strict=True)]
    if not followed:
        raise NothingToEvaluate("No patient has been followed: at least one time is needed.")
    for t, _ in followed:
        if not 0 <= t < math.inf:
            raise Impossible("survival", "time", t, "times are zero or more")
    counted = Counter(followed)
    at_risk, share, variance = len(followed), 1.0, 0.0
    steps: list[Step] = []
    for t in sorted({t for t, _ in followed}):
        events, left = counted[t, True], counted[t, False]
        share *= 1 - events / at_risk
        variance += events / (at_risk * (at_risk - events)) if events < at_risk else 0.0
        steps.append(Step(t, at_risk, events, left, _interval(share, variance, at_risk, steps)))
        at_risk -= events + left
    return Curve(tuple(steps), len(followed), sum(e for _, e in followed))


def _interval(share: float, variance: float, at_risk: int, before: list[Step]) -> Interval:
    """Greenwood's variance on the scale of log(-log), which keeps the interval between 0 and 1."""
    none_of = 1 - TAIL ** (1 / at_risk)
    if share == 1.0:
        return Interval(1.0, 1.0 - none_of, 1.0)
    if share == 0.0:
        return Interval(0.0, 0.0, none_of * (before[-1].share.high if before else 1.0))
    width = Z * math.sqrt(variance) / abs(math.log(share))
    return Interval(share, share ** math.exp(width), share ** math.exp(-width))
