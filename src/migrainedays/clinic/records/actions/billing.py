"""What the lines of a bill are called in this clinic."""

from typing import Any

from django.db import transaction

from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.billing import BillingWords
from migrainedays.clinic.records.keeping import keep
from migrainedays.clinic.records.policies import Verb


@transaction.atomic
def name(*, words: BillingWords, revision: int = 0, by: Any, why: str = "") -> int:
    """Say how the lines are called; returns the new revision."""
    actor = acting(by, Verb.CORRECT if revision else Verb.ADD, BillingWords.table)
    return keep([words], record=None, by=actor, why=why, revision=revision)
