"""The pictures of a course, in the reader's language."""

import dataclasses
import datetime as dt

from django.utils.dates import MONTHS_3
from django.utils.translation import gettext as _

from migrainedays.course import Course
from migrainedays.course.evaluate import Evaluation
from migrainedays.reports.charts import Picture, Words, course_picture, draw_calendar, heat_days, marks
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
    diary = Span(min(dates), max(dates))
    wide, narrow = (course_picture(found, words(), narrow=narrow) for narrow in (False, True))
    shown = diary if whole else lately(diary)
    days = heat_days(course.diary, shown, [(mark.on, mark.text) for mark in marks(found)])
    return Pictures(wide, narrow, draw_calendar(days, words=words()), shown != diary or (whole and len(diary) > LATELY))


def lately(diary: Span) -> Span:
    """The last year of a diary, from the first of a month."""
    start = (diary.last - dt.timedelta(days=LATELY)).replace(day=1)
    return Span(max(diary.first, start), diary.last)


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
        windows=_("{course}. Windows: {count}; sessions: {sessions}."),
    )
