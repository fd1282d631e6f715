"""The pictures of a course, in the reader's language."""

import dataclasses
import datetime as dt
from typing import Any

from django.utils.dates import MONTHS_3
from django.utils.translation import gettext as _

from migrainedays.classification import Window as Counted
from migrainedays.course import Course
from migrainedays.course.evaluate import Evaluation
from migrainedays.reports.charts import Mark, Picture, Window, Words, draw_calendar, draw_course, heat_days
from migrainedays.windows import Span

LATELY = 365  # days of the calendar that a page shows unless asked for all


@dataclasses.dataclass(frozen=True, slots=True)
class Pictures:
    """The course wide and narrow, and the calendar; None where there is nothing to draw."""

    wide: Picture | None
    narrow: Picture | None
    calendar: Picture | None
    shortened: bool


def pictures(course: Course, found: Evaluation, *, whole: bool) -> Pictures:
    """Draw what a page shows of a course."""
    dates = found.followed.verdicts
    if not dates:
        return Pictures(None, None, None, False)
    marks = tuple(Mark(cycle.on, str(cycle.number)) for cycle in found.followed.cycles)
    diary = Span(min(dates), max(dates))
    drawn: dict[str, Any] = {"words": words()}
    windows = tuple(_window(window, drugs=course.diary.intakes_kept) for window in found.followed.windows)
    missing = tuple(day for day in diary if day not in dates)
    wide, narrow = (
        draw_course(windows, marks, missing, narrow=narrow, **drawn) if windows else None for narrow in (False, True)
    )
    shown = diary if whole else lately(diary)
    days = heat_days(course.diary, shown, [(mark.on, mark.text) for mark in marks])
    return Pictures(wide, narrow, draw_calendar(days, **drawn), shown != diary or (whole and len(diary) > LATELY))


def lately(diary: Span) -> Span:
    """The last year of a diary, from the first of a month."""
    start = (diary.last - dt.timedelta(days=LATELY)).replace(day=1)
    return Span(max(diary.first, start), diary.last)


def _window(window: Counted, *, drugs: bool) -> Window:
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


def words() -> Words:
    """The words of the pictures, translated."""
    return Words(
        months=tuple(str(MONTHS_3[month]).capitalize() for month in range(1, 13)),
        month=_("Month"),
        headache=_("Headache"),
        headache_days=_("Headache days"),
        moderate_severe=_("Moderate or severe"),
        acute_drug_days=_("Days with acute drugs"),
        free=_("No headache"),
        mild=_("Mild"),
        moderate=_("Moderate"),
        severe=_("Severe"),
        missing=_("Not entered"),
        drug=_("Acute drug"),
        session=_("Session"),
        entered=_("Entered"),
        from_=_("From"),
        to=_("To"),
        per_28=_("Per 28 days"),
        bounds=_("Possible, with what is missing"),
        not_evaluable=_("too little entered"),
        axis=_("days in 28"),
        calendar=_("Diary by day"),
        course=_("Headache days in windows of 28 days"),
        between=_(
            "{calendar} from {first} to {last}: headache on {headache} of {entered} days entered, "
            "{missing} not entered."
        ),
        windows=_("{course}: {count} windows, {sessions} sessions."),
    )
