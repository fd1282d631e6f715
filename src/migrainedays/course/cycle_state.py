"""The state of the cycle: chronic, easing, broken, holding, returned; dated, reversible, by a named definition.

Walked window by window, by the bounds of each. A month below the threshold eases the cycle and never breaks it; a
month above, alone, never ends a broken one; a month that the diary does not decide interrupts a run and changes
nothing else.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from migrainedays.classification import Count, Window
from migrainedays.course.compare import below, bounds
from migrainedays.course.definition import Definition
from migrainedays.course.follow import Followed
from migrainedays.diary import Tri
from migrainedays.treatment.session import DEFAULT_INDICATION

CHRONIC, EASING, BROKEN, HOLDING, RETURNED = "chronic", "easing", "broken", "holding", "returned"
NOT_EVALUABLE = "not_evaluable"
OFF = (BROKEN, HOLDING)  # states in which the cycle is broken


class Step(NamedTuple):
    """A state and the day from which it could be told: the last day of the window that showed it."""

    state: str
    since: dt.date


@dataclasses.dataclass(frozen=True, slots=True)
class CycleState:
    """Where the cycle stands now, how it came there, and what would change it next."""

    state: str
    since: dt.date | None
    definition: Definition
    history: tuple[Step, ...]
    why: str
    next: str
    probability: float | None = None  # filled by a model, never here


class _Runs(NamedTuple):
    """How many windows in a row, up to now, lay below the threshold, at or above the return, or undecided."""

    below: int = 0
    above: int = 0
    undecided: int = 0

    def then(self, low: Tri, returned: Tri) -> "_Runs":
        return _Runs(
            self.below + 1 if low is Tri.YES else 0,
            self.above + 1 if returned is Tri.YES else 0,
            self.undecided + 1 if low is Tri.INDETERMINATE else 0,
        )


def cycle_state(followed: Followed, by: Definition) -> CycleState:
    """The state by one definition, over the consecutive windows of a course."""
    counts = [_count(followed, window, by) for window in followed.windows]
    steps, runs = _walk(by, followed.windows, counts, start=_start(followed))
    last = steps[-1] if steps else None
    open_now = runs.undecided >= by.months
    if last is None or open_now:
        why = _undecided(by, runs) if counts else "There is no window of 28 days yet."
        return CycleState(NOT_EVALUABLE, None, by, tuple(steps), why, _first_needed(by))
    return CycleState(last.state, last.since, by, tuple(steps), _why(by, counts), _next(last.state, runs, by))


def _count(followed: Followed, window: Window, by: Definition) -> Count:
    return window.headache_days if by.counts == "headache_days" else followed.target_days(window)


def _start(followed: Followed) -> str | None:
    """Whoever is treated for chronic migraine was in the cycle before the diary began."""
    treated = any((s.indication or DEFAULT_INDICATION).lower() == DEFAULT_INDICATION for s in followed.course.sessions)
    return CHRONIC if treated else None


def _walk(
    by: Definition, windows: Sequence[Window], counts: Sequence[Count], start: str | None
) -> tuple[list[Step], _Runs]:
    steps: list[Step] = []
    state, runs = start, _Runs()
    for window, count in zip(windows, counts, strict=True):
        low = below(by.below, count)
        runs = runs.then(low, count.reaches(by.returns_at))
        state = _step(by, state, runs, above=low is Tri.NO)
        decided = low is not Tri.INDETERMINATE or steps
        if state is not None and decided and (not steps or steps[-1].state != state):
            steps.append(Step(state, window.span.last))
    return steps, runs


def _step(by: Definition, state: str | None, runs: _Runs, *, above: bool) -> str | None:
    """The state after one more window."""
    if state in OFF:
        held = runs.below >= by.months + by.holds_months
        return RETURNED if runs.above >= by.returns_months else HOLDING if held else state
    if above:
        return RETURNED if state == RETURNED else CHRONIC
    if state is None or not runs.below:
        return state
    return BROKEN if runs.below >= by.months else EASING


def _next(state: str, runs: _Runs, by: Definition) -> str:
    """What would change the verdict next, in a sentence."""
    if state in OFF:
        lacking = by.returns_months - runs.above
        back = f"{_months(lacking)} of {by.returns_at} days or more would be called returned"
        if state == HOLDING:
            return f"{back.capitalize()}."
        held = f"{_months(by.months + by.holds_months - runs.below)} below {by.below} would be called holding"
        return f"{held.capitalize()}; {back}."
    broken = f"{_months(by.months - runs.below)} below {by.below} days would break the cycle".capitalize()
    return f"{broken}; one at or above it ends the easing." if state == EASING else f"{broken}."


def _months(count: int) -> str:
    return "one more window" if count == 1 else f"{count} windows in a row"


def _why(by: Definition, counts: Sequence[Count]) -> str:
    latest = counts[-(by.months + by.holds_months) :]
    told = ", ".join(bounds(count) for count in latest)
    return f"Days in the latest windows: {told}. {by.title}: below {by.below} in {by.months} windows in a row."


def _undecided(by: Definition, runs: _Runs) -> str:
    if runs.undecided:
        return "The latest windows are not decided by what was entered."
    return (
        f"No window shows {by.below} days or more, and no session for chronic migraine, so there is no cycle to break."
    )


def _first_needed(by: Definition) -> str:
    return f"A window whose entered days decide whether it lies below {by.below}."


def changes(state: CycleState) -> Iterator[tuple[dt.date, str]]:
    """The dates on which the state changed, first to last."""
    return ((step.since, step.state) for step in state.history)
