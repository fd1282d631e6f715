"""The first page of the day."""

import datetime as dt
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from migrainedays.clinic.records import queries
from migrainedays.clinic.records.queries.recall import Outlook
from migrainedays.clinic.web.shell.views import today_of


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Where each person starts: an empty database at its opening, staff at today, an administrator at the staff."""
    if not request.user.is_authenticated:
        return redirect("welcome" if queries.practice.is_empty() else "account_login")
    return redirect("today" if queries.practice.may(request.user, "read", "patients") else "staff")


def today(request: HttpRequest) -> HttpResponse:
    """Who comes and what is next for each, whom to call, whose diary is quiet, whose result is due."""
    on = today_of(request)
    found = queries.today(request.user, on=on)
    context: dict[str, Any] = {"today": found, "coming": [(coming, "") for coming in found.coming]}
    if queries.practice.may(request.user, "read", "visits"):
        clinical = queries.practice.may(request.user, "read", "series")
        outlooks = {one.id: queries.recall.outlook(request.user, one.id, on=on) for one in found.coming}
        context["coming"] = [(one, next_for(outlooks[one.id], on) if clinical else "") for one in found.coming]
        context["to_call"] = [one for one in queries.recall.to_call(request.user, on=on) if one.line.kind != "quiet"]
    if queries.practice.may(request.user, "read", "enquiries"):
        waiting = [stored.value for stored in queries.enquiries.to_answer(request.user, on)]
        context["enquiries"] = {"waiting": len(waiting), "urgent": sum(bool(asked.red_flags) for asked in waiting)}
    return render(request, "today/today.html", context)


def next_for(outlook: Outlook, on: dt.date) -> str:
    """The next thing to settle with somebody who comes: the review, the missing plan, or the coming session."""
    if outlook.review is not None and outlook.review.is_due(on):
        return _("Review of the series is due: %(given)s of %(planned)s sessions given.") % {
            "given": outlook.review.given,
            "planned": outlook.review.planned,
        }
    if outlook.proposal is None:
        return "" if outlook.series else _("No series is planned yet.")
    if outlook.proposal.beyond:
        return _("The planned sessions have been given.")
    words = {"n": outlook.proposal.number, "on": date_format(outlook.proposal.on, "j M Y")}
    told = _("Session %(n)s from %(on)s on.") % words
    return told if outlook.series else f"{told} {_('No series is planned yet.')}"
