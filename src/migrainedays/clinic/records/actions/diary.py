"""What the diary holds, entered for a patient: days, attacks, intakes, exposures, goals, and what the diary asks."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from migrainedays.clinic.records.actions import doing
from migrainedays.clinic.records.people import DiaryPlan
from migrainedays.clinic.records.projecting import tell_phones
from migrainedays.diary import Attack, DiaryDay, Exposure, Goal, Intake

Entry = DiaryDay | Attack | Intake | Exposure | Goal


@transaction.atomic
def record(*, patient: UUID, entries: Sequence[Entry], by: Any, why: str = "") -> None:
    """Enter what is new; Conflict where something else stands already under the same key."""
    doing.add(entries, patient=patient, by=by, why=why)
    tell_phones(entries, patient=patient, by=by)


@transaction.atomic
def correct(*, patient: UUID, entry: Entry, revision: int, by: Any, why: str = "") -> int:
    """Correct what was read at `revision`; returns the new revision."""
    corrected = doing.correct(entry, patient=patient, revision=revision, by=by, why=why)
    tell_phones([entry], patient=patient, by=by)
    return corrected


@transaction.atomic
def withdraw(*, patient: UUID, entry: Entry, revision: int, by: Any, why: str) -> int:
    """Take back what was entered in error."""
    withdrawn = doing.withdraw(entry, patient=patient, revision=revision, by=by, why=why)
    tell_phones([entry], patient=patient, by=by)
    return withdrawn


def ask(*, patient: UUID, plan: DiaryPlan, revision: int = 0, by: Any, why: str = "") -> int:
    """Say what this diary asks, for instance whether drugs are kept in it."""
    if revision:
        return doing.correct(plan, patient=patient, revision=revision, by=by, why=why)
    doing.add([plan], patient=patient, by=by, why=why)
    return 1
