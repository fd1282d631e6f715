"""AHS 2021: go on where any one of these improved: headache days, days of moderate or severe pain, MIDAS, HIT-6."""

from collections.abc import Iterable
from typing import NamedTuple

from migrainedays.classification import Count, Window
from migrainedays.classification.months import EVALUABLE
from migrainedays.course.compare import fall_of, falls_by, number, percent, share_by_bounds
from migrainedays.course.follow import Cycle, Followed
from migrainedays.course.rules.ruling import NOT_LIVED, Ruling
from migrainedays.diary import Tri
from migrainedays.literature import claim
from migrainedays.scales import instrument
from migrainedays.scales.change import Change
from migrainedays.scales.hit6 import HIT6
from migrainedays.scales.midas import RULES as MIDAS_RULES
from migrainedays.scales.totals import dated_totals

DAYS = "ahs_2021.days"
CLAIMS = (DAYS, "hit6.ahs_2021", "midas.ahs_2021_points", "midas.ahs_2021_share")
SCALES = {"midas": MIDAS_RULES["ahs_2021"], "hit6": HIT6.rules["ahs_2021"]}


class Part(NamedTuple):
    """One of the ways in which the rule can be met; a way that was not asked for is no part."""

    answer: Tri
    by_bounds: Tri
    why: str


def ahs_2021(followed: Followed) -> Ruling:
    """Judged at the latest evaluable first window, against the baseline."""
    cycle = followed.latest_evaluable
    parts = [*_of_days(followed, cycle), *_of_scales(followed)]
    return Ruling(
        rule="ahs_2021",
        verdict=_word([part.answer for part in parts]),
        by_bounds=_word([part.by_bounds for part in parts]),
        why=" ".join(part.why for part in parts) or NOT_LIVED,
        session=cycle.number if cycle else None,
        claims=CLAIMS,
    )


def _word(answers: list[Tri]) -> str:
    found = Tri.any(answers) if answers else Tri.INDETERMINATE
    return {Tri.YES: "continue", Tri.NO: "not_shown", Tri.INDETERMINATE: "indeterminate"}[found]


def _of_days(followed: Followed, cycle: Cycle | None) -> Iterable[Part]:
    if cycle is None or followed.baseline is None:
        why = NOT_LIVED if cycle is None else "There is no baseline."
        yield Part(Tri.INDETERMINATE, Tri.INDETERMINATE, why)
        return
    found = falls_by(DAYS, followed.baseline, cycle.first)
    yield Part(found.verdict, found.by_bounds, f"Headache days: {found.why}")
    severe = _severe(followed.baseline, cycle.first)
    if severe is not None:
        yield severe


def _severe(before: Window, after: Window) -> Part | None:
    """Days of moderate or severe pain, where pain was noted on enough days of both windows."""
    counts = before.moderate_severe_days, after.moderate_severe_days
    fell = fall_of(*counts)
    if fell is None or min(decided(before, counts[0]), decided(after, counts[1])) < EVALUABLE:
        return None
    share = claim(DAYS).number
    rates = " to ".join(number(count.rate28) for count in counts if count.rate28 is not None)
    why = f"Moderate or severe days: from {rates} in 28, a change of {percent(-fell)}; a fall of half is asked for."
    return Part(Tri.of(fell >= share), share_by_bounds(share, *counts), why)  # type: ignore[arg-type]


def decided(window: Window, count: Count) -> int:
    """On how many days of a window it is known whether they count."""
    return len(window.span) - (count.high - count.low)


def _of_scales(followed: Followed) -> Iterable[Part]:
    """The last score by the day of session 1 against the latest one since."""
    if not followed.cycles:
        return
    for name, rule in SCALES.items():
        totals = dated_totals(followed.course.scores, name)
        before = [(on, total) for on, total in totals.items() if on <= followed.cycles[0].on]
        after = [(on, total) for on, total in totals.items() if on > followed.cycles[0].on]
        if before and after:
            change: Change = rule(before[-1][1], after[-1][1])
            if change.verdict is not None:
                answer = Tri(change.verdict)
                title = instrument(name).versions[0]
                yield Part(answer, answer, f"{title}, {before[-1][0]} and {after[-1][0]}: {change.why}")
