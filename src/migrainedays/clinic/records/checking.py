"""The check of a session as it stands in the tables: whoever signs, and by whatever way, signs over this."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from migrainedays.clinic.records.access import Actor, NotFound
from migrainedays.clinic.records.charting import Charting, ledger_of
from migrainedays.clinic.records.courses import history_of
from migrainedays.clinic.records.ledger import acts_of
from migrainedays.clinic.records.library import version_of
from migrainedays.clinic.records.models import ROWS, Clinic, PatientRecord, Stored
from migrainedays.columns import Value
from migrainedays.errors import InputRefused, WrongUse
from migrainedays.protocol import Findings, Severity, Version, check
from migrainedays.treatment import Injection, Session
from migrainedays.treatment import charting as library
from migrainedays.treatment.stock import VialState


@dataclasses.dataclass(frozen=True, slots=True)
class Judged:
    """A stored session with its protocol version and findings; `charting` is how it was charted, at its `revision`,
    or, at 0, what is to be kept of a session that was typed in."""

    session: Session
    version: Version
    charting: Charting
    revision: int
    findings: Findings


def judge(
    record: PatientRecord, number: int, *, by: Actor, charting: Charting | None = None, given: bool | None = None
) -> Judged:
    """Check a stored session; `charting` is one that is not kept yet, `given` says that the toxin is in.

    A session that was typed in took place. NotFound where there is none; InputRefused where nothing can be checked.
    """
    session = _one(record, Session, number)
    if session is None:
        raise NotFound("There is no such session.")
    stored = _one(record, Charting, number)
    charting = charting or (stored.value if stored else None)
    version = _version(session.value, charting, by)
    charting = charting or _typed_in(session.value, version)
    if given is not None:
        charting = dataclasses.replace(charting, given=given)
    charted = _as_charted(record, session.value, charting, by)
    findings = check(charted, version, history_of(by, record, on=charted.on))
    return Judged(session.value, version, charting, stored.revision if stored else 0, findings)


def refuse_unready(findings: Findings, reasons: Mapping[str, str]) -> None:
    """InputRefused with every sentence that still stands in the way of a signature."""
    named = {rule for rule, reason in reasons.items() if reason.strip()}
    if not findings.can_be_signed(named):
        lacking = [f for f in findings.of(Severity.STOP) if f.rule not in named]
        told = " ".join(finding.sentence for finding in (*findings.of(Severity.BLOCK), *lacking))
        raise InputRefused(f"This cannot be signed yet: {told}")


def _one(record: PatientRecord, value_class: type[Value], number: int) -> "Stored[Any] | None":
    found: list[Stored[Any]] = ROWS[value_class].objects.standing().filter(patient=record, session=number).stored()
    return found[0] if found else None


def _version(session: Session, charting: Charting | None, by: Actor) -> Version:
    if session.is_elsewhere:
        raise InputRefused("A session elsewhere stays as it was told; only sessions here are signed.")
    name, number = (charting.protocol, charting.version) if charting else (session.protocol, session.version)
    try:
        return version_of(by.clinic_id, name or "", number)
    except WrongUse:
        raise InputRefused(
            f"Session {session.session} names no protocol version of the library here, so it cannot be checked. "
            "Name the protocol and its version, save, and sign then."
        ) from None


def _typed_in(session: Session, version: Version) -> Charting:
    return Charting(
        patient=session.patient,
        session=session.session,
        protocol=version.name,
        version=version.version,
        content_hash=version.content_hash,
        given=True,
    )


def _as_charted(record: PatientRecord, session: Session, charting: Charting, by: Actor) -> library.Charting:
    points = ROWS[Injection].objects.standing().filter(patient=record, session=session.session)
    injections: list[Injection] = points.read()
    vials = ledger_of(acts_of(by.clinic_id)).vials.values()
    return library.Charting(
        session=session,
        injections=tuple(sorted(injections, key=lambda injection: injection.key)),
        at=charting.started_at or _midday(session, by),
        vials=tuple(_before(vial, session) for vial in vials),
        given=bool(charting.given),
    )


def _midday(session: Session, by: Actor) -> dt.datetime:
    """The moment of a session of which only the day was kept."""
    assert session.on is not None, "a session here has its day"
    zone = ZoneInfo(Clinic.objects.get(pk=by.clinic_id).zone)
    return dt.datetime.combine(session.on, dt.time(12), tzinfo=zone)


def _before(vial: VialState, session: Session) -> VialState:
    """A vial as it was without what this session drew from it."""
    own = (session.patient, session.session)
    return dataclasses.replace(vial, draws=tuple(d for d in vial.draws if (d.patient, d.session) != own))
