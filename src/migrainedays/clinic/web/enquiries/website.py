"""What the practice says of itself to everybody: its address, whether its pages are shown, and its results."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.enquiring import PublishedResults, Website
from migrainedays.clinic.records.queries import runs
from migrainedays.clinic.web.shell.fields import Form, field_of
from migrainedays.clinic.web.shell.writing import write
from migrainedays.evidence.publishing import LEAST_CELL, to_publish


class WebsiteForm(Form):
    """Contact details and the smallest cell of published figures."""

    shown = field_of(Website, "shown", _("Show the public pages"))
    street = field_of(Website, "street", _("Street"))
    town = field_of(Website, "town", _("Town"))
    country = field_of(Website, "country", _("Country"))
    phone = field_of(Website, "phone", _("Telephone"))
    email = field_of(Website, "email", _("E-mail"))
    hours = field_of(Website, "hours", _("Hours"))
    least_cell = field_of(
        Website,
        "least_cell",
        _("Smallest number of people in a published figure"),
        _("Figures about fewer are left out."),
    )


def page(request: HttpRequest) -> HttpResponse:
    """The pages' settings, and the results that everybody reads."""
    acting(request.user, "read", Website.table)
    stored = queries.rows.stock(request.user, Website)
    website, revision = (stored[0].value, stored[0].revision) if stored else (Website(), 0)
    form = WebsiteForm(request.POST or None, initial=_initial(website))
    context: dict[str, Any] = {"form": form, "revision": int(request.POST.get("revision") or revision)}
    context |= {"may_write": queries.practice.may(request.user, "correct", Website.table)}

    def act() -> None:
        described = Website(**form.given(Website))
        actions.site.describe(website=described, revision=context["revision"], by=request.user)

    if request.method == "POST" and form.is_valid():
        acting(request.user, "correct", Website.table)
        context["clash"] = write(form, act)
        if form.is_valid():
            return redirect("website")
    return render(
        request, "enquiries/website.html", context | _results(request, website), status=422 if form.errors else 200
    )


def publish(request: HttpRequest) -> HttpResponse:
    """Show the clinic's latest results to everybody, or no results any more."""
    acting(request.user, "add", PublishedResults.table)
    if request.method == "POST" and "take_back" in request.POST:
        actions.site.take_back_results(by=request.user)
    elif request.method == "POST":
        stored = queries.rows.stock(request.user, Website)
        told = _results(request, stored[0].value if stored else Website())["told"]
        if told is not None:
            actions.site.publish_results(told=told, by=request.user)
    return redirect("website")


def _initial(website: Website) -> dict[str, Any]:
    return {name: getattr(website, name) for name in WebsiteForm.base_fields} | {
        "least_cell": website.least_cell or LEAST_CELL
    }


def _results(request: HttpRequest, website: Website) -> dict[str, Any]:
    """What would be published now, and what is."""
    answered = (
        runs.answered(request.user, "results", {}) if queries.practice.may(request.user, "read", runs.NOUN) else None
    )
    published = [s.value for s in queries.rows.stock(request.user, PublishedResults) if s.value.taken_back_at is None]
    answer = answered.answer if answered else None
    return {
        "told": to_publish(answer, website.least_cell or LEAST_CELL) if answer else None,
        "published": published[0] if published else None,
        "may_publish": queries.practice.may(request.user, "add", PublishedResults.table),
    }
