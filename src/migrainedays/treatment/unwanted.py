"""Adverse events by name, and which session each follows.

A session of which nobody asked afterwards is not one without adverse events: whether it was asked is an answer of its
own, the condition `adverse_events`, on a day after the session and not after the next one.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from migrainedays.treatment.adverse_event import AdverseEvent
from migrainedays.treatment.condition import Condition
from migrainedays.treatment.session import Session

ASKED = "adverse_events"
AT_SITES = (
    "ptosis", "brow_asymmetry", "neck_weakness", "neck_pain", "injection_site_pain",
)  # fmt: skip
SERIOUS = ("dysphagia", "breathing", "aspiration", "anaphylaxis")
EVENTS = (*AT_SITES, "headache_flare", "flu_like", *SERIOUS)
_ALSO = {
    "eyelid_ptosis": "ptosis", "drooping_lid": "ptosis", "swallowing": "dysphagia", "trouble_swallowing": "dysphagia",
    "trouble_breathing": "breathing", "dyspnoea": "breathing", "injection_site_reaction": "injection_site_pain",
}  # fmt: skip


def named(event: str) -> str:
    """An adverse event by the name of the short list, where it is on it; any other keeps its own words.

    >>> named("Eyelid ptosis"), named("a stiff jaw")
    ('ptosis', 'a stiff jaw')
    """
    plain = event.strip().lower().replace(" ", "_").replace("-", "_")
    plain = _ALSO.get(plain, plain)
    return plain if plain in EVENTS else event.strip()


def is_serious(event: str) -> bool:
    """Whether it is one that somebody has to read of at once, such as trouble swallowing."""
    return named(event) in SERIOUS


@dataclass(frozen=True, slots=True)
class After:
    """What is known of the time after one session: whether all adverse events were asked about, and those reported."""

    session: Session
    asked: Condition | None
    events: tuple[AdverseEvent, ...]

    @property
    def is_known(self) -> bool:
        """Whether an event that is not reported did not happen, as far as asking tells."""
        return self.asked is not None


def after_sessions(
    sessions: Iterable[Session], events: Iterable[AdverseEvent], conditions: Iterable[Condition]
) -> tuple[After, ...]:
    """Each session here of one patient with what was asked and reported after it, in their order."""
    here = sorted((s for s in sessions if not s.is_elsewhere and s.on is not None), key=lambda s: s.session)
    tied: Mapping[int | None, list[AdverseEvent]] = {s.session: [] for s in here}
    for event in events:
        if event.session in tied:
            tied[event.session].append(event)
    asked = [c for c in conditions if c.condition == ASKED and c.answer is not None]
    ends = [s.on for s in here[1:]] + [None] * bool(here)
    return tuple(
        After(session, _asked(asked, session.on, end), tuple(sorted(tied[session.session], key=lambda e: e.onset_on)))
        for session, end in zip(here, ends, strict=True)
    )


def _asked(asked: Iterable[Condition], on: dt.date | None, end: dt.date | None) -> Condition | None:
    """The last asking after a session, up to the day of the next."""
    own = [c for c in asked if on is not None and on < c.asked_on and (end is None or c.asked_on <= end)]
    return max(own, key=lambda c: c.asked_on, default=None)
