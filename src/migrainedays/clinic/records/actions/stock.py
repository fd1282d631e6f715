"""Vials."""

from typing import Any

from django.db import transaction

from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.keeping import keep
from migrainedays.clinic.records.policies import Verb
from migrainedays.treatment import Vial


@transaction.atomic
def receive(*, vial: Vial, by: Any, why: str = "") -> None:
    """Take a vial into stock."""
    keep([vial], record=None, by=acting(by, Verb.ADD, Vial.table), why=why)


@transaction.atomic
def correct(*, vial: Vial, revision: int, by: Any, why: str = "") -> int:
    """Correct a vial that was read at `revision`; returns the new revision."""
    return keep([vial], record=None, by=acting(by, Verb.CORRECT, Vial.table), why=why, revision=revision)
