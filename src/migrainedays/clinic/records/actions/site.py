"""What the practice shows to everybody: who it is, and its own results as they were published."""

import dataclasses
import json
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.enquiring import PublishedResults, Website
from migrainedays.clinic.records.keeping import keep
from migrainedays.clinic.records.models import ROWS, Stored, User
from migrainedays.clinic.records.policies import Verb


@transaction.atomic
def describe(*, website: Website, revision: int, by: Any) -> int:
    """Say who the practice is and whether its pages are shown; returns the new revision."""
    actor = acting(by, Verb.CORRECT if revision else Verb.ADD, Website.table)
    return keep([website], record=None, by=actor, revision=revision)


@transaction.atomic
def publish_results(*, told: Mapping[str, Any], by: Any) -> PublishedResults:
    """Show results to everybody, in the place of those shown before."""
    actor = acting(by, Verb.ADD, PublishedResults.table)
    _take_back(actor)
    published = PublishedResults(
        published=uuid.uuid4().hex,
        published_at=timezone.now(),
        published_by=str(User.objects.get(pk=actor.user_id)) if actor.user_id else actor.role,
        told=json.dumps(dict(told), ensure_ascii=False),
    )
    keep([published], record=None, by=actor)
    return published


@transaction.atomic
def take_back_results(*, by: Any) -> None:
    """Show no results any more."""
    _take_back(acting(by, Verb.CORRECT, PublishedResults.table))


def _take_back(actor: Any) -> None:
    rows = ROWS[PublishedResults].objects.standing().filter(clinic_id=actor.clinic_id, taken_back_at=None)
    shown: list[Stored[PublishedResults]] = rows.stored()
    for stored in shown:
        gone = dataclasses.replace(stored.value, taken_back_at=timezone.now())
        keep([gone], record=None, by=actor, revision=stored.revision)
