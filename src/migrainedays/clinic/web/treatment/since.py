"""What followed the session before, asked on the sheet of today's: one tap for none, kept at once."""

import datetime as dt
from typing import Any, NamedTuple
from uuid import UUID

from django.http import HttpRequest

from migrainedays.clinic.records import queries
from migrainedays.clinic.records.policies import Verb
from migrainedays.clinic.records.queries.adverse_events import Followed
from migrainedays.clinic.web.treatment.event_rows import FollowUpRow
from migrainedays.treatment import AdverseEvent
from migrainedays.treatment.history import History

BACK = "chart"  # where the page of the events leads to, when it was opened from the sheet


class Since(NamedTuple):
    """What is known of the time since the session before, on the day of the sheet; `row` carries what stood there."""

    followed: Followed
    on: dt.date
    row: FollowUpRow
    may_write: bool

    @property
    def asked_now(self) -> bool:
        """Whether it was asked on the very day of the sheet."""
        return self.followed.asked is not None and self.followed.asked.value.asked_on == self.on

    @property
    def answer(self) -> str:
        """What one tap says: that there was none, or none but those that stand here."""
        return "yes" if any(stored.value.drug is None for stored in self.followed.events) else "no"


def since_last(request: HttpRequest, patient: UUID, number: str, history: History, on: dt.date) -> Since | None:
    """Of the last session here before a day; None where there is none."""
    before = [s for s in history.sessions if not s.is_elsewhere and s.on is not None and s.on < on]
    if not before:
        return None
    return of_session(request, patient, number, before[-1].session, on)


def of_session(request: HttpRequest, patient: UUID, number: str, session: int, on: dt.date) -> Since:
    """The same of a session by its number."""
    followed = queries.adverse_events.after_session(request.user, patient, session)
    row = FollowUpRow(None, patient=number, stored=followed.asked, followed=followed, today=on)
    return Since(followed, on, row, queries.practice.may(request.user, Verb.CORRECT, AdverseEvent.table))


def day_in(request: HttpRequest, today: dt.date) -> dt.date:
    """The day of the sheet from which the answer was sent."""
    posted: Any = request.POST.get("asked-asked_on", "")
    try:
        return min(today, dt.date.fromisoformat(posted))
    except ValueError:
        return today
