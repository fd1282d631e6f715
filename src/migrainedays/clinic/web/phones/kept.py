"""How every diary is kept, at a glance: who has gone quiet, and how much was told on the day itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from migrainedays.clinic.records import queries
from migrainedays.clinic.web.shell.views import today_of
from migrainedays.windows import WINDOW_DAYS


def page(request: HttpRequest) -> HttpResponse:
    """One line a diary, those silent longest first."""
    diaries = queries.phones.kept_diaries(request.user, today_of(request))
    quiet_after = queries.practice.practice(request.user).value.quiet_after_days
    context = {
        "diaries": diaries,
        "quiet_after": quiet_after,
        "quiet": sum(diary.quiet_days > quiet_after for diary in diaries),
        "window": WINDOW_DAYS,
    }
    return render(request, "phones/kept.html", context)
