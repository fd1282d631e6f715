"""EHF 2018: a fall of 30 % within two to three cycles, and a stop once three months in a row lie below 10 days."""

from migrainedays.course.compare import Answer, falls_by
from migrainedays.course.follow import Cycle, Followed
from migrainedays.course.rules.ruling import Ruling
from migrainedays.course.rules.stopping import CONTINUE, GOAL, NOT_PROVEN, Goal, goal, word
from migrainedays.diary import Tri
from migrainedays.literature import claim

RESPONSE, LOW, MONTHS = "ehf_2018.response", "ehf_2018.low_frequency", "ehf_2018.low_frequency_months"
EARLIEST, LATEST = "ehf_2018.cycles_low", "ehf_2018.cycles_high"


def ehf_2018(followed: Followed) -> Ruling:
    """Judged on the first 28 days after sessions 2 and 3; no fall at 2 alone still lets cycle 3 be tried."""
    second, third = (_judged(followed, int(claim(key).number)) for key in (EARLIEST, LATEST))
    limit = int(claim(LOW).number)
    if second is None:
        return _ruling(NOT_PROVEN, NOT_PROVEN, "It is judged after sessions 2 and 3; session 2 is not yet there.", None)
    cycle, _ = third or second
    found = goal(limit, int(claim(MONTHS).number), followed.windows_treated)
    answers = [pair[1] for pair in (second, third) if pair is not None]
    verdict = _word(found, [answer.verdict for answer in answers])
    bounds = _word(found, [answer.by_bounds for answer in answers])
    told = " ".join(
        f"Session {judged.number}: {answer.why}" for judged, answer in (pair for pair in (second, third) if pair)
    )
    why = f"{told} Below {limit} days, three months in a row: {found.reached.value} ({found.months})."
    if third is None and verdict == CONTINUE and answers[0].verdict is Tri.NO:
        why += " No response after two cycles; the guideline says two to three, so a third may be tried."
    if verdict == GOAL:
        why += " Look again 4 to 5 months after stopping."
    return _ruling(verdict, bounds, why, cycle.number)


def _judged(followed: Followed, number: int) -> tuple[Cycle, Answer] | None:
    """The cycle of a session whose first window has been lived, with its answer."""
    cycle = followed.cycle(number)
    if cycle is None or not cycle.is_due:
        return None
    return cycle, falls_by(RESPONSE, followed.baseline, cycle.first)


def _word(found: Goal, answers: list[Tri]) -> str:
    """No response at session 2 while session 3 is not there yet is a reason to go on, by `2 to 3 cycles`."""
    if answers == [Tri.NO] and found.reached is not Tri.YES and not found.only_missing:
        return CONTINUE
    return word(found, Tri.any(answers))


def _ruling(verdict: str, by_bounds: str, why: str, session: int | None) -> Ruling:
    return Ruling(
        rule="ehf_2018",
        verdict=verdict,
        by_bounds=by_bounds,
        why=why,
        session=session,
        claims=(RESPONSE, LOW, MONTHS, EARLIEST, LATEST),
    )
