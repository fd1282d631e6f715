"""What became of a clinic's patients, each figure with everybody accounted for.

First responses by session; cycles broken, and how long they stay so; who is without headache, without acute drugs,
without preventives; abilities regained. Whoever could not be judged is counted apart, never among those who failed,
and never left out in silence.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from migrainedays.diary import Tri
from migrainedays.errors import NothingToEvaluate
from migrainedays.evidence.facts import Facts, Followup
from migrainedays.evidence.first_response import FirstResponse, SessionCount, estimate_first_response
from migrainedays.evidence.published import SESSIONS
from migrainedays.evidence.shares import Share, count_shares, in_words
from migrainedays.evidence.survival import Curve, estimate_survival
from migrainedays.literature import claim

QUESTIONS = {
    "headache_free": ("had no headache in their latest 28 days", "are not concerned"),
    "off_acute": ("took no acute drug in their latest 28 days", "took none in the 28 days before session 1"),
    "off_preventives": ("take no preventive any more", "took none at session 1"),
}
ABILITY = ("got through it better than before session 1", "were never asked")
STOPPED = "clinic_results.stopped_after"
T = TypeVar("T")


@dataclass(frozen=True)
class Lasting:
    """A curve with those who are not on it: `not_judged` have no window that shows it, `outside` are not concerned.

    Of those followed without the event, `stopped` have a diary that ended long before the clinic's latest entry.
    """

    curve: Curve
    not_judged: int
    outside: int
    stopped: int


@dataclass(frozen=True)
class ClinicResults:
    """The results; what cannot be answered is None, and `lacking` says by its name what would suffice."""

    patients: int
    treated: int
    first_responses: tuple[FirstResponse, ...] | None
    broken: Lasting | None
    still_broken: Lasting | None
    shares: tuple[Share, ...]
    abilities: tuple[Share, ...]
    lacking: dict[str, str]

    def in_words(self, share: Share) -> str:
        """A share as a sentence."""
        return in_words(share, *QUESTIONS.get(share.name, ABILITY))


def results_of(patients: Iterable[Facts]) -> ClinicResults:
    """The results of all patients, in whatever order they come."""
    known = list(patients)
    treated = [facts for facts in known if facts.treated]
    lacking: dict[str, str] = {}

    def answer(name: str, work_out: Callable[[Sequence[Facts]], T]) -> T | None:
        try:
            return work_out(treated)
        except NothingToEvaluate as problem:
            lacking[name] = str(problem)
            return None

    return ClinicResults(
        patients=len(known),
        treated=len(treated),
        first_responses=answer("first_responses", lambda these: estimate_first_response(count_first_responses(these))),
        broken=answer("broken", _broken),
        still_broken=answer("still_broken", _still_broken),
        shares=_shares(treated),
        abilities=_abilities(treated),
        lacking=lacking,
    )


def count_first_responses(patients: Iterable[Facts], sessions: tuple[int, ...] = SESSIONS) -> tuple[SessionCount, ...]:
    """Patients at risk, responding for the first time and not judged, after each of the sessions."""
    table = {session: dict.fromkeys(Tri, 0) for session in sessions}
    for facts in patients:
        for session, verdict in facts.responses:
            if session in table:
                table[session][verdict] += 1
    return tuple(
        SessionCount(session, counts[Tri.YES] + counts[Tri.NO], counts[Tri.YES], counts[Tri.INDETERMINATE])
        for session, counts in table.items()
    )


def _broken(treated: Sequence[Facts]) -> Lasting:
    """The share whose cycle is not yet broken, by days since session 1."""
    followed = [facts.broken for facts in treated if facts.broken is not None]
    outside = sum(facts.below_before for facts in treated)
    return _lasting(followed, treated, sum(facts.unseen for facts in treated), outside, "with a session 1 and a window")


def _still_broken(treated: Sequence[Facts]) -> Lasting:
    """The share whose broken cycle has not returned, by days since it broke."""
    followed = [facts.returned for facts in treated if facts.returned is not None]
    not_judged = sum(facts.unseen for facts in treated)
    return _lasting(followed, treated, not_judged, len(treated) - len(followed) - not_judged, "whose cycle broke")


def _lasting(
    followed: Sequence[Followup], treated: Sequence[Facts], not_judged: int, outside: int, lacking: str
) -> Lasting:
    if not followed:
        raise NothingToEvaluate(f"There is no patient {lacking}; one would suffice for a first step of the curve.")
    curve = estimate_survival([one.days for one in followed], [one.came for one in followed])
    stopped = _before(followed, _latest_day(treated))
    return Lasting(curve, not_judged, outside, stopped)


def _latest_day(treated: Sequence[Facts]) -> dt.date:
    seen = (one.seen_on for facts in treated for one in (facts.broken, facts.returned) if one is not None)
    return max(seen)


def _before(followed: Sequence[Followup], latest: dt.date) -> int:
    limit = int(claim(STOPPED).number)
    return sum(not one.came and (latest - one.seen_on).days >= limit for one in followed)


def _shares(treated: Sequence[Facts]) -> tuple[Share, ...]:
    return tuple(count_shares(name, ((facts.answers or {}).get(name) for facts in treated)) for name in QUESTIONS)


def _abilities(treated: Sequence[Facts]) -> tuple[Share, ...]:
    """One share a factor; a factor that was never asked of a patient does not concern them."""
    factors = sorted({factor for facts in treated for factor in facts.abilities or ()})
    return tuple(count_shares(name, ((facts.abilities or {}).get(name) for facts in treated)) for name in factors)
