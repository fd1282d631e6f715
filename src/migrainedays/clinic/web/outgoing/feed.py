"""A calendar as iCalendar (RFC 5545) behind its secret address: neutral titles, events cancelled and never dropped."""

import datetime as dt
from urllib.parse import urlsplit

import icalendar
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from migrainedays.clinic.records import queries
from migrainedays.clinic.records.queries.feeds import Behind, Event
from migrainedays.clinic.settings import PUBLIC_URL
from migrainedays.clinic.wording import said, title_of

REFRESH = dt.timedelta(hours=1)


@login_not_required
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar behind an address; 404 for one that was revoked or made up."""
    answer = HttpResponse(write(queries.feeds.behind(secret)), content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, max-age=900"
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def write(behind: Behind) -> bytes:
    """The calendar as text, its moments in UTC, so that every device shows them on its own clock."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Appointments//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", said("title", "calendar", behind.language))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for event in behind.events:
        calendar.add_component(_component(event, behind.language))
    text: bytes = calendar.to_ical()
    return text


def _component(event: Event, language: str) -> icalendar.Event:
    component = icalendar.Event()
    component.add("uid", f"{event.uid}@{urlsplit(PUBLIC_URL).hostname}")
    component.add("sequence", event.sequence)
    component.add("dtstamp", event.changed_at)
    component.add("last-modified", event.changed_at)
    component.add("dtstart", _utc(event.start))
    component.add("dtend", _utc(event.end))
    component.add("summary", title_of(event.kind, language))
    component.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    component.add("class", "PRIVATE")
    if event.room:
        component.add("location", event.room)
    if event.patient:
        component.add("url", PUBLIC_URL + reverse("patient", args=[event.patient]))
    return component


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC)
