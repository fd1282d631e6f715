"""Until when something lasts, where not everyone has been followed to the end: Kaplan and Meier, with Greenwood.

Used for the cycle broken (time to it) and still broken (time until it returns). Patients who left or whose diary
stopped count until they were last seen, and how many left is shown beside the curve.
"""

from dataclasses import dataclass

import numpy as np

from migrainedays.errors import Impossible, NothingToEvaluate
from migrainedays.evidence.compiled import Array, Ints
from migrainedays.evidence.interval import Interval, Z


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
        """The share without the event at a time; before the first event everyone."""
        reached = [step.share for step in self.steps if step.time <= time]
        return reached[-1] if reached else Interval(1.0, 1.0, 1.0)

    @property
    def median(self) -> float | None:
        """First time at which half have had the event; None where that is not reached."""
        return next((step.time for step in self.steps if step.share.estimate <= 0.5), None)


def estimate_survival(time: Array, event: Ints) -> Curve:
    """Share without the event, log-log intervals; `time` of each patient, `event` False where they left.

    >>> estimate_survival(np.array([1.0, 2.0, 3.0]), np.array([True, False, True])).at(2.0).estimate.__round__(3)
    0.667
    """
    time, event = np.asarray(time, float), np.asarray(event, bool)
    if time.size == 0:
        raise NothingToEvaluate("No patient has been followed: at least one time is needed.")
    if (time < 0).any() or not np.isfinite(time).all():
        raise Impossible("survival", "time", float(time.min()), "times are zero or more")
    share, variance, steps = 1.0, 0.0, []
    for t in np.unique(time):
        at_risk = int(np.sum(time >= t))
        events, left = int(np.sum(event & (time == t))), int(np.sum(~event & (time == t)))
        share *= 1 - events / at_risk
        variance += events / (at_risk * (at_risk - events)) if events < at_risk else 0.0
        steps.append(Step(float(t), at_risk, events, left, _log_log(share, variance)))
    return Curve(tuple(steps), time.size, int(event.sum()))


def _log_log(share: float, variance: float) -> Interval:
    """Greenwood's variance on the scale of log(-log), which keeps the interval between 0 and 1."""
    if share in (0.0, 1.0):
        return Interval(share, 0.0 if share == 0.0 else 1.0, 1.0 if share == 1.0 else 0.0)
    width = Z * np.sqrt(variance) / abs(np.log(share))
    return Interval(share, float(share ** np.exp(width)), float(share ** np.exp(-width)))
