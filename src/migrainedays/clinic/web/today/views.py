"""The first page of the day."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from migrainedays.clinic.records import queries
from migrainedays.clinic.web.shell.views import today_of


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Where each person starts: an empty database at its opening, staff at today, an administrator at the staff."""
    if not request.user.is_authenticated:
        return redirect("welcome" if queries.practice.is_empty() else "account_login")
    return redirect("today" if queries.practice.may(request.user, "read", "patients") else "staff")


def today(request: HttpRequest) -> HttpResponse:
    """Who comes, whose diary is quiet, whose result is due."""
    found = queries.today(request.user, on=today_of(request))
    return render(request, "today/today.html", {"today": found})
