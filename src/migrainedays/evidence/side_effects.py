"""Side effects under two versions: sessions followed by one, of sessions that could be judged, and the difference.

Rare counts need no model of patients to mislead with: each share has a beta posterior (Jeffreys), the difference an
interval from its two limits (Newcombe), and the probability that B has more is the posteriors' own.
"""

from dataclasses import dataclass

import numpy as np

from migrainedays.errors import Impossible, NothingToEvaluate
from migrainedays.evidence.interval import Interval

DRAWS = 20_000
SEED = 3


@dataclass(frozen=True)
class SideEffects:
    """Share of sessions followed by the event under A and B, and B minus A."""

    event: str
    counts: tuple[tuple[int, int], tuple[int, int]]
    shares: tuple[Interval, Interval]
    difference: Interval
    probability_more: float

    @property
    def sentence(self) -> str:
        """The figure in words."""
        (a, of_a), (b, of_b) = self.counts
        return (
            f"{self.event}: after {b} of {of_b} sessions under B and {a} of {of_a} under A; difference "
            f"{100 * self.difference.estimate:+.1f} percentage points ({100 * self.difference.low:+.1f} to "
            f"{100 * self.difference.high:+.1f})."
        )


def compare_side_effects(event: str, under_a: tuple[int, int], under_b: tuple[int, int]) -> SideEffects:
    """Sessions with the event and sessions in all, under A and under B."""
    for events, sessions in (under_a, under_b):
        if sessions < 1:
            raise NothingToEvaluate(f"No session under one of the versions: {event} cannot be compared without one.")
        if not 0 <= events <= sessions:
            raise Impossible("side_effects", "events", events, "0 to the sessions")
    a, b = _share(*under_a), _share(*under_b)
    gap = b.estimate - a.estimate
    low = gap - float(np.hypot(b.estimate - b.low, a.high - a.estimate))
    high = gap + float(np.hypot(b.high - b.estimate, a.estimate - a.low))
    return SideEffects(event, (under_a, under_b), (a, b), Interval(gap, low, high), _more(under_a, under_b))


def _share(events: int, sessions: int) -> Interval:
    """Observed share with the Jeffreys interval; at none and at all the limit is the share itself."""
    from scipy.special import betaincinv  # with scipy only where a posterior is asked for

    low, high = (float(betaincinv(events + 0.5, sessions - events + 0.5, q)) for q in (0.025, 0.975))
    return Interval(events / sessions, low if events else 0.0, high if events < sessions else 1.0)


def _more(under_a: tuple[int, int], under_b: tuple[int, int]) -> float:
    rng = np.random.default_rng(SEED)
    a, b = (rng.beta(e + 0.5, n - e + 0.5, DRAWS) for e, n in (under_a, under_b))
    return float(np.mean(b > a))
