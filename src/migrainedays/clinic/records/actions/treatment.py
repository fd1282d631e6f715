"""Sessions with their injections, and the signature that closes them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from migrainedays.clinic.records.access import NotFound, acting
from migrainedays.clinic.records.actions import doing
from migrainedays.clinic.records.finding import patient_of
from migrainedays.clinic.records.keeping import keep
from migrainedays.clinic.records.models import SessionRow, User
from migrainedays.clinic.records.people import Signature
from migrainedays.clinic.records.policies import Verb
from migrainedays.treatment import Injection, Session


@transaction.atomic
def record(*, patient: UUID, session: Session, injections: Sequence[Injection] = (), by: Any, why: str = "") -> None:
    """Record a session with its injected points; what was injected can always be recorded."""
    doing.add([session, *injections], patient=patient, by=by, why=why)


def correct(*, patient: UUID, value: Session | Injection, revision: int, by: Any, why: str = "") -> int:
    """Correct a session or a point that is not signed yet; returns the new revision."""
    return doing.correct(value, patient=patient, revision=revision, by=by, why=why)


def withdraw(*, patient: UUID, value: Session | Injection, revision: int, by: Any, why: str) -> int:
    """Take back a session or a point that was entered in error."""
    return doing.withdraw(value, patient=patient, revision=revision, by=by, why=why)


@transaction.atomic
def sign(*, patient: UUID, session: int, by: Any, why: str = "") -> Signature:
    """Sign a session as it stands; from then on nobody changes it."""
    actor = acting(by, Verb.SIGN, Signature.table)
    record = patient_of(by, patient)
    if not SessionRow.objects.standing().filter(patient=record, session=session).exists():
        raise NotFound("There is no such session.")
    name = str(User.objects.get(pk=actor.user_id)) if actor.user_id else actor.role
    signature = Signature(patient=record.patient, session=session, signed_at=timezone.now(), signed_by=name)
    keep([signature], record=record, by=actor, why=why)
    return signature
