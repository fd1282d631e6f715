"""IHS 2025, treat to target: how many days with migraine or with moderate or severe headache remain.

The worst of the latest three windows decides, by its bounds: a level counts when it is held in every month.
"""

from collections.abc import Sequence

from migrainedays.classification import Count, Window
from migrainedays.course.compare import bounds
from migrainedays.course.follow import Followed
from migrainedays.course.rules.ruling import Ruling
from migrainedays.diary import Tri
from migrainedays.literature import claim

MONTHS, OPTIMAL, MODEST, ACUTE = "ihs_2025.months", "ihs_2025.optimal", "ihs_2025.modest", "ihs_2025.acute_response"
FREEDOM = "ihs_2025.freedom"
BELOW_4 = "below 4"


def ihs_2025(followed: Followed) -> Ruling:
    """Judged on the latest three consecutive windows, with or without sessions."""
    latest = followed.windows[-int(claim(MONTHS).number) :]
    counts = [followed.target_days(window) for window in latest]
    level = level_of(counts)
    acute, told = acute_response(followed, latest)
    verdict = level if level != BELOW_4 else _WITH_ACUTE[acute]
    shown = ", ".join(bounds(count) for count in counts) or "none"
    return Ruling(
        rule="ihs_2025",
        verdict=verdict,
        by_bounds=verdict,
        why=f"Days with migraine or with moderate or severe headache in the latest windows: {shown}. {told}",
        session=None,
        claims=(MONTHS, FREEDOM, OPTIMAL, MODEST, ACUTE),
    )


_WITH_ACUTE = {Tri.YES: "optimal", Tri.NO: "below_4_acute_unmet", Tri.INDETERMINATE: "indeterminate"}


def level_of(counts: Sequence[Count]) -> str:
    """The level of the worst month; indeterminate where its bounds lie on two levels, or a month is lacking."""
    if len(counts) < claim(MONTHS).number:
        return "indeterminate"
    low, high = max(count.low for count in counts), max(count.high for count in counts)
    return _level(low) if _level(low) == _level(high) else "indeterminate"


def _level(days: int) -> str:
    if days <= claim(FREEDOM).number:
        return "freedom"
    if days < claim(OPTIMAL).number:
        return BELOW_4
    return "modest" if days <= claim(MODEST).number else "insufficient"


def acute_response(followed: Followed, windows: Sequence[Window]) -> tuple[Tri, str]:
    """Whether more than half of the acute intakes that have an answer were pain free at 2 hours (a project rule)."""
    asked = [
        intake.pain_free_2h
        for window in windows
        for date in window.span
        for intake in followed.course.diary.intakes_on.get(date, ())
        if intake.is_acute and intake.pain_free_2h is not None
    ]
    if not asked:
        return Tri.INDETERMINATE, "No acute intake has an answer to: free of pain at 2 hours?"
    share = claim(ACUTE).number
    answer = Tri.of(sum(asked) > share * len(asked))
    return answer, f"{sum(asked)} of {len(asked)} acute intakes were pain free at 2 hours; more than half by our rule."
