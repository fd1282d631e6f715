"""Booking a visit, best from what is proposed; moving it, and saying what became of it."""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.messages import Message
from migrainedays.clinic.records.people import VISIT_STATES, Visit
from migrainedays.clinic.records.queries.recall import Outlook
from migrainedays.clinic.records.slots import FROM_HOME, Plan, Slot, stretch_of
from migrainedays.clinic.web.calendar.views import read_day
from migrainedays.clinic.web.patient.head import head
from migrainedays.clinic.web.patient.outlook import outlook_of
from migrainedays.clinic.web.shell import words
from migrainedays.clinic.web.shell.fields import Form
from migrainedays.clinic.web.shell.views import today_of
from migrainedays.clinic.web.shell.writing import write

DAYS_OFFERED = 14
TIMES_OFFERED = 6
WHERE = ("minutes", "room", "clinician")
WHEN = {"on", "at", "minutes"}
A_DAY = 2  # of which so many on one day, so that a week is seen at a glance


class VisitForm(Form):
    """When, what for, and where."""

    on = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("This is not a day. Write YYYY-MM-DD, such as 2026-03-01.")},
    )
    at = forms.TimeField(
        label=gettext_lazy("Time"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": gettext_lazy("This is not a time of day. Write HH:MM, such as 14:30.")},
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=tuple(words.VISITS.items()))
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"), min_value=5, max_value=480, required=False, widget=forms.TextInput
    )
    room = forms.ChoiceField(label=gettext_lazy("Room"), required=False)
    clinician = forms.ChoiceField(label=gettext_lazy("With"), required=False)
    why = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        help_text=gettext_lazy("Asked for where a treatment would come early."),
    )

    def __init__(self, *args: Any, user: Any, outlook: Outlook, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outlook = outlook
        self.plan = queries.calendar.plan(user)
        self.usual_minutes = queries.calendar.arrangements(user).value.session_minutes
        self.zone = ZoneInfo(self.plan.zone)
        rooms = [(room, room) for room in self.plan.room_names if room is not None]
        self.fields["room"].choices = [("", _("The first that is free")), *rooms]  # type: ignore[attr-defined]
        people = queries.calendar.clinicians(user).items()
        self.fields["clinician"].choices = [("", _("Whoever is there")), *people]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        early = self.outlook.days_early(given["on"]) if given.get("on") and given.get("kind") == "treatment" else 0
        if early and not given.get("why", "").strip():
            self.add_error("why", _EARLY % {"days": early, "on": self.outlook.held.until})  # type: ignore[union-attr]
        if given.get("on") and given.get("at") and WHEN & set(self.changed_data):
            self._confirm(outside_hours(self.plan, self.moment(), given.get("minutes") or self.usual_minutes))
        return given

    def _confirm(self, finding: str | None) -> None:
        """A time outside working hours is unusual, and somebody's decision: it is asked for, never refused."""
        if finding is None:
            return
        self.fields["outside"] = forms.BooleanField(label=_("Book it all the same"))
        if self.data.get("outside"):
            self.cleaned_data["outside"] = finding
        else:
            self.add_error("outside", finding)

    def reason(self) -> str:
        """Why it is so: what was typed, and that a time outside working hours was meant."""
        return " ".join(filter(None, (self.cleaned_data["why"], self.cleaned_data.get("outside", ""))))

    def moment(self) -> dt.datetime:
        """The time that was typed, on the clinic's clock."""
        return dt.datetime.combine(self.cleaned_data["on"], self.cleaned_data["at"], self.zone)


_EARLY = gettext_lazy(
    "This is %(days)s days before %(on)s, when 84 days will have passed. Say why, or choose a later day."
)


def outside_hours(plan: Plan, at: dt.datetime, minutes: int) -> str | None:
    """What is unusual about a time of the clinic's, in words; None within working hours."""
    wanted = Visit(patient="", visit="wanted", at=at, minutes=minutes, kind="review", status="planned")
    if plan.works_at(wanted):
        return None
    closed = plan.closed_on(at.date())
    if closed is not None:
        why = f" ({closed.reason})" if closed.reason else ""
        return _("The clinic is closed on %(on)s%(why)s.") % {"on": _day(at), "why": why}
    hours = ", ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in plan.stretches(at.date()))
    if not hours:
        return _("%(on)s is no working day.") % {"on": _day(at)}
    end = stretch_of(wanted)[1]
    said = {"from": f"{at:%H:%M}", "to": f"{end:%H:%M}", "on": _day(at), "hours": hours}
    return _("%(from)s to %(to)s lies outside the working hours of %(on)s: %(hours)s.") % said


def _day(at: dt.datetime) -> str:
    return date_format(at.date(), "l, j F Y")


@dataclasses.dataclass(frozen=True, slots=True)
class Offer:
    """A free time as it is offered, on the clinic's clock and on the patient's."""

    slot: Slot
    elsewhere: str | None

    @property
    def value(self) -> str:
        """What the button sends."""
        return self.slot.at.isoformat()


def book(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Plan a visit: at a time that is offered, in one step, or at another."""
    context = head(request, patient)
    acting(request.user, "add", "visits")
    today = today_of(request)
    outlook = outlook_of(request, patient, on=today)
    kind = request.POST.get("kind") or request.GET.get("kind") or usual_kind(outlook, today)
    from_day = max(today, read_day(request.GET.get("on")) or _wanted_on(outlook, kind) or today)
    data = _posted(request)
    form = VisitForm(data, initial={"kind": kind, "on": from_day}, user=request.user, outlook=outlook)

    def act() -> None:
        given = form.cleaned_data
        where = {name: given[name] for name in WHERE} | {"why": form.reason()}
        actions.visits.book(patient=patient, at=form.moment(), kind=given["kind"], by=request.user, **where)

    if data is not None and form.is_valid():
        write(form, act)
        if form.is_valid():
            messages.success(request, _told(form.moment()))
            return redirect("patient", patient)
    zone = context["patient"].person.value.zone
    offers = list(offered(request, patient, from_day, kind, zone)) if kind in words.VISITS else []
    context |= {
        "form": form,
        "outlook": outlook,
        "kind": kind,
        "kinds": words.VISITS,
        "offers": offers,
        "day": from_day,
    }
    return render(request, "patient/visit.html", context, status=422 if form.errors else 200)


def one(request: HttpRequest, patient: UUID, visit: UUID) -> HttpResponse:
    """A visit: where it stands, what was told of it, and how it is moved or cancelled."""
    context = head(request, patient)
    coming = queries.visits.one(request.user, patient, visit)
    acting(request.user, "correct", "visits")
    stored = coming.visit.value
    outlook = outlook_of(request, patient, on=today_of(request))
    revision = int(request.POST.get("revision") or coming.visit.revision)
    moving = request.method == "POST" and "status" not in request.POST
    form = VisitForm(request.POST if moving else None, initial=_cells(stored), user=request.user, outlook=outlook)
    context |= {"form": form, "coming": coming, "revision": revision}

    def act() -> None:
        if moving:
            actions.visits.correct(
                patient=patient, visit=_moved(stored, form), revision=revision, by=request.user, why=form.reason()
            )
        else:
            status = request.POST["status"]
            actions.visits.become(patient=patient, visit=visit, status=status, revision=revision, by=request.user)

    if request.method == "POST" and (form.is_valid() if moving else request.POST["status"] in VISIT_STATES):
        if not moving:
            form = VisitForm({}, user=request.user, outlook=outlook)
            form.errors.clear()
        clash = write(form, act)
        if not form.errors:
            return redirect("visit-one", patient, visit)
        context |= {"form": form, "clash": clash} | ({"revision": clash.revision} if clash else {})
    told = queries.rows.all_of(request.user, patient, Message, about=stored.visit)
    here = ZoneInfo(queries.practice.practice(request.user).value.zone)
    dated = [(message.value.due_at, message.value.state) for message in told]
    context["told"] = [(due_at.astimezone(here), state) for due_at, state in dated if due_at is not None]
    context["zone"] = context["patient"].person.value.zone
    return render(request, "patient/visit_one.html", context, status=422 if form.errors else 200)


def usual_kind(outlook: Outlook, today: dt.date) -> str:
    """What is most likely booked next: the review that is due, the session that follows, or a first visit."""
    if outlook.review is not None and outlook.review.is_due(today):
        return FROM_HOME if outlook.from_home else "review"
    return "treatment" if outlook.proposal is not None else "first_visit"


def offered(request: HttpRequest, patient: UUID, first: dt.date, kind: str, zone: str | None) -> Iterable[Offer]:
    """Some free times from a day on, spread over the days."""
    number = queries.patients.get(request.user, patient).number
    at = dt.datetime.combine(first, dt.time(), dt.UTC)
    length = queries.calendar.arrangements(request.user).value.session_minutes
    wanted = Visit(patient=number, visit="wanted", at=at, minutes=length, kind=kind, status="planned")
    slots = queries.calendar.free(request.user, first, DAYS_OFFERED, wanted=wanted)
    for slot in spread(slots):
        there = f"{slot.at.astimezone(ZoneInfo(zone)):%H:%M}" if zone else None
        yield Offer(slot, there if there != f"{slot.at:%H:%M}" else None)


def spread(slots: Iterable[Slot]) -> list[Slot]:
    """The first times of each day, until there are enough to choose from."""
    found: list[Slot] = []
    for slot in slots:
        same_day = sum(slot.at.date() == other.at.date() for other in found)
        if same_day < A_DAY and len(found) < TIMES_OFFERED:
            found.append(slot)
    return found


def _posted(request: HttpRequest) -> Any:
    """What the form holds; a time that was offered fills it by itself."""
    if request.method != "POST":
        return None
    data = request.POST.copy()
    if "slot" in data:
        try:
            at = dt.datetime.fromisoformat(str(data["slot"]))
        except ValueError:
            return data
        data["on"], data["at"] = at.date().isoformat(), f"{at:%H:%M}"
    return data


def _wanted_on(outlook: Outlook, kind: str) -> dt.date | None:
    if kind == "treatment":
        return outlook.proposal.on if outlook.proposal else outlook.held.until if outlook.held else None
    return outlook.review.on if outlook.review and kind != "first_visit" else None


def _moved(visit: Visit, form: VisitForm) -> Visit:
    given: dict[str, Any] = {name: form.cleaned_data[name] or None for name in WHERE}
    return dataclasses.replace(visit, at=form.moment(), kind=form.cleaned_data["kind"], **given)


def _cells(visit: Visit) -> dict[str, Any]:
    assert visit.at is not None
    known = {name: getattr(visit, name) for name in ("kind", *WHERE)}
    return {"on": visit.at.date(), "at": visit.at.time(), **known}


def _told(at: dt.datetime) -> str:
    return _("Booked for %(on)s at %(at)s.") % {"on": f"{at:%Y-%m-%d}", "at": f"{at:%H:%M}"}
