"""What the clinic keeps beside a session: how it was charted, consent, notes after signing, the vials' ledger.

These values never leave in an exchange folder: the session and its injections there say what was given.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, ClassVar

from migrainedays import columns
from migrainedays.treatment.consent import Consent
from migrainedays.treatment.dilution import Millilitres
from migrainedays.treatment.products import Units, product_named
from migrainedays.treatment.stock import (
    Action,
    Discard,
    Draw,
    Open,
    Quarantine,
    Receive,
    Reconstitute,
    Stock,
    Waste,
    replay,
)

TOLERANCE = ("good", "fair", "poor")
VIAL_ACTS = ("receive", "open", "reconstitute", "draw", "waste", "discard", "quarantine", "release")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Charting(columns.Value):
    """How a session was charted: the text of the protocol it used, by its hash; what the check found, with the limits
    as they were (`findings`, JSON); the reason for each finding that stops (`reasons`, JSON by rule)."""

    table: ClassVar[str] = "chartings"

    patient: str = columns.text(key=True)
    session: int = columns.whole(1, key=True)
    protocol: str | None = columns.text()
    version: str | None = columns.text()
    content_hash: str | None = columns.text()
    started_at: dt.datetime | None = columns.moment()
    ended_at: dt.datetime | None = columns.moment()
    given: bool | None = columns.yes_no()
    tolerance: str | None = columns.choice(*TOLERANCE)
    complications: str | None = columns.text()
    findings: str | None = columns.text()
    reasons: str | None = columns.text()
    not_in_ledger: str | None = columns.text()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGiven(columns.Value):
    """Consent to treatment as it was given."""

    table: ClassVar[str] = "consents"

    patient: str = columns.text(key=True)
    given_on: dt.date = columns.day(key=True)
    text_version: str = columns.text(key=True)
    explained_by: str | None = columns.text()
    off_label_named: bool | None = columns.yes_no()
    withdrawn_on: dt.date | None = columns.day()

    def require(self) -> None:
        if not self.text_version.strip():
            self.refuse("text_version", "is missing; name the text that was explained")
        if not (self.explained_by or "").strip():
            self.refuse("explained_by", "is missing; consent was explained by somebody")
        if self.withdrawn_on is not None and self.withdrawn_on < self.given_on:
            self.refuse("withdrawn_on", "lies before the day on which it was given")

    def consent(self) -> Consent:
        """The same for the check."""
        return Consent(
            patient=self.patient,
            text_version=self.text_version,
            given_on=self.given_on,
            explained_by=self.explained_by or "",
            off_label_named=bool(self.off_label_named),
            withdrawn_on=self.withdrawn_on,
        )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Addendum(columns.Value):
    """A note to a session after it was signed."""

    table: ClassVar[str] = "addenda"

    patient: str = columns.text(key=True)
    session: int = columns.whole(1, key=True)
    number: int = columns.whole(1, key=True)
    text: str | None = columns.text()
    written_at: dt.datetime | None = columns.moment()
    written_by: str | None = columns.text()

    def require(self) -> None:
        if not (self.text or "").strip():
            self.refuse("text", "is missing; a note says something")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolText(columns.Value):
    """A protocol version of the clinic's own, as the file it was given as."""

    table: ClassVar[str] = "protocol_texts"
    written_once: ClassVar[bool] = True

    name: str = columns.text(key=True)
    version: str = columns.text(key=True)
    text: str | None = columns.text()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class VialAct(columns.Value):
    """One line of the ledger: something done to a vial. `subject` is the number of the patient of a draw."""

    table: ClassVar[str] = "vial_acts"

    vial: str = columns.text(key=True)
    number: int = columns.whole(1, key=True)
    act: str | None = columns.choice(*VIAL_ACTS)
    at: dt.datetime | None = columns.moment()
    product: str | None = columns.text()
    lot: str | None = columns.text()
    expires_on: dt.date | None = columns.day()
    units: Decimal | None = columns.units()
    diluent_ml: Decimal | None = columns.number(0)
    subject: str | None = columns.text()
    session: int | None = columns.whole()
    reason: str | None = columns.text()

    def require(self) -> None:
        if self.at is None or self.act is None:
            self.refuse("at", "is missing; a line says what was done, and when")

    def action(self) -> Action:
        """The same as an action of the ledger."""
        return _ACTIONS[self.act or ""](self, self.at)

    @property
    def amount(self) -> Units:
        """Its units, as units of their product."""
        return product_named(self.product or "")(self.units or Decimal(0))


def _received(act: VialAct, at: Any) -> Action:
    assert act.expires_on is not None, "actions.stock refuses to receive without it"
    return Receive(vial=act.vial, at=at, size=act.amount, lot=act.lot or "", expires_on=act.expires_on)


def _drawn(act: VialAct, at: Any) -> Action:
    return Draw(vial=act.vial, at=at, units=act.amount, patient=act.subject or "", session=act.session or 0)


_ACTIONS: Mapping[str, Callable[[VialAct, Any], Action]] = {
    "receive": _received,
    "open": lambda act, at: Open(vial=act.vial, at=at),
    "reconstitute": lambda act, at: Reconstitute(
        vial=act.vial, at=at, diluent=Millilitres(act.diluent_ml or Decimal(0))
    ),
    "draw": _drawn,
    "waste": lambda act, at: Waste(vial=act.vial, at=at, units=act.amount, reason=act.reason or ""),
    "discard": lambda act, at: Discard(vial=act.vial, at=at),
    "quarantine": lambda act, at: Quarantine(vial=act.vial, at=at),
    "release": lambda act, at: Quarantine(vial=act.vial, at=at, lifted=True),
}


def line_of(action: Action, number: int) -> VialAct:
    """An action of the ledger as its line with this number."""
    line = VialAct(vial=action.vial, number=number, act=_name_of(action), at=action.at)
    if isinstance(action, Receive):
        size = action.size
        return dataclasses.replace(
            line, product=size.product, lot=action.lot, expires_on=action.expires_on, units=size.amount
        )
    if isinstance(action, Reconstitute):
        return dataclasses.replace(line, diluent_ml=action.diluent.amount)
    if isinstance(action, Draw):
        units = action.units
        return dataclasses.replace(
            line, product=units.product, units=units.amount, subject=action.patient, session=action.session
        )
    if isinstance(action, Waste):
        units = action.units
        return dataclasses.replace(line, product=units.product, units=units.amount, reason=action.reason)
    return line


def _name_of(action: Action) -> str:
    if isinstance(action, Quarantine):
        return "release" if action.lifted else "quarantine"
    return type(action).__name__.lower()


def ledger_of(acts: Iterable[VialAct]) -> Stock:
    """The stock that the lines of the ledger add up to, each vial by its own numbers."""
    return replay(act.action() for act in sorted(acts, key=lambda act: (act.vial, act.number)))
