"""What is known of a patient before a session, how a session was charted, and what the check says of it."""

import dataclasses
import datetime as dt
from typing import Any
from uuid import UUID

from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.charting import Charting
from migrainedays.clinic.records.checking import judge
from migrainedays.clinic.records.courses import history_of
from migrainedays.clinic.records.finding import patient_of
from migrainedays.clinic.records.models import ROWS
from migrainedays.clinic.records.people import Countersignature, Signature
from migrainedays.clinic.records.policies import Verb
from migrainedays.clinic.records.queries.rows import one
from migrainedays.diary import DiaryDay
from migrainedays.protocol import Findings
from migrainedays.treatment.history import History

ASKS_ANOTHER = '"countersign": true'  # as the findings of a charting are kept


@dataclasses.dataclass(frozen=True, slots=True)
class Waiting:
    """A charted session that waits for its signature, or for the second one."""

    id: UUID
    number: str
    session: int
    second: bool


def waiting(user: Any) -> list[Waiting]:
    """The charted sessions that nobody signed yet, then those that a second person has yet to sign."""
    acting(user, Verb.READ, Charting.table)
    charted = ROWS[Charting].objects.visible_to(user).standing().order_by("patient__patient", "session")
    signed, seconded = (_signed(user, kind) for kind in (Signature, Countersignature))
    found: list[Waiting] = []
    for public_id, number, session, findings in charted.values_list(
        "patient__public_id", "patient__patient", "session", "findings"
    ):
        if (public_id, session) not in signed:
            found.append(Waiting(public_id, number, session, second=False))
        elif (public_id, session) not in seconded and ASKS_ANOTHER in (findings or ""):
            found.append(Waiting(public_id, number, session, second=True))
    return sorted(found, key=lambda one: one.second)


def _signed(user: Any, kind: type[Any]) -> set[tuple[UUID, int]]:
    rows = ROWS[kind].objects.visible_to(user).standing()
    return set(rows.values_list("patient__public_id", "session"))


def history(user: Any, patient: UUID, *, on: dt.date) -> History:
    """All that the check of a session on a day may rest on, from the diary's baseline to consents."""
    acting(user, Verb.READ, DiaryDay.table)
    return history_of(user, patient_of(user, patient), on=on)


def charting(user: Any, patient: UUID, session: int) -> Charting | None:
    """How a session was charted; None for one that was typed in or imported."""
    stored = one(user, patient, Charting, session=session)
    return stored.value if stored else None


def findings(user: Any, patient: UUID, session: int, *, given: bool | None = None) -> Findings:
    """What the check finds on a stored session before it is signed; InputRefused where nothing can be checked."""
    actor = acting(user, Verb.READ, Charting.table)
    return judge(patient_of(user, patient), session, by=actor, given=given).findings
