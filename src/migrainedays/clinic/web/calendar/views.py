"""The week of the clinic."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from migrainedays.clinic.records import queries
from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.slots import holds
from migrainedays.clinic.web.calendar.layout import lay_out
from migrainedays.clinic.web.shell.views import today_of

WEEK = dt.timedelta(days=7)


def week(request: HttpRequest) -> HttpResponse:
    """Who comes in the week of a day, as a table and, on a phone, as a list."""
    acting(request.user, "read", "visits")
    today = today_of(request)
    on = read_day(request.GET.get("on")) or today
    found = queries.calendar.week(request.user, on)
    fallen = [coming for day in found.days for coming in day.coming if not holds(coming.visit.value)]
    context = {
        "week": found,
        "sheet": lay_out(found.days),
        "fallen": fallen,
        "today": today,
        "before": found.monday - WEEK,
        "after": found.monday + WEEK,
        "is_now": found.monday <= today < found.monday + WEEK,
        "waiting": [one for one in queries.recall.to_call(request.user, on=today) if one.line.kind in ARRANGED],
        "may_set": queries.practice.may(request.user, "correct", "rooms"),
        "may_subscribe": queries.practice.may(request.user, "add", "feeds"),
    }
    return render(request, "calendar/week.html", context)


ARRANGED = ("overdue", "due", "review")


def read_day(text: str | None) -> dt.date | None:
    """A day from an address or a form; None for whatever is none."""
    try:
        return dt.date.fromisoformat(text or "")
    except ValueError:
        return None
