"""Putting a signature under a session: only over findings that allow it, kept with their reasons beside it."""

import dataclasses
import json
from collections.abc import Mapping

from django.utils import timezone

from migrainedays.clinic.records import checking
from migrainedays.clinic.records.access import Actor
from migrainedays.clinic.records.charting import Charting
from migrainedays.clinic.records.checking import Judged
from migrainedays.clinic.records.keeping import keep
from migrainedays.clinic.records.models import ROWS, Entry, PatientRecord, SignatureRow, User
from migrainedays.clinic.records.people import Countersignature, Signature
from migrainedays.clinic.records.refusals import Signed
from migrainedays.errors import InputRefused
from migrainedays.protocol import document_of_findings


def sign(record: PatientRecord, judged: Judged, reasons: Mapping[str, str], *, by: Actor, why: str) -> Signature:
    """Sign a session over its findings; InputRefused while one blocks, or stops and has no reason.

    The record is held locked by the caller, who may sign.
    """
    number = judged.session.session
    if SignatureRow.objects.standing().filter(patient=record, session=number).exists():
        raise Signed(number)
    reasons = known_reasons(judged) | dict(reasons)
    checking.refuse_unready(judged.findings, reasons)
    keep_findings(record, judged, reasons, by=by, why=why)
    signature = Signature(patient=record.patient, session=number, signed_at=timezone.now(), signed_by=name_of(by))
    keep([signature], record=record, by=by, why=why)
    return signature


def countersign(record: PatientRecord, number: int, *, by: Actor, why: str) -> Countersignature:
    """A second person's signature; refused to the one who signed, and where no finding asks for it."""
    if not asks_for_another(record, number):
        raise InputRefused(f"Nothing in session {number} asks for a second signature.")
    signer = _signer(record, number)
    if signer is None:
        raise InputRefused(f"Session {number} is not signed yet; a second signature stands under the first.")
    if by.user_id is None or by.user_id == signer:
        raise InputRefused("You signed this session yourself. The second signature is that of somebody else.")
    if ROWS[Countersignature].objects.standing().filter(patient=record, session=number).exists():
        raise InputRefused(f"Session {number} has its second signature already.")
    second = Countersignature(patient=record.patient, session=number, signed_at=timezone.now(), signed_by=name_of(by))
    keep([second], record=record, by=by, why=why)
    return second


def asks_for_another(record: PatientRecord, number: int) -> bool:
    """Whether a finding kept with this session asks for a second person."""
    kept: list[Charting] = ROWS[Charting].objects.standing().filter(patient=record, session=number).read()
    found = [json.loads(charting.findings or "{}").get("findings", []) for charting in kept]
    return any(finding["countersign"] for findings in found for finding in findings)


def known_reasons(judged: Judged) -> dict[str, str]:
    """The reasons that were given when the session was charted."""
    return dict(json.loads(judged.charting.reasons or "{}"))


def keep_findings(record: PatientRecord, judged: Judged, reasons: Mapping[str, str], *, by: Actor, why: str) -> None:
    """Keep what the check found, with the limits as they were, and the reasons, beside the session.

    A reason without its finding is left out.
    """
    held = {rule: said.strip() for rule, said in reasons.items() if rule in judged.findings.rules and said.strip()}
    charting = dataclasses.replace(
        judged.charting,
        findings=json.dumps(document_of_findings(judged.findings), ensure_ascii=False),
        reasons=json.dumps(held, ensure_ascii=False),
    )
    keep([charting], record=record, by=by, why=why, revision=judged.revision)


def name_of(by: Actor) -> str:
    """The name that stands under what this person signs or writes."""
    return str(User.objects.get(pk=by.user_id)) if by.user_id else by.role


def _signer(record: PatientRecord, number: int) -> int | None:
    """The account that signed, as the journal has it."""
    if not SignatureRow.objects.standing().filter(patient=record, session=number).exists():
        return None
    entries = Entry.objects.filter(patient=record, noun=Signature.table).order_by("-number")
    return next((e.who_id for e in entries if any(row["value"]["session"] == number for row in e.rows)), None)
