"""Rooms, hours, closed days, and how visits are arranged."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.scheduling import WEEKDAYS, Arrangements, ClosedDay, Room, WorkingHours
from migrainedays.clinic.records.slots import USUAL, Plan
from migrainedays.clinic.web.shell.fields import Form, field_of
from migrainedays.clinic.web.shell.writing import write

STRETCH = re.compile(r"\s*(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})\s*")
LABELS = (
    gettext_lazy("Monday"), gettext_lazy("Tuesday"), gettext_lazy("Wednesday"), gettext_lazy("Thursday"),
    gettext_lazy("Friday"), gettext_lazy("Saturday"), gettext_lazy("Sunday"),
)  # fmt: skip


class HoursField(forms.CharField):
    """The hours of a day as people write them: `09:00-12:30, 14:00-17:00`."""

    def clean(self, value: Any) -> list[tuple[int, int]]:
        text = super().clean(value)
        found = []
        for part in filter(None, (part.strip() for part in text.split(","))):
            match = STRETCH.fullmatch(part)
            hours = [int(number) for number in match.groups()] if match else []
            if not match or hours[1] >= 60 or hours[3] >= 60:
                raise forms.ValidationError(_("“%(part)s” is not understood. Write 09:00-12:30.") % {"part": part})
            found.append((hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]))
        return found


class HoursForm(Form):
    """The week."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weekday, label in zip(WEEKDAYS, LABELS, strict=True):
            self.fields[weekday] = HoursField(label=label, required=False)

    def hours(self) -> Iterator[WorkingHours]:
        """What was typed, stretch by stretch."""
        for weekday in WEEKDAYS:
            for part, (opens, closes) in enumerate(self.cleaned_data[weekday], start=1):
                yield WorkingHours(weekday=weekday, part=part, opens=opens, closes=closes)


class RoomForm(Form):
    """A room."""

    room = field_of(Room, "room", gettext_lazy("Name of the room"))


class ClosedForm(Form):
    """A closed day."""

    date = field_of(ClosedDay, "date", gettext_lazy("Closed on"))
    reason = field_of(ClosedDay, "reason", gettext_lazy("Reason"))


class ArrangementsForm(Form):
    """Lengths, intervals, messages."""

    session_minutes = field_of(Arrangements, "session_minutes", gettext_lazy("Minutes a visit"), required=True)
    interval_months = field_of(
        Arrangements,
        "interval_months",
        gettext_lazy("Months between sessions"),
        gettext_lazy("Calendar months; empty: the days on the page of the clinic count."),
    )
    remind_days = field_of(Arrangements, "remind_days", gettext_lazy("Remind so many days before"), required=True)
    quiet_from = field_of(
        Arrangements,
        "quiet_from",
        gettext_lazy("No messages from"),
        gettext_lazy("Hour of the day where the patient lives, 0 to 23."),
        required=True,
    )
    quiet_until = field_of(Arrangements, "quiet_until", gettext_lazy("until"), required=True)


def page(request: HttpRequest) -> HttpResponse:
    """The settings of the calendar; each form is saved by itself."""
    acting(request.user, "correct", "rooms")
    forms_ = _forms(request)
    which = request.POST.get("form", "")
    if request.method == "POST" and which in forms_:
        form, act = forms_[which]
        if form.is_valid():
            write(form, act)
            if form.is_valid():
                messages.success(request, _("Saved."))
                return redirect("calendar-settings")
    rooms, closed = (queries.rows.stock(request.user, noun) for noun in (Room, ClosedDay))
    context: dict[str, Any] = {name: form for name, (form, _act) in forms_.items()}
    context |= {"rooms_kept": rooms, "closed_days": closed}
    status = 422 if any(form.errors for form, _act in forms_.values()) else 200
    return render(request, "calendar/settings.html", context, status=status)


def _forms(request: HttpRequest) -> dict[str, tuple[Form, Callable[[], Any]]]:
    """Each form by its name, with what saves it."""
    user, which = request.user, request.POST.get("form")
    stored = queries.calendar.arrangements(user)
    known = {name: getattr(stored.value, name) for name in ArrangementsForm.base_fields}
    hours = HoursForm(request.POST if which == "hours" else None, initial=_written(queries.calendar.plan(user)))
    room = RoomForm(request.POST if which == "room" else None)
    closed = ClosedForm(request.POST if which == "closed" else None)
    arrange = ArrangementsForm(request.POST if which == "arrange" else None, initial=known)

    def keep_room() -> None:
        kept = {s.value.room: s for s in queries.rows.stock(user, Room)}
        name = room.cleaned_data["room"]
        old = kept.get(name)
        in_use = old is None or old.value.in_use is False  # naming a room again takes it out of use, or back into it
        actions.scheduling.keep_room(room=Room(room=name, in_use=in_use), revision=old.revision if old else 0, by=user)

    def close() -> None:
        day = ClosedDay(**closed.given(ClosedDay))
        old = [s for s in queries.rows.stock(user, ClosedDay) if s.value.date == day.date]
        if old and "open" in request.POST:
            actions.scheduling.open_again(day=old[0].value, revision=old[0].revision, by=user)
        else:
            actions.scheduling.close(day=day, revision=old[0].revision if old else 0, by=user)

    return {
        "hours": (hours, lambda: actions.scheduling.keep_hours(hours=list(hours.hours()), by=user)),
        "room": (room, keep_room),
        "closed": (closed, close),
        "arrange": (
            arrange,
            lambda: actions.scheduling.arrange(
                arrangements=Arrangements(**arrange.given(Arrangements)), revision=stored.revision, by=user
            ),
        ),
    }


def _written(plan: Plan) -> dict[str, str]:
    """The hours as people write them."""
    found: dict[str, list[str]] = {}
    for hours in sorted(plan.hours or USUAL, key=lambda one: (one.weekday, one.part)):
        found.setdefault(hours.weekday, []).append(f"{_clock(hours.opens or 0)}-{_clock(hours.closes or 0)}")
    return {weekday: ", ".join(parts) for weekday, parts in found.items()}


def _clock(minutes: int) -> str:
    return f"{dt.timedelta(minutes=minutes)}"[:-3].rjust(5, "0") if minutes < 24 * 60 else "24:00"
