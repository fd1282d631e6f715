"""Sessions with their injections, and the signature that closes them."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from migrainedays.clinic.records import ledger, signing
from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.actions import doing
from migrainedays.clinic.records.checking import judge
from migrainedays.clinic.records.finding import locked, patient_of
from migrainedays.clinic.records.people import Countersignature, Signature
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
def sign(
    *,
    patient: UUID,
    session: int,
    reasons: Mapping[str, str] | None = None,
    given: bool | None = None,
    by: Any,
    why: str = "",
) -> Signature:
    """Sign a session as it stands, over the check of it; from then on nobody changes it.

    `reasons` are those for findings that stop, by rule, beside the ones kept with the charting; `given` says that the
    toxin is in, and unsaid it is what was charted. InputRefused, with the findings, while one stands in the way.
    """
    actor = acting(by, Verb.SIGN, Signature.table)
    ledger.hold(actor)
    record = locked(patient_of(by, patient))
    judged = judge(record, session, by=actor, given=given)
    return signing.sign(record, judged, reasons or {}, by=actor, why=why)


@transaction.atomic
def countersign(*, patient: UUID, session: int, by: Any, why: str = "") -> Countersignature:
    """Put a second person's signature under a signed session whose findings ask for one."""
    actor = acting(by, Verb.SIGN, Countersignature.table)
    return signing.countersign(locked(patient_of(by, patient)), session, by=actor, why=why)
