"""What was done to a patient's record, by whom and why."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.finding import patient_of
from migrainedays.clinic.records.models import Entry
from migrainedays.clinic.records.policies import Verb


@dataclasses.dataclass(frozen=True, slots=True)
class Act:
    """One entry of the journal; `who` is None for the operator of the machine."""

    number: int
    at: dt.datetime
    who: str | None
    role: str
    why: str
    noun: str
    rows: tuple[Mapping[str, Any], ...]


def history(user: Any, patient: UUID) -> list[Act]:
    """The acts on a patient's record, newest first."""
    acting(user, Verb.READ, "journal")
    record = patient_of(user, patient)
    entries = Entry.objects.visible_to(user).filter(patient=record).select_related("who").order_by("-number")
    return [Act(e.number, e.at, str(e.who) if e.who else None, e.role, e.why, e.noun, tuple(e.rows)) for e in entries]
