"""Responders of 30, 50, 75 and 100 %, sustained responders, and fewer than four headache days."""

from collections.abc import Iterable, Sequence

from migrainedays.course.compare import Answer, below, bounds, falls_by
from migrainedays.course.follow import Cycle, Followed
from migrainedays.course.rules.ruling import NOT_LIVED, Ruling
from migrainedays.diary import Tri
from migrainedays.literature import claim

SHARES = ("responder_30", "responder_50", "responder_75", "responder_100")
HALF = "response.responder_50"
BY_CYCLE = int(claim("response.sustained_by").number)


def responders(followed: Followed) -> Iterable[Ruling]:
    """Each share of fall from the baseline, at the latest evaluable first window."""
    for name in SHARES:
        yield _responder(followed, name, f"response.{name}")


def _responder(followed: Followed, name: str, key: str) -> Ruling:
    cycle = followed.latest_evaluable
    shown = cycle or (followed.cycles[-1] if followed.cycles else None)
    answer = falls_by(key, followed.baseline, shown.first if shown else None)
    return Ruling(
        rule=name,
        verdict=answer.verdict.value if cycle else Tri.INDETERMINATE.value,
        by_bounds=answer.by_bounds.value,
        why=answer.why if cycle else NOT_LIVED,
        session=cycle.number if cycle else None,
        claims=(key,),
    )


def excellent(followed: Followed) -> Ruling:
    """Fewer than four headache days in the latest evaluable first window, by the bounds."""
    key = "response.excellent_below_4"
    limit = int(claim(key).number)
    cycle = followed.latest_evaluable
    shown = cycle or (followed.cycles[-1] if followed.cycles else None)
    if shown is None:
        answer, why = Tri.INDETERMINATE, NOT_LIVED
    else:
        count = shown.first.headache_days
        answer = below(limit, count)
        why = f"{bounds(count)} headache days in 28, missing days counted both ways; fewer than {limit} are asked for."
    return Ruling(
        rule="excellent_below_4",
        verdict=answer.value if cycle else Tri.INDETERMINATE.value,
        by_bounds=answer.value,
        why=why if cycle else NOT_LIVED,
        session=cycle.number if cycle else None,
        claims=(key,),
    )


def sustained(followed: Followed) -> Ruling:
    """Half fewer headache days, reached by the third cycle and kept in every one since (Ornello 2020)."""
    cycles = [cycle for cycle in followed.cycles if cycle.is_due]
    answers = [falls_by(HALF, followed.baseline, cycle.first) for cycle in cycles]
    return Ruling(
        rule="sustained",
        verdict=kept([answer.verdict for answer in answers]).value,
        by_bounds=kept([answer.by_bounds for answer in answers]).value,
        why=_kept_why(cycles, answers),
        session=cycles[-1].number if cycles else None,
        claims=(HALF, "response.sustained_by"),
    )


def kept(answers: Sequence[Tri]) -> Tri:
    """Whether a response was there by the third cycle and in every cycle from then on.

    >>> kept([Tri.NO, Tri.NO, Tri.YES, Tri.YES]).value
    'yes'
    >>> kept([Tri.NO, Tri.NO, Tri.YES, Tri.NO, Tri.YES]).value
    'no'
    """
    if len(answers) < BY_CYCLE:
        return Tri.INDETERMINATE
    return Tri.all(answers[BY_CYCLE - 1 :])


def _kept_why(cycles: Sequence[Cycle], answers: Sequence[Answer]) -> str:
    if len(cycles) < BY_CYCLE:
        return f"It is judged from cycle {BY_CYCLE} on; {len(cycles)} so far."
    told = ", ".join(f"{cycle.number}: {answer.verdict.value}" for cycle, answer in zip(cycles, answers, strict=True))
    return f"A fall of half by session: {told}. Reached by the third and kept is asked for."
