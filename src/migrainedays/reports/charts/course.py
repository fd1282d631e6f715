"""The picture of an evaluated course."""

from migrainedays.classification import Window as Counted
from migrainedays.course import Evaluation
from migrainedays.reports.charts.picture import Picture
from migrainedays.reports.charts.plot import Mark, Window, draw_course
from migrainedays.reports.charts.words import ENGLISH, Words
from migrainedays.windows import Span


def course_picture(found: Evaluation, words: Words = ENGLISH, *, narrow: bool = False) -> Picture | None:
    """Windows with their bounds, sessions as lines, missing days as a strip; None where no window is whole."""
    followed = found.followed
    drugs = followed.course.diary.intakes_kept
    windows = tuple(drawn(window, drugs=drugs) for window in followed.windows)
    if not windows:
        return None
    first, last = min(followed.verdicts), max(followed.verdicts)
    missing = tuple(day for day in Span(first, last) if day not in followed.verdicts)
    return draw_course(windows, marks(found), missing, words, narrow=narrow)


def marks(found: Evaluation) -> tuple[Mark, ...]:
    """The sessions with their numbers."""
    return tuple(Mark(cycle.on, str(cycle.number)) for cycle in found.followed.cycles)


def drawn(window: Counted, *, drugs: bool) -> Window:
    """A counted window as it is drawn; without kept intakes its drugs are not known."""
    headache = window.headache_days
    return Window(
        first=window.span.first,
        last=window.span.last,
        observed=headache.observed,
        low=headache.low,
        high=headache.high,
        rate=headache.rate28,
        missing=window.missing,
        moderate_severe=window.moderate_severe_days.rate28,
        acute=window.any_acute_days.rate28 if drugs else None,
    )
