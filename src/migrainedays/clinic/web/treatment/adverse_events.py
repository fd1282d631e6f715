"""Adverse events after one session: enter, correct, say that all were asked about; and that a serious one was seen."""

import dataclasses
import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.queries.adverse_events import Followed
from migrainedays.clinic.records.refusals import Conflict
from migrainedays.clinic.records.revising import Revision
from migrainedays.clinic.web.patient.head import head
from migrainedays.clinic.web.shell.rows import RowForm
from migrainedays.clinic.web.shell.views import is_part, today_of
from migrainedays.clinic.web.shell.writing import Clash, clash_of
from migrainedays.clinic.web.treatment.event_rows import EventRow, FollowUpRow
from migrainedays.clinic.web.treatment.since import BACK, day_in, of_session
from migrainedays.errors import Impossible, InputRefused
from migrainedays.treatment import AdverseEvent
from migrainedays.treatment.unwanted import is_serious

NEW, ASKED = "new", "asked"


def page(request: HttpRequest, patient: UUID, number: int) -> HttpResponse:
    """What followed a session: whether it was asked, the events with their corrections, and one form for a new one."""
    context = head(request, patient)
    followed = queries.adverse_events.after_session(request.user, patient, number)
    forms = _forms(request, context["patient"].number, followed)
    if request.method == "POST":
        acting(request.user, "correct", AdverseEvent.table)
        sent = forms.get(request.POST.get("form", ""))
        if sent is None:
            raise BadRequest("The form came back in pieces. Open the page again.")
        context |= {"form": sent, "clash": _save(request, patient, sent)}
        if from_sheet(request) and is_part(request):
            return _on_sheet(request, context, patient, number, sent)
        if not sent.errors:
            return redirect(_next(request, patient, number))
    context |= _shown(request, followed, forms) | {"back": BACK if from_sheet(request) else ""}
    return render(request, "treatment/adverse_events.html", context, status=422 if request.method == "POST" else 200)


def from_sheet(request: HttpRequest) -> bool:
    """Whether it was opened from the sheet of today's session, and leads back there."""
    return BACK in (request.POST.get("back"), request.GET.get("back"))


def _next(request: HttpRequest, patient: UUID, number: int) -> str:
    """Back to the sheet, of the same day, or here again."""
    if not from_sheet(request):
        return reverse("adverse-events", args=[patient, number])
    today = today_of(request)
    on = day_in(request, today)
    return reverse("session-chart", args=[patient]) + (f"?on={on}" if on != today else "")


def _on_sheet(request: HttpRequest, context: dict[str, Any], patient: UUID, number: int, sent: RowForm) -> HttpResponse:
    """The part of the sheet that asks, as it stands now; a refusal is told in it."""
    refused = " ".join(str(error) for errors in sent.errors.values() for error in errors)
    since = of_session(request, patient, context["patient"].number, number, day_in(request, today_of(request)))
    return render(request, "treatment/since.html", context | {"since": since, "refused": refused})


def _forms(request: HttpRequest, patient: str, followed: Followed) -> dict[str, Any]:
    """All forms of the page by their names; only the one that was sent holds what was typed."""
    posted = request.POST.get("form")
    given: dict[str, Any] = {"patient": patient, "followed": followed, "today": today_of(request)}

    def data(name: str) -> Any:
        return request.POST.copy() if name == posted else None

    listed = [*followed.events, *followed.loose]
    events = {
        f"event-{n}": EventRow(data(f"event-{n}"), stored=stored, prefix=f"event-{n}", **given)
        for n, stored in enumerate(listed)
    }
    new = EventRow(data(NEW), prefix=NEW, **given)
    return {ASKED: FollowUpRow(data(ASKED), stored=followed.asked, **given), **events, NEW: new}


def _shown(request: HttpRequest, followed: Followed, forms: dict[str, Any]) -> dict[str, Any]:
    listed = [(stored.value, name, forms[name]) for name, stored in _named(followed)]
    return {
        "followed": followed,
        "session": followed.session,
        "asked": forms[ASKED],
        "new": forms[NEW],
        "events": [
            (event, name, row, followed.sites.get(event.key, ()), followed.seen.get(event.key))
            for event, name, row in listed
        ],
        "may_write": queries.practice.may(request.user, "correct", AdverseEvent.table),
    }


def _named(followed: Followed) -> list[tuple[str, Any]]:
    return [(f"event-{n}", stored) for n, stored in enumerate([*followed.events, *followed.loose])]


def _save(request: HttpRequest, patient: UUID, sent: RowForm) -> Clash | None:
    """Write what the form means, all of it or nothing; a double edit comes back with both sides."""
    revisions = _revisions(request, sent)
    if sent.errors:
        return None
    why = "entered in error" if "withdraw" in request.POST else ""
    try:
        actions.health.revise(patient=patient, revisions=revisions, by=request.user, why=why)
    except Conflict as conflict:
        return _meet(sent, conflict)
    except InputRefused as problem:
        sent.add_error(None, str(problem))
    else:
        _tell(request, revisions)
    return None


def _revisions(request: HttpRequest, sent: RowForm) -> list[Revision]:
    if "withdraw" in request.POST and isinstance(sent, EventRow):
        sent.is_valid()
        sent.errors.clear()  # whatever was typed meanwhile: the event is taken back
        return sent.withdrawal()
    if not sent.is_valid():
        return []
    try:
        return sent.revisions()
    except Impossible as problem:
        sent.refuse(problem)
        return []


def _meet(sent: RowForm, conflict: Conflict) -> Clash | None:
    """A new event that stands already is told as such; anything else is a double edit."""
    if isinstance(sent, EventRow) and sent.read is None:
        sent.add_error("onset_on", _("The same event with this beginning stands already; correct that one."))
        return None
    clash = clash_of(sent, conflict)
    sent.add_error(None, clash.sentence)
    sent.stand_on(conflict.theirs)
    return dataclasses.replace(clash)


def _tell(request: HttpRequest, revisions: list[Revision]) -> None:
    events = [each.value for each in revisions if isinstance(each.value, AdverseEvent) and not each.withdraw]
    if any(is_serious(event.event) for event in events):
        messages.success(request, _("It is kept, and stands at the head of today's list until somebody has seen it."))
    else:
        messages.success(request, _("It is kept.") if revisions else _("Nothing was changed."))


@require_POST
def seen(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Say what was done about a serious event; event and day are posted, so that no address holds them."""
    head(request, patient)
    done = request.POST.get("done", "").strip()[:500]
    try:
        onset_on = dt.date.fromisoformat(request.POST.get("onset_on", ""))
    except ValueError:
        raise BadRequest("The form came back in pieces. Open the page again.") from None
    if done:
        event = request.POST.get("event", "")
        actions.health.see_event(patient=patient, event=event, onset_on=onset_on, done=done, by=request.user)
    return redirect("today")
