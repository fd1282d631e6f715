"""What the stopping rules of NICE and EHF share: a response to be shown, and a goal over three months."""

from collections.abc import Sequence

from migrainedays.classification import Window
from migrainedays.course.compare import below
from migrainedays.diary import Tri

CONTINUE, NON_RESPONSE, GOAL, NOT_PROVEN = "continue", "non_response", "goal_reached_review", "not_proven"


def goal(limit: int, months: int, windows: Sequence[Window]) -> tuple[Tri, str]:
    """Whether the latest windows on treatment, all of them, lie below a number of headache days, by the bounds."""
    latest = windows[-months:]
    if len(latest) < months:
        return Tri.INDETERMINATE, f"{len(latest)} of {months} months on treatment have been lived"
    counts = [window.headache_days for window in latest]
    told = ", ".join(str(c.low) if c.low == c.high else f"{c.low} to {c.high}" for c in counts)
    return Tri.all(below(limit, count) for count in counts), f"the latest {months} months have {told} headache days"


def word(reached: Tri, response: Tri) -> str:
    """The verdict of a goal and a response; a patient who is well is asked to be reviewed, never called a failure."""
    if reached is Tri.YES:
        return GOAL
    return {Tri.YES: CONTINUE, Tri.NO: NON_RESPONSE, Tri.INDETERMINATE: NOT_PROVEN}[response]
