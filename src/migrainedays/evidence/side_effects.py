"""Side effects under two versions: sessions followed by one, of sessions that could be judged, and the difference.

A session can be judged when adverse events were asked about after it; one of which nobody asked is counted apart, also
where something was reported, since what is only reported is reported when it happened. Rare counts need no model of
patients to mislead with: each share has a beta posterior (Jeffreys), the difference an interval from its two limits
(Newcombe), and the probability that B has more is the posteriors' own.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from migrainedays.course import Course
from migrainedays.course.follow import until
from migrainedays.errors import Impossible, NothingToEvaluate
from migrainedays.evidence.arms import Arms
from migrainedays.evidence.interval import Interval
from migrainedays.treatment.unwanted import ASKED, after_sessions, named

ANY = "any adverse event"
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


@dataclass(frozen=True)
class SideEffectsAnswer:
    """Each adverse event under A and B, `any adverse event` first; sessions under A and B of which nobody asked."""

    names: tuple[str, str]
    events: tuple[SideEffects, ...]
    not_asked: tuple[int, int]

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What the figures rest on."""
        a, b = self.not_asked
        return (
            "Counted are sessions after which adverse events were asked about; nobody asked after "
            f"{a} sessions under A and {b} under B.",
            "Sessions of one patient count as if they were of several; nothing is adjusted for.",
            f"{len(self.events)} comparisons are shown: of twenty without any difference, one would look like one.",
        )


def compare_adverse_events(courses: Iterable[Course], arms: Arms, on: dt.date | None = None) -> SideEffectsAnswer:
    """Every adverse event reported under A or B; raises NothingToEvaluate where one side was never asked."""
    asked: dict[str, list[frozenset[str]]] = {name: [] for name in arms.names}
    silent = dict.fromkeys(arms.names, 0)
    for course in courses:
        kinds = arms.kinds_of(course)
        known = course if on is None else until(course, on)
        for after in after_sessions(known.sessions, known.adverse_events, known.conditions):
            name = kinds.get(after.session.session)
            if name in asked and after.is_known:
                asked[name].append(frozenset(named(e.event) for e in after.events if e.related is not False))
            elif name in silent:
                silent[name] += 1
    for name in arms.names:
        if not asked[name]:
            raise NothingToEvaluate(
                f"Adverse events were asked about after no session under {name}, and not after {silent[name]}: the "
                f"answer to `{ASKED}` in the table conditions, on a day after the session, would suffice."
            )
    events = sorted({event for sessions in asked.values() for events in sessions for event in events})
    sides = [asked[name] for name in arms.names]
    found = [compare_side_effects(ANY, *((sum(map(bool, side)), len(side)) for side in sides))]
    found += [
        compare_side_effects(e, *((sum(e in session for session in side), len(side)) for side in sides)) for e in events
    ]
    a, b = (silent[name] for name in arms.names)
    return SideEffectsAnswer(arms.names, tuple(found), (a, b))


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
