"""A session as it was charted: its points, what the check found, the reasons, the vials, the signature; all or none."""

import dataclasses
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from migrainedays.clinic.records import checking, ledger, signing
from migrainedays.clinic.records.access import Actor, acting
from migrainedays.clinic.records.actions import doing
from migrainedays.clinic.records.charting import Addendum, Charting, ConsentGiven, VialAct
from migrainedays.clinic.records.finding import locked, patient_of
from migrainedays.clinic.records.keeping import keep
from migrainedays.clinic.records.library import version_of
from migrainedays.clinic.records.models import ROWS, PatientRecord, SignatureRow
from migrainedays.clinic.records.people import Signature
from migrainedays.clinic.records.policies import Verb
from migrainedays.errors import Impossible, InputRefused
from migrainedays.protocol import Findings
from migrainedays.treatment import Condition, Injection, Session


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything on a session's sheet, as it is to be kept."""

    session: Session
    injections: tuple[Injection, ...]
    charting: Charting
    conditions: tuple[Condition, ...] = ()
    consent: ConsentGiven | None = None


@transaction.atomic
def record(
    *,
    patient: UUID,
    sheet: Sheet,
    reasons: Mapping[str, str],
    sign: bool = False,
    by: Any,
    why: str = "",
) -> Findings:
    """Keep a charted session with what the check finds on it; refused while a finding blocks, or stops and has no
    reason.

    What is charted as given is kept even where the ledger cannot follow, and the charting then says so.
    """
    actor = acting(by, Verb.ADD, Charting.table)
    if sign:
        acting(by, Verb.SIGN, Signature.table)
    ledger.hold(actor)
    record = locked(patient_of(by, patient))
    _refuse_other_text(sheet, actor)
    answers: list[Any] = [*_new(record, sheet.conditions, actor)]
    answers += [sheet.consent] if sheet.consent else []
    doing.add(answers, patient=patient, by=by, why=why)
    doing.add([sheet.session, *sheet.injections], patient=patient, by=by, why=why)
    judged = checking.judge(record, sheet.session.session, by=actor, charting=sheet.charting)
    checking.refuse_unready(judged.findings, reasons)
    noted = dataclasses.replace(sheet.charting, not_in_ledger="; ".join(_draw(sheet, actor, why)) or None)
    judged = dataclasses.replace(judged, charting=noted)
    if sign:
        signing.sign(record, judged, reasons, by=actor, why=why)
    else:
        signing.keep_findings(record, judged, reasons, by=actor, why=why)
    return judged.findings


@transaction.atomic
def add_note(*, patient: UUID, session: int, text: str, by: Any, why: str = "") -> Addendum:
    """Add a note to a signed session, with its author and the moment."""
    actor = acting(by, Verb.ADD, Addendum.table)
    record = locked(patient_of(by, patient))
    if not SignatureRow.objects.standing().filter(patient=record, session=session).exists():
        raise InputRefused("This session is not signed yet: correct it instead of adding a note.")
    number = ROWS[Addendum].objects.standing().filter(patient=record, session=session).count() + 1
    note = Addendum(
        patient=record.patient,
        session=session,
        number=number,
        text=text.strip(),
        written_at=timezone.now(),
        written_by=signing.name_of(actor),
    )
    keep([note], record=record, by=actor, why=why)
    return note


@transaction.atomic
def consent(*, patient: UUID, consent: ConsentGiven, by: Any, why: str = "") -> None:
    """Note a consent."""
    doing.add([consent], patient=patient, by=by, why=why)


def _refuse_other_text(sheet: Sheet, actor: Actor) -> None:
    """The version must stand as it was shown, and as every session before used it."""
    charting = sheet.charting
    found = version_of(actor.clinic_id, charting.protocol or "", charting.version)
    if found.content_hash != charting.content_hash:
        raise InputRefused("The protocol version is not the one that was shown. Open the session again.")


def _new(record: PatientRecord, conditions: Sequence[Condition], by: Actor) -> list[Condition]:
    """The answers that do not stand yet; a question answered again on the same day keeps both in the journal."""
    rows = ROWS[Condition].objects.standing().filter(patient=record)
    stored = {s.value.key: s for s in rows.stored()}
    new = []
    for condition in conditions:
        if condition.key in stored and stored[condition.key].value != condition:
            by.must(Verb.CORRECT, Condition.table)
            keep([condition], record=record, by=by, revision=stored[condition.key].revision)
        else:
            new.append(condition)
    return new


def _draw(sheet: Sheet, actor: Actor, why: str) -> list[str]:
    """Draw the units from their vials; returns a sentence for each draw that a given session made impossible."""
    drawn: dict[str, Decimal] = defaultdict(Decimal)
    for injection in sheet.injections:
        if injection.vial and injection.units:
            drawn[injection.vial] += injection.units
    lacking = []
    for vial, units in sorted(drawn.items()):
        if not ledger.acts_of(actor.clinic_id, vial=vial):
            lacking.append(f"{vial} was not received here")
            continue
        try:
            ledger.enter(_line(sheet, vial, units), by=actor, why=why)
        except Impossible as problem:
            if not sheet.charting.given:
                raise
            lacking.append(str(problem))
    return lacking


def _line(sheet: Sheet, vial: str, units: Decimal) -> VialAct:
    return VialAct(
        vial=vial,
        number=1,
        act="draw",
        at=sheet.charting.started_at,
        product=sheet.session.product,
        units=units,
        subject=sheet.session.patient,
        session=sheet.session.session,
    )
