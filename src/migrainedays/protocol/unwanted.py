"""Adverse events after sessions, counted by protocol version, each rate with its interval and its denominator."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import NormalDist

from migrainedays.treatment.adverse_event import AdverseEvent
from migrainedays.treatment.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Sessions of a version after which an event was reported, of all its sessions, with a Wilson interval."""

    protocol: str
    version: str
    event: str
    sessions_with: int
    sessions: int
    low: float
    high: float


def rates(sessions: Iterable[Session], events: Iterable[AdverseEvent], *, level: float = 0.95) -> tuple[Rate, ...]:
    """The rate of each event for each version, events that never came after a version included as 0.

    Counted are toxin events tied to a session and not said to be unrelated; two of one kind after one session are
    one. Events of sessions without a protocol version are left out, as are those sessions.
    """
    versions = {(s.patient, s.session): (s.protocol, s.version) for s in sessions if s.protocol and s.version}
    denominators = Counter(versions.values())
    seen = {(e.patient, e.session, e.event) for e in events if e.drug is None and e.related is not False}
    counts = Counter(
        (versions[patient, session], event)
        for patient, session, event in seen
        if session is not None and (patient, session) in versions
    )
    kinds = sorted({event for _, event in counts})
    return tuple(
        _rate(version, event, counts[version, event], denominators[version], level)
        for version in sorted(denominators, key=str)
        for event in kinds
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


def _rate(version: tuple[str | None, str | None], event: str, count: int, of: int, level: float) -> Rate:
    low, high = wilson(count, of, level=level)
    protocol, number = version
    return Rate(
        protocol=protocol or "",
        version=number or "",
        event=event,
        sessions_with=count,
        sessions=of,
        low=low,
        high=high,
    )
