"""The page that shows every component, and the frame's small helpers."""

import datetime as dt
from fractions import Fraction

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.middleware import HtmxDetails

from migrainedays.clinic.records import queries
from migrainedays.clinic.web.shell.fields import Form, field_of
from migrainedays.diary import DiaryDay
from migrainedays.reports.charts import Mark, Window, draw_calendar, draw_course
from migrainedays.reports.charts.calendar import HeatDay
from migrainedays.windows import Span, consecutive

COLOURS = (
    "paper", "sheet", "raised", "accent", "accent-soft", "stop", "stop-soft", "look", "look-soft", "good", "good-soft",
    "chart-free", "chart-mild", "chart-moderate", "chart-severe", "chart-missing", "chart-drug", "chart-session",
)  # fmt: skip


def today_of(request: HttpRequest) -> dt.date:
    """The day it is now where the user's clinic stands."""
    return queries.practice.now(request.user).date()


def is_part(request: HttpRequest) -> bool:
    """Whether the page's script asks for a part of it only."""
    return bool(HtmxDetails(request))


class ExampleForm(Form):
    """A field that is well and one that is not."""

    minutes = field_of(DiaryDay, "minutes", "Minutes of headache", "0 to 1440, on this calendar day")
    headache = field_of(DiaryDay, "headache", "Headache")


@login_not_required
def design(request: HttpRequest) -> HttpResponse:
    """Every colour, size and component on one page."""
    form = ExampleForm({"minutes": "1500", "headache": "true"})
    form.is_valid()
    days, windows, sessions = _example()
    context = {
        "colours": COLOURS,
        "form": form,
        "calendar": draw_calendar(days),
        "course": draw_course(windows, sessions, tuple(day.on for day in days if day.state == "missing")),
        "narrow": draw_course(windows, sessions, (), narrow=True),
    }
    return render(request, "shell/design.html", context)


def _example() -> tuple[tuple[HeatDay, ...], tuple[Window, ...], tuple[Mark, ...]]:
    """A made-up course that shows each mark once."""
    first = dt.date(2026, 1, 5)
    session = first + dt.timedelta(days=56)
    cycle = ("severe", "moderate", "free", "mild", "moderate", "unknown", "missing")
    calm = ("free", "free", "mild", "free", "free", "moderate", "free")
    days = tuple(
        HeatDay(on, (cycle if on < session else calm)[n % 7], n % 5 == 0, "1" if on == session else "")
        for n, on in enumerate(Span.window(first, 140))
    )
    seen, missing = (20, 21, 12, 8, 7), (4, 4, 0, 0, 1)
    windows = tuple(
        Window(
            span.first,
            span.last,
            own,
            own,
            own + gap,
            Fraction(own * 28, 28 - gap),
            gap,
        )
        for span, own, gap in zip(consecutive(first, days[-1].on), seen, missing, strict=True)
    )
    return days, windows, (Mark(session, "1"),)
