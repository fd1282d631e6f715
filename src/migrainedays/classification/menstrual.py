"""Attacks around menstruation, ICHD-3 appendix A1.1.1 to A1.1.3.

The first bleeding day is day 1, the day before it day -1, and there is no day 0: the window is days -2, -1, 1, 2, 3.
"""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from migrainedays.classification.limits import limit
from migrainedays.classification.segmentation import attacks_of
from migrainedays.diary import Diary, Tri
from migrainedays.windows import DAY, Span

if TYPE_CHECKING:
    from migrainedays.classification.months import Verdicts

_BEFORE, _AFTER = limit("ichd3.perimenstrual_days_before"), limit("ichd3.perimenstrual_days_after")
_CYCLES, _OF_CYCLES = limit("ichd3.menstrual_cycles"), limit("ichd3.menstrual_cycles_seen")
_GAP = limit("menstruation.new_cycle_gap")


def perimenstrual_window(first_bleeding_day: dt.date) -> Span:
    """The five days around the first bleeding day.

    >>> print(perimenstrual_window(dt.date(2025, 5, 10)))
    2025-05-08/2025-05-12
    """
    return Span(first_bleeding_day - _BEFORE * DAY, first_bleeding_day + _AFTER * DAY)


def first_bleeding_days(diary: Diary) -> list[dt.date]:
    """The days on which a bleeding began; a withdrawal bleed counts as menstruation."""
    bleeding = sorted({e.date for e in diary.exposures if e.factor == "menstruation" and e.level != 0})
    return [day for n, day in enumerate(bleeding) if n == 0 or (day - bleeding[n - 1]).days > _GAP]


class Menstrual(NamedTuple):
    """Whether attacks begin in the window of two cycles in three, and whether they begin at other times too."""

    cycles: int
    in_window: Tri
    at_other_times: Tri

    @property
    def pattern(self) -> str:
        """`pure`, `related`, `none` or `undecided`."""
        if self.in_window is Tri.NO:
            return "none"
        if self.in_window is Tri.YES and self.at_other_times is not Tri.INDETERMINATE:
            return "related" if self.at_other_times is Tri.YES else "pure"
        return "undecided"


def menstrual_pattern(diary: Diary, verdicts: "Verdicts") -> Menstrual:
    """Where the attacks of a diary begin among its menstrual cycles; three cycles are needed."""
    windows = [perimenstrual_window(day) for day in first_bleeding_days(diary)]
    starts = {span.first for span in attacks_of(verdicts).spans}
    begun = [_begins_in(window, starts, verdicts) for window in windows]
    elsewhere = any(not any(start in window for window in windows) for start in starts)
    complete = not verdicts or len(verdicts) == len(Span(min(verdicts), max(verdicts)))
    others = Tri.YES if elsewhere else Tri.NO if complete else Tri.INDETERMINATE
    return Menstrual(len(windows), _two_of_three(begun), others)


def _begins_in(window: Span, starts: set[dt.date], verdicts: "Verdicts") -> Tri:
    if any(start in window for start in starts):
        return Tri.YES
    known = all(date in verdicts and verdicts[date].migraine_day is not Tri.INDETERMINATE for date in window)
    return Tri.NO if known else Tri.INDETERMINATE


def _two_of_three(begun: Sequence[Tri]) -> Tri:
    if len(begun) < _OF_CYCLES:
        return Tri.INDETERMINATE
    needed = -(-len(begun) * _CYCLES // _OF_CYCLES)
    return Tri.at_least(needed, begun)
