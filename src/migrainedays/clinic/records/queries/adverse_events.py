"""Adverse events: of one session with what was asked after it, the serious ones that wait, the rates of the clinic."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q

from migrainedays.clinic.records.access import NotFound, acting
from migrainedays.clinic.records.adverse_events import EventSeen, EventSite
from migrainedays.clinic.records.models import ROWS, ContactRow, PatientRecord, Stored
from migrainedays.clinic.records.policies import Verb
from migrainedays.clinic.records.queries.rows import all_of
from migrainedays.protocol.unwanted import Rate
from migrainedays.protocol.unwanted import rates as rates_of
from migrainedays.treatment import AdverseEvent, Condition, Injection, Session
from migrainedays.treatment.unwanted import ASKED, after_sessions, is_serious

WAIT_AFTER_END = dt.timedelta(days=90)  # an event that ended longer ago is history, such as an imported one


@dataclasses.dataclass(frozen=True, slots=True)
class Followed:
    """One session with its adverse events, the points they belong to, and whether all of them were asked about.

    `loose` are events since this session, and before the next, that are tied to no session, such as a phone's.
    """

    session: Session
    points: tuple[Injection, ...]
    asked: Stored[Condition] | None
    events: tuple[Stored[AdverseEvent], ...]
    loose: tuple[Stored[AdverseEvent], ...]
    sites: Mapping[tuple[Any, ...], tuple[Stored[EventSite], ...]]
    seen: Mapping[tuple[Any, ...], str]


@dataclasses.dataclass(frozen=True, slots=True)
class Waiting:
    """A serious adverse event that nobody of the clinic has read yet."""

    id: UUID
    number: str
    name: str | None
    event: AdverseEvent

    @property
    def shown(self) -> str:
        """The name, or the number of one who has none here."""
        return self.name or self.number


def after_session(user: Any, patient: UUID, number: int) -> Followed:
    """What followed one session here; NotFound where there is none."""
    acting(user, Verb.READ, AdverseEvent.table)
    sessions = [stored.value for stored in all_of(user, patient, Session)]
    session = next((s for s in sessions if s.session == number and not s.is_elsewhere), None)
    if session is None:
        raise NotFound("There is no such session.")
    events = all_of(user, patient, AdverseEvent)
    asked = {stored.value.key: stored for stored in all_of(user, patient, Condition, condition=ASKED)}
    after = {a.session.session: a for a in after_sessions(sessions, [], [stored.value for stored in asked.values()])}
    answer = after[number].asked if number in after else None
    return Followed(
        session=session,
        points=tuple(s.value for s in all_of(user, patient, Injection, session=number) if s.value.units),
        asked=asked[answer.key] if answer else None,
        events=tuple(s for s in events if s.value.session == number),
        loose=tuple(s for s in events if s.value.session is None and _since(s.value, session, sessions)),
        sites=_sites(user, patient),
        seen={s.value.key: s.value.done or "" for s in all_of(user, patient, EventSeen)},
    )


def of_patient(user: Any, patient: UUID) -> list[AdverseEvent]:
    """All adverse events of a patient, those that go on first, then the latest."""
    acting(user, Verb.READ, AdverseEvent.table)
    events = [stored.value for stored in all_of(user, patient, AdverseEvent)]
    return sorted(events, key=lambda e: (e.resolved_on is None, e.onset_on), reverse=True)


def waiting(user: Any, *, on: dt.date) -> list[Waiting]:
    """The serious events that nobody has read, the oldest first."""
    acting(user, Verb.READ, EventSeen.table)
    seen = {(s.patient, s.event, s.onset_on) for s in ROWS[EventSeen].objects.visible_to(user).standing().read()}
    late = Q(resolved_on=None) | Q(resolved_on__gte=on - WAIT_AFTER_END)
    rows = ROWS[AdverseEvent].objects.visible_to(user).standing().filter(late).order_by("onset_on")
    open_ones = [event for event in rows.read() if is_serious(event.event) and event.key not in seen]
    ids = _ids(user, {event.patient for event in open_ones})
    contacts = ContactRow.objects.visible_to(user).standing().filter(patient__public_id__in=ids.values()).read()
    names = {contact.patient: contact.name for contact in contacts}
    return [Waiting(ids[e.patient], e.patient, names.get(e.patient), e) for e in open_ones]


def rates(user: Any) -> tuple[Rate, ...]:
    """The rates of the user's clinic, by protocol version."""
    for noun in (AdverseEvent.table, Session.table, Condition.table):
        acting(user, Verb.READ, noun)
    sessions, events = (ROWS[v].objects.visible_to(user).standing().read() for v in (Session, AdverseEvent))
    asked = ROWS[Condition].objects.visible_to(user).standing().filter(condition=ASKED).read()
    return rates_of(sessions, events, asked)


def _ids(user: Any, numbers: set[str]) -> dict[str, UUID]:
    rows = PatientRecord.objects.visible_to(user).filter(patient__in=numbers)
    return dict(rows.values_list("patient", "public_id"))


def _since(event: AdverseEvent, session: Session, sessions: list[Session]) -> bool:
    """Whether an event began in the time after a session and before the next; of the toxin only."""
    if event.drug is not None or session.on is None or event.onset_on < session.on:
        return False
    later = [s.on for s in sessions if s.session > session.session and s.on is not None]
    return not later or event.onset_on < min(later)


def _sites(user: Any, patient: UUID) -> dict[tuple[Any, ...], tuple[Stored[EventSite], ...]]:
    found: dict[tuple[Any, ...], tuple[Stored[EventSite], ...]] = {}
    for stored in all_of(user, patient, EventSite):
        key = stored.value.key[:3]  # patient, event and onset, as the event itself
        found[key] = (*found.get(key, ()), stored)
    return found
