"""What became of a clinic's patients: first responses by session, cycles broken, and how long they stay so.

Counted from evaluated courses. Whoever could not be judged after a session is counted apart and stays at risk; whoever
left, or whose diary ended, counts until then.
"""

import datetime as dt
from collections.abc import Iterable

import numpy as np

from migrainedays.course.compare import falls_by
from migrainedays.course.cycle_state import BROKEN, RETURNED
from migrainedays.course.evaluate import Evaluation
from migrainedays.course.follow import Cycle, Followed
from migrainedays.diary import Tri
from migrainedays.errors import NothingToEvaluate
from migrainedays.evidence.first_response import SESSIONS, SessionCount
from migrainedays.evidence.survival import Curve, estimate_survival

RULE = "response.responder_50"


def count_first_responses(
    followed: Iterable[Followed], sessions: tuple[int, ...] = SESSIONS
) -> tuple[SessionCount, ...]:
    """Patients at risk, responding for the first time and not judged, after each of the sessions."""
    table = {session: [0, 0, 0] for session in sessions}
    for course in followed:
        for cycle in course.cycles:
            if cycle.number not in table or not cycle.lived:
                continue
            at_risk, responded, not_judged = table[cycle.number]
            verdict = _halved(course, cycle)
            table[cycle.number] = [
                at_risk + (verdict is not Tri.INDETERMINATE),
                responded + (verdict is Tri.YES),
                not_judged + (verdict is Tri.INDETERMINATE),
            ]
            if verdict is Tri.YES:
                break
    return tuple(SessionCount(session, *counts) for session, counts in table.items())


def _halved(course: Followed, cycle: Cycle) -> Tri:
    return falls_by(RULE, course.baseline, cycle.first).verdict


def estimate_cycle_broken(evaluations: Iterable[Evaluation]) -> Curve:
    """The share whose cycle is not yet broken, by days since session 1."""
    times = [_until(found, _session_1(found), BROKEN) for found in evaluations if _session_1(found)]
    return _curve([time for time in times if time is not None], "with a session 1 and a diary after it")


def estimate_still_broken(evaluations: Iterable[Evaluation]) -> Curve:
    """The share whose broken cycle has not returned, by days since it broke."""
    times = [_until(found, _first(found, BROKEN), RETURNED) for found in evaluations if _first(found, BROKEN)]
    return _curve([time for time in times if time is not None], "whose cycle broke")


def _curve(times: list[tuple[int, bool]], lacking: str) -> Curve:
    if not times:
        raise NothingToEvaluate(f"There is no patient {lacking}; one would suffice for a first step of the curve.")
    days, events = zip(*times, strict=True)
    return estimate_survival(np.array(days, float), np.array(events, bool))


def _session_1(found: Evaluation) -> dt.date | None:
    cycles = found.followed.cycles
    return cycles[0].on if cycles and cycles[0].number == 1 else None


def _first(found: Evaluation, state: str, after: dt.date | None = None) -> dt.date | None:
    dates = (step.since for step in found.cycle.history if step.state == state)
    return next((date for date in dates if after is None or date > after), None)


def _until(found: Evaluation, start: dt.date | None, state: str) -> tuple[int, bool] | None:
    """Days from the start to the state, or to the last window seen; None where nothing was seen after the start."""
    windows = found.followed.windows
    if start is None or not windows:
        return None
    came, seen = _first(found, state, after=start), windows[-1].span.last
    if came is not None:
        return (came - start).days, True
    return ((seen - start).days, False) if seen >= start else None
