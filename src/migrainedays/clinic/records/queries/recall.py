"""Whom to call and what is next for each, from all that the records know; what a role may not read is left out.

Dates of sessions decide here for everybody who arranges visits; the front desk learns that a date is due, not why.
"""

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Max

from migrainedays.clinic.records.access import Actor, acting
from migrainedays.clinic.records.calendar import interval_of
from migrainedays.clinic.records.finding import patient_of
from migrainedays.clinic.records.messages import Message
from migrainedays.clinic.records.models import ROWS, ContactRow, DayRow, PatientRecord, Stored
from migrainedays.clinic.records.people import Contact, Visit
from migrainedays.clinic.records.policies import Verb
from migrainedays.clinic.records.queries import rows
from migrainedays.clinic.records.queries.practice import practice
from migrainedays.columns import Value
from migrainedays.course.next_session import Proposal, propose
from migrainedays.course.recall import ORDER, Known, Line, Planned, recall
from migrainedays.course.review_point import ReviewPoint, review_point, spares_a_journey
from migrainedays.diary import DiaryDay, Tri
from migrainedays.protocol.interval import Held, Interval, held
from migrainedays.treatment import Condition, Session
from migrainedays.treatment.authorisation import Authorisation
from migrainedays.treatment.series import Series

CLINICAL = ("baseline", "quiet")  # lines that tell of a diary


@dataclasses.dataclass(frozen=True, slots=True)
class ToCall:
    """One reason to call one person, how they are reached, and what was written about it already."""

    id: UUID
    number: str
    contact: Contact | None
    line: Line
    written: Message | None

    @property
    def shown(self) -> str:
        """The name, or the number of one who has none here."""
        return (self.contact.name if self.contact else None) or self.number

    @property
    def may_be_written_to(self) -> bool:
        """Whether this person agreed to messages and has an address."""
        return self.contact is not None and bool(self.contact.wants_reminders and self.contact.email)


@dataclasses.dataclass(frozen=True, slots=True)
class Outlook:
    """What is next for one person."""

    proposal: Proposal | None
    review: ReviewPoint | None
    series: Stored[Series] | None
    authorisations: tuple[Stored[Authorisation], ...]
    from_home: str | None
    interval: Interval
    held: Held | None

    def days_early(self, day: dt.date) -> int:
        """By how many days a session would come before 84 days have passed since the last toxin."""
        return max(0, (self.held.until - day).days) if self.held else 0


def to_call(user: Any, *, on: dt.date) -> list[ToCall]:
    """Everybody to call on a day, the most pressing first."""
    actor = acting(user, Verb.READ, Visit.table)
    known = _known(actor, on, practice(user).value.quiet_after_days)
    contacts = {contact.patient: contact for contact in ContactRow.objects.visible_to(user).standing().read()}
    written = _by_patient(actor, Message)
    clinical = actor.may(Verb.READ, DiaryDay.table)
    records = PatientRecord.objects.visible_to(user).standing().values_list("public_id", "patient")
    found = [
        ToCall(public_id, number, contacts.get(number), line, _letter(written[number], line))
        for public_id, number in records
        for line in recall(known[number], today=on)
        if clinical or line.kind not in CLINICAL
    ]
    return sorted(found, key=lambda one: (ORDER.index(one.line.kind), one.line.on, one.number))


def outlook(user: Any, patient: UUID, *, on: dt.date, worn_off: Tri = Tri.INDETERMINATE, cycle: str = "") -> Outlook:
    """What is next for one person; `worn_off` and `cycle` are what the diary shows, for whoever may read it."""
    actor = acting(user, Verb.READ, Visit.table)
    record = patient_of(user, patient)
    sessions, conditions = (_of(record, noun) for noun in (Session, Condition))
    series = _newest(rows.all_of(user, patient, Series))
    interval = interval_of(actor.clinic_id)
    plan = series.value if series else None
    proposal = propose(sessions, interval, on=on, conditions=conditions, series=plan, worn_off=worn_off, cycle=cycle)
    review = review_point(plan, sessions, interval) if plan else None
    due = review is not None and review.is_due(on)
    near = proposal is not None and not proposal.beyond and proposal.on <= on
    zone = record.clinic.zone
    from_home = spares_a_journey(zone=record.zone, clinic_zone=zone, needs_a_session=near) if due else None
    allowed = tuple(rows.all_of(user, patient, Authorisation))
    hold = held(sessions, on=on, conditions=conditions)
    return Outlook(proposal, review, series, allowed, from_home, interval, hold)


def _known(actor: Actor, on: dt.date, quiet_after_days: int) -> Mapping[str, Known]:
    """All that bears on calling each patient of a clinic, by number."""
    sessions, conditions = _by_patient(actor, Session), _by_patient(actor, Condition)
    series, allowed = _by_patient(actor, Series), _by_patient(actor, Authorisation)
    planned, last, interval = _planned(actor, on), _last_entries(actor), interval_of(actor.clinic_id)

    def of(number: str) -> Known:
        return Known(
            sessions=tuple(sorted(sessions[number], key=lambda session: session.session)),
            conditions=tuple(conditions[number]),
            series=max(series[number], key=lambda one: one.series, default=None),
            authorisations=tuple(allowed[number]),
            planned=tuple(planned[number]),
            last_entry_on=last.get(number),
            interval=interval,
            quiet_after_days=quiet_after_days,
        )

    numbers = PatientRecord.objects.filter(clinic_id=actor.clinic_id, withdrawn=False)
    return {number: of(number) for number in numbers.values_list("patient", flat=True)}


def _planned(actor: Actor, on: dt.date) -> Mapping[str, list[Planned]]:
    """The visits that stand from a day on; whoever comes today has a date, though its hour be over."""
    found: dict[str, list[Planned]] = defaultdict(list)
    for number, visits in _by_patient(actor, Visit, status__in=("planned", "arrived", "done")).items():
        found[number] = [Planned(visit.at.date(), visit.kind or "") for visit in visits if visit.at.date() >= on]
    return found


def _last_entries(actor: Actor) -> dict[str, dt.date]:
    days = DayRow.objects.standing().filter(patient__clinic_id=actor.clinic_id).values_list("patient__patient")
    return dict(days.annotate(last=Max("date")))


def _by_patient(actor: Actor, noun: type[Value], **where: Any) -> dict[str, list[Any]]:
    """The standing values of a noun in a clinic, by the number of the patient."""
    found: dict[str, list[Any]] = defaultdict(list)
    narrowed: dict[str, Any] = {"patient__clinic_id": actor.clinic_id} | where
    for value in ROWS[noun].objects.standing().filter(**narrowed).read():
        found[value.patient].append(value)
    return found


def _of(record: PatientRecord, noun: type[Value]) -> list[Any]:
    narrowed: dict[str, Any] = {"patient": record}
    found: list[Any] = ROWS[noun].objects.standing().filter(**narrowed).read()
    return sorted(found, key=lambda value: value.key)


def _newest(stored: list[Stored[Series]]) -> Stored[Series] | None:
    return max(stored, key=lambda one: one.value.series, default=None)


def _letter(written: Iterable[Message], line: Line) -> Message | None:
    """What was written about this occasion."""
    return next((message for message in written if message.kind == "recall" and message.about == line.occasion), None)
