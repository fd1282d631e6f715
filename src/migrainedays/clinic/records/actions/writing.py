"""Documents that leave the practice."""

import hashlib
import uuid
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.actions import doing
from migrainedays.clinic.records.finding import patient_of
from migrainedays.clinic.records.models import User
from migrainedays.clinic.records.policies import Verb
from migrainedays.clinic.records.writing import WrittenDocument


@transaction.atomic
def hand_out(
    *,
    patient: UUID,
    kind: str,
    language: str,
    content: bytes,
    payer: str | None = None,
    session: int | None = None,
    by: Any,
    why: str = "",
) -> WrittenDocument:
    """Note that a document was handed out, by the hash of its file; its text is not kept."""
    actor = acting(by, Verb.ADD, WrittenDocument.table)
    handed = WrittenDocument(
        patient=patient_of(by, patient).patient,
        document=uuid.uuid4().hex,
        kind=kind,
        language=language,
        payer=payer,
        session=session,
        written_at=timezone.now(),
        written_by=str(User.objects.get(pk=actor.user_id)) if actor.user_id else actor.role,
        content_hash=hashlib.sha256(content).hexdigest(),
    )
    doing.add([handed], patient=patient, by=by, why=why)
    return handed
