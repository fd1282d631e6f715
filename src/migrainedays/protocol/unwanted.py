"""Adverse events after sessions, counted by protocol version, each rate with its interval and its denominator.

A session of which nobody asked afterwards, and after which nothing was reported, is unknown: it is in no rate, and the
bounds say what the rate could be with it.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from statistics import NormalDist
from typing import Any

from migrainedays.treatment.adverse_event import AdverseEvent
from migrainedays.treatment.condition import Condition
from migrainedays.treatment.session import Session
from migrainedays.treatment.unwanted import After, after_sessions, named

ANY = "any"  # any adverse event at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Sessions of a version after which an event was reported, of those after which it is known, with a Wilson
    interval; `unknown` are the others."""

    protocol: str
    version: str
    event: str
    sessions: int
    sessions_with: int
    unknown: int
    low: float
    high: float

    @property
    def known(self) -> int:
        return self.sessions - self.unknown

    @property
    def share(self) -> Fraction | None:
        """The share among the sessions of which it is known; None where that is none."""
        return Fraction(self.sessions_with, self.known) if self.known else None

    @property
    def bounds(self) -> tuple[Fraction, Fraction]:
        """The least and the greatest share that the unknown sessions leave possible."""
        return (
            Fraction(self.sessions_with, self.sessions),
            Fraction(self.sessions_with + self.unknown, self.sessions),
        )


def rates(
    sessions: Iterable[Session],
    events: Iterable[AdverseEvent],
    conditions: Iterable[Condition] = (),
    *,
    level: float = 0.95,
) -> tuple[Rate, ...]:
    """The rate of any event and of each kind for each version, kinds that never came after a version included as 0.

    Counted are toxin events tied to a session and not said to be unrelated; two of one kind after one session are
    one. Sessions without a protocol version are left out, as are their events.
    """
    followed = [after for after in _followed(sessions, events, conditions) if _version(after)[0] and _version(after)[1]]
    kinds = sorted({kind for after in followed for kind in _kinds(after)})
    followed.sort(key=_version)
    return tuple(
        _rate(version, kind, group, level)
        for version, group in ((version, list(own)) for version, own in groupby(followed, key=_version))
        for kind in (ANY, *kinds)
    )


def wilson(events: int, of: int, *, level: float = 0.95) -> tuple[float, float]:
    """The Wilson score interval of a proportion; of nothing, everything is possible.

    >>> [round(limit, 3) for limit in wilson(339, 688)]
    [0.456, 0.53]
    """
    if of == 0:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + level) / 2)
    share = events / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return (0.0 if events == 0 else middle - half), (1.0 if events == of else middle + half)


def _followed(
    sessions: Iterable[Session], events: Iterable[AdverseEvent], conditions: Iterable[Condition]
) -> Iterable[After]:
    """Each session with what followed it, patient by patient."""
    own = [_by_patient(values) for values in (sessions, events, conditions)]
    for patient in sorted(own[0]):
        yield from after_sessions(*(each.get(patient, []) for each in own))


def _by_patient(values: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for value in values:
        found.setdefault(value.patient, []).append(value)
    return found


def _version(after: After) -> tuple[str, str]:
    return after.session.protocol or "", after.session.version or ""


def _kinds(after: After) -> set[str]:
    return {named(event.event) for event in after.events if event.drug is None and event.related is not False}


def _has(after: After, kind: str) -> bool:
    found = _kinds(after)
    return bool(found) if kind == ANY else kind in found


def _rate(version: tuple[str, str], kind: str, group: Sequence[After], level: float) -> Rate:
    with_it = sum(_has(after, kind) for after in group)
    unknown = sum(not after.is_known and not _has(after, kind) for after in group)
    low, high = wilson(with_it, len(group) - unknown, level=level)
    return Rate(
        protocol=version[0], version=version[1], event=kind, sessions=len(group),
        sessions_with=with_it, unknown=unknown, low=low, high=high,
    )  # fmt: skip
