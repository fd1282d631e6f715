"""Secret addresses of calendars: made, shown once, revoked at once."""

import dataclasses
import uuid
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from migrainedays.clinic.records.access import Actor, Forbidden, NotFound, acting
from migrainedays.clinic.records.finding import patient_of
from migrainedays.clinic.records.keeping import keep
from migrainedays.clinic.records.models import FeedRow, Stored, User
from migrainedays.clinic.records.phone_access import hash_of, new_secret
from migrainedays.clinic.records.policies import Verb
from migrainedays.clinic.records.scheduling import Feed


@transaction.atomic
def make(*, patient: UUID | None = None, by: Any, why: str = "") -> str:
    """Make an address for a patient's calendar, or for the clinic's in one's own name; returns its secret."""
    actor = acting(by, Verb.ADD, Feed.table)
    secret = new_secret()
    feed = Feed(
        feed=uuid.uuid4().hex,
        secret_hash=hash_of(secret),
        of_patient=str(patient_of(by, patient).public_id) if patient else None,
        of_member=None if patient else _address_of(actor),
        made_at=timezone.now(),
    )
    keep([feed], record=None, by=actor, why=why)
    return secret


@transaction.atomic
def revoke(*, feed: UUID, patient: UUID | None = None, by: Any, why: str = "") -> None:
    """Stop an address at once: one of this patient, or one of one's own."""
    actor = acting(by, Verb.CORRECT, Feed.table)
    rows = FeedRow.objects.visible_to(by).standing().filter(feed=feed.hex)
    if patient is not None:
        rows = rows.filter(of_patient=str(patient_of(by, patient).public_id))
    else:
        rows = rows.filter(of_member=_address_of(actor))
    found: list[Stored[Feed]] = rows.stored()
    if not found:
        raise NotFound("There is no such address.")
    if found[0].value.revoked_at is None:
        revoked = dataclasses.replace(found[0].value, revoked_at=timezone.now())
        keep([revoked], record=None, by=actor, revision=found[0].revision, why=why)


def _address_of(actor: Actor) -> str:
    if actor.user_id is None:
        raise Forbidden("A calendar of the clinic belongs to somebody who signs in.")
    return User.objects.get(pk=actor.user_id).email
