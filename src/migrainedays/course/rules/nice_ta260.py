"""NICE TA260: after two cycles a fall of 30 %, and a review once three months in a row lie below 15 days."""

from migrainedays.course.compare import falls_by
from migrainedays.course.follow import Followed
from migrainedays.course.rules.ruling import Ruling
from migrainedays.course.rules.stopping import NON_RESPONSE, NOT_PROVEN, goal, word
from migrainedays.diary import Tri
from migrainedays.literature import claim

RESPONSE, EPISODIC = "nice_ta260.response", "nice_ta260.episodic"
MONTHS, SESSION = "nice_ta260.episodic_months", "nice_ta260.cycles"


def nice_ta260(followed: Followed) -> Ruling:
    """Judged on the last 28 days of the second cycle, against the baseline; not proven before."""
    number = int(claim(SESSION).number)
    cycle = followed.cycle(number)
    limit = int(claim(EPISODIC).number)
    if cycle is None or cycle.last is None:
        why = f"It is judged on the last 28 days of cycle {number}, which have not been lived yet."
        return _ruling(NOT_PROVEN, NOT_PROVEN, why, None)
    answer = falls_by(RESPONSE, followed.baseline, cycle.last)
    found = goal(limit, int(claim(MONTHS).number), followed.windows_treated)
    verdict = word(found, answer.verdict)
    why = f"{answer.why} Below {limit} days, three months in a row: {found.reached.value} ({found.months})."
    if verdict == NON_RESPONSE and (late := _late(followed, number)) is not None:
        why += f" A late response: {late} shows it at last."
    return _ruling(verdict, word(found, answer.by_bounds), why, number)


def _late(followed: Followed, number: int) -> str | None:
    later = [cycle for cycle in followed.cycles if cycle.number > number]
    responses = (c for c in later if falls_by(RESPONSE, followed.baseline, c.first).verdict is Tri.YES)
    return next((f"session {cycle.number}" for cycle in responses), None)


def _ruling(verdict: str, by_bounds: str, why: str, session: int | None) -> Ruling:
    return Ruling(
        rule="nice_ta260",
        verdict=verdict,
        by_bounds=by_bounds,
        why=why,
        session=session,
        claims=(RESPONSE, EPISODIC, MONTHS, SESSION),
    )
