"""The forms of adverse events after one session: each event a row of its own, and whether all were asked about."""

import dataclasses
import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from migrainedays.clinic.records.adverse_events import EventSite
from migrainedays.clinic.records.queries.adverse_events import Followed
from migrainedays.clinic.records.revising import Revision
from migrainedays.clinic.web.shell.fields import field_of
from migrainedays.clinic.web.shell.rows import RowForm
from migrainedays.clinic.web.treatment.event_words import CHOICES, OTHER
from migrainedays.treatment import AdverseEvent, Condition, Injection
from migrainedays.treatment.head_map import SIDE_WORDS, in_words
from migrainedays.treatment.unwanted import ASKED, EVENTS, named

RELATED = (("", _("Not known")), ("true", _("Yes")), ("false", _("No")))
SEVERITIES = (("", _("Not said")), ("mild", _("Mild")), ("moderate", _("Moderate")), ("severe", _("Severe")))
HOW = (("no", _("Asked: none")), ("yes", _("Asked: some, entered above")))


class EventRow(RowForm):
    """One adverse event after a session."""

    value_class = AdverseEvent
    kind = forms.ChoiceField(label=_("What happened"), choices=CHOICES)
    own_words = forms.CharField(label=_("In own words"), required=False, max_length=200)
    onset_on = field_of(AdverseEvent, "onset_on", _("Began on"))
    resolved_on = field_of(AdverseEvent, "resolved_on", _("Over since"), _("Empty while it goes on."))
    severity = forms.ChoiceField(label=_("Severity"), choices=SEVERITIES, widget=forms.RadioSelect, required=False)
    related = field_of(AdverseEvent, "related", _("Related to the treatment"))
    drug = field_of(AdverseEvent, "drug", _("Another drug"), _("Empty for the toxin."))
    sites = forms.MultipleChoiceField(
        label=_("Points that it belongs to"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, followed: Followed, today: dt.date, **kwargs: Any) -> None:
        self.followed, self.today = followed, today
        super().__init__(*args, **kwargs)
        self.fields["related"].widget = forms.RadioSelect(choices=RELATED)
        self.fields["sites"].choices = [(_place(p), _said(p)) for p in followed.points]  # type: ignore[attr-defined]

    def cells(self, value: AdverseEvent) -> dict[str, Any]:
        kind = named(value.event)
        own = {} if kind in EVENTS else {"kind": OTHER, "own_words": value.event}
        sites = [_place(stored.value) for stored in self.followed.sites.get(value.key, ())]
        return {**super().cells(value), "kind": kind, "sites": sites, **own}

    @property
    def plain(self) -> list[Any]:
        """The fields but for the points, which stand in a part of their own."""
        return [field for field in self.shown if field.name != "sites"]

    def clean(self) -> dict[str, Any]:
        """What cannot be: an event without its words, before its session, not begun yet, or entered twice."""
        held = super().clean() or {}
        if held.get("kind") == OTHER and not held.get("own_words"):
            self.add_error("own_words", _("Say what it was."))
        onset: dt.date | None = held.get("onset_on")
        if onset is not None and self.followed.session.on is not None and onset < self.followed.session.on:
            self.add_error("onset_on", _("This is before the session of %s.") % self.followed.session.on)
        for name in ("onset_on", "resolved_on"):
            if held.get(name) and held[name] > self.today:
                self.add_error(name, _("This day is not here yet."))
        return held

    @property
    def title(self) -> str:
        return str(_("Adverse event"))

    def given(self, value_class: Any) -> dict[str, Any]:
        held = self.cleaned_data
        read = self.read
        chosen = held["own_words"].strip() if held["kind"] == OTHER else held["kind"]
        return {
            **super().given(value_class),
            "event": read.value.event if read and named(read.value.event) == chosen else chosen,
            "severity": held["severity"] or None,
            "session": self.followed.session.session,
        }

    def revisions(self) -> list[Revision]:
        """The event and its points; points of an event under another name or day move with it."""
        value = self.value()
        found = super().revisions()
        standing = self.followed.sites.get(self.read.value.key, ()) if self.read else ()
        wanted = {_site(value, place) for place in self.cleaned_data["sites"]} if value else set()
        kept = {stored.value for stored in standing}
        gone = [Revision(s.value, s.revision, withdraw=True) for s in standing if s.value not in wanted]
        new = [Revision(site) for site in sorted(wanted - kept, key=lambda site: site.key)]
        return [*found, *gone, *new]

    def withdrawal(self) -> list[Revision]:
        """What takes the event and its points back."""
        read = self.read
        if read is None:
            return []
        sites = self.followed.sites.get(read.value.key, ())
        gone = [Revision(s.value, s.revision, withdraw=True) for s in sites]
        return [Revision(read.value, read.revision, withdraw=True), *gone]


class FollowUpRow(RowForm):
    """Whether all adverse events after a session were asked about, on which day, and what came of it."""

    value_class = Condition
    asked_on = field_of(Condition, "asked_on", _("Asked on"))
    answer = forms.ChoiceField(label=_("What came of it"), choices=HOW, widget=forms.RadioSelect)

    def __init__(self, *args: Any, followed: Followed, today: dt.date, **kwargs: Any) -> None:
        self.followed, self.today = followed, today
        super().__init__(*args, prefix="asked", **kwargs)
        self.initial.setdefault("asked_on", today)

    def cells(self, value: Condition) -> dict[str, Any]:
        return {"asked_on": value.asked_on, "answer": "yes" if value.answer else "no"}

    def clean_asked_on(self) -> dt.date:
        """A day after the session."""
        on: dt.date = self.cleaned_data["asked_on"]
        if on > self.today:
            raise forms.ValidationError(_("This day is not here yet."))
        if self.followed.session.on is not None and on <= self.followed.session.on:
            raise forms.ValidationError(_("What followed a session can be asked from the day after it."))
        return on

    def clean(self) -> dict[str, Any]:
        """None were found only where none stands."""
        held = super().clean() or {}
        toxin = [stored for stored in self.followed.events if stored.value.drug is None]
        if held.get("answer") == "no" and toxin:
            self.add_error("answer", _("Here it says none, and an event stands above."))
        return held

    def revisions(self) -> list[Revision]:
        """An answer of another day is a new one; the earlier stays."""
        held, read = self.cleaned_data, self.read
        value = Condition(
            patient=self.patient, condition=ASKED, asked_on=held["asked_on"], answer=held["answer"] == "yes"
        )
        if read is None or read.value.asked_on != value.asked_on:
            return [Revision(value)]
        return [] if read.value.answer == value.answer else [
            Revision(dataclasses.replace(read.value, answer=value.answer), read.revision)
        ]  # fmt: skip


def _place(point: Injection | EventSite) -> str:
    return f"{point.muscle}/{point.side}/{point.site}"


def _said(point: Injection) -> str:
    return f"{in_words(point.muscle)} {point.site}, {SIDE_WORDS[point.side]}"


def _site(event: Any, place: str) -> EventSite:
    muscle, side, site = place.split("/")
    return EventSite(
        patient=event.patient, event=event.event, onset_on=event.onset_on, muscle=muscle, side=side, site=int(site)
    )
