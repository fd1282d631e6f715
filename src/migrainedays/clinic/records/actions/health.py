"""What bears on treatment: conditions, preventives tried, questionnaires, adverse events."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from migrainedays.clinic.records.actions import doing
from migrainedays.scales import Score
from migrainedays.treatment import AdverseEvent, Condition, Preventive

Finding = Condition | Preventive | Score | AdverseEvent


def record(*, patient: UUID, values: Sequence[Finding], by: Any, why: str = "") -> None:
    """Note what is new."""
    doing.add(values, patient=patient, by=by, why=why)


def correct(*, patient: UUID, value: Finding, revision: int, by: Any, why: str = "") -> int:
    """Correct what was read at `revision`; returns the new revision."""
    return doing.correct(value, patient=patient, revision=revision, by=by, why=why)


def withdraw(*, patient: UUID, value: Finding, revision: int, by: Any, why: str) -> int:
    """Take back what was entered in error."""
    return doing.withdraw(value, patient=patient, revision=revision, by=by, why=why)
