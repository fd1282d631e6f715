"""What the stopping rules of NICE and EHF share: a response to be shown, and a goal over three months."""

from collections.abc import Sequence
from typing import NamedTuple

from migrainedays.classification import Window
from migrainedays.course.compare import below, bounds
from migrainedays.diary import Tri

CONTINUE, NON_RESPONSE, GOAL, NOT_PROVEN = "continue", "non_response", "goal_reached_review", "not_proven"


class Goal(NamedTuple):
    """Whether the latest months on treatment all lie below a number of headache days, by the bounds.

    `only_missing` says that nothing but months without enough entries keeps it from being shown.
    """

    reached: Tri
    only_missing: bool
    months: str


def goal(limit: int, months: int, windows: Sequence[Window]) -> Goal:
    """The goal over the latest windows; months that have not been lived are not there."""
    latest = windows[-months:]
    if len(latest) < months:
        return Goal(Tri.NO, False, f"{len(latest)} of {months} months on treatment have been lived")
    counts = [window.headache_days for window in latest]
    answers = [below(limit, count) for count in counts]
    undecided = [window.quality for window, answer in zip(latest, answers, strict=True) if answer is not Tri.YES]
    only_missing = len(undecided) < months and set(undecided) == {"not_evaluable"}
    told = ", ".join(bounds(count) for count in counts)
    return Goal(Tri.all(answers), only_missing, f"the latest {months} months have {told} headache days")


def word(found: Goal, response: Tri) -> str:
    """The verdict of a goal and a response.

    A patient who is well is asked to be reviewed, never called a failure; where only a month without entries stands
    between months below the goal, neither going on nor stopping is proven.
    """
    if found.reached is Tri.YES:
        return GOAL
    if found.only_missing:
        return NOT_PROVEN
    return {Tri.YES: CONTINUE, Tri.NO: NON_RESPONSE, Tri.INDETERMINATE: NOT_PROVEN}[response]
