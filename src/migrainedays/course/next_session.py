"""The day that is proposed for the next session, what moved it, and why; the clinician decides.

The usual day follows from the practice's interval. Wearing-off before the next session speaks for an earlier day,
a broken cycle for a later one; where both speak, the usual day stands. No day is ever proposed before 84 days have
passed since the last toxin of any kind.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from migrainedays.course.cycle_state import OFF, RETURNED
from migrainedays.diary import Tri
from migrainedays.literature import claim
from migrainedays.protocol.interval import LEAST_DAYS, Held, Interval, held
from migrainedays.treatment import Condition, Session
from migrainedays.treatment.series import Series

LATER = dt.timedelta(days=int(claim("series.later_days").number))
Shift = Literal["none", "earlier", "later"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A day for session `number`: the usual one, the earliest that may be, the one that is proposed, and the reasons.

    `unknown` names what would have to be asked before the day can be relied on; `beyond` says that all sessions of
    the series have been given.
    """

    number: int
    on: dt.date
    usual_on: dt.date
    earliest_on: dt.date
    shift: Shift
    why: tuple[str, ...]
    claims: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    beyond: bool = False

    def days_early(self, booked: dt.date) -> int:
        """By how many days a date comes before the earliest that may be; 0 where it does not."""
        return max(0, (self.earliest_on - booked).days)

    def days_overdue(self, today: dt.date) -> int:
        """How many days the proposed day lies back; 0 before and on it."""
        return max(0, (today - self.on).days)


def propose(
    sessions: Sequence[Session],
    interval: Interval,
    *,
    on: dt.date,
    conditions: Sequence[Condition] = (),
    series: Series | None = None,
    worn_off: Tri = Tri.INDETERMINATE,
    cycle: str = "",
) -> Proposal | None:
    """The next session after those that are known on a day; None before the first session here."""
    here = [session for session in sessions if not session.is_elsewhere and session.on and session.on <= on]
    hold = held(sessions, on=on, conditions=conditions)
    if not here or hold is None:
        return None
    last = max(here, key=lambda session: (session.on, session.session))
    assert last.on is not None
    usual = interval.after(last.on)
    shift, reasons = _moved(usual, hold.until, worn_off, cycle)
    day = max(_shifted(usual, shift, hold.until), hold.until)
    number = last.session + 1
    beyond = series is not None and number > series.last_session
    return Proposal(
        number=number,
        on=day,
        usual_on=usual,
        earliest_on=hold.until,
        shift="none" if day == usual else "earlier" if day < usual else "later",
        why=(f"{interval} after session {last.session} on {last.on} is {usual}.", *reasons, *_held_back(hold, usual)),
        claims=_claims(shift),
        unknown=hold.unknown,
        beyond=beyond,
    )


def _moved(usual: dt.date, earliest: dt.date, worn_off: Tri, cycle: str) -> tuple[Shift, list[str]]:
    """Whether what the diary shows speaks for another day, and the sentence that says so."""
    broken = cycle in OFF
    if worn_off is Tri.YES and broken:
        sentence = "Wearing-off speaks for an earlier day, the broken cycle for a later one: the usual day stands."
        return "none", [sentence]
    if worn_off is Tri.YES or cycle == RETURNED:
        seen = "Headache came back before the session was due" if worn_off is Tri.YES else "The cycle has returned"
        if usual <= earliest:
            return "none", [f"{seen}; the usual day is the earliest already."]
        return "earlier", [f"{seen}: as early as {LEAST_DAYS} days after the last toxin is suggested."]
    if broken:
        sentence = f"The cycle is {cycle}: {LATER.days} days later is suggested, with a review before it."
        return "later", [sentence]
    return "none", []


def _shifted(usual: dt.date, shift: Shift, earliest: dt.date) -> dt.date:
    return earliest if shift == "earlier" else usual + LATER if shift == "later" else usual


def _held_back(hold: Held, usual: dt.date) -> list[str]:
    sentence = f"The last toxin ({hold.told}) holds it back until {hold.until}: {LEAST_DAYS} days are the least."
    asked = [f"Not known: {what}. Ask before the day is relied on." for what in hold.unknown]
    return ([sentence] if hold.until > usual else []) + asked


def _claims(shift: Shift) -> tuple[str, ...]:
    return ("treatment.interval_days", *(("series.later_days",) if shift == "later" else ()))
