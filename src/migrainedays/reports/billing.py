"""What a bill needs of a session: units given, units wasted, their codes; the words beside them are the clinic's.

Waste belongs to a session where nobody else drew from the vial and the vial is thrown away; otherwise it is said
that it cannot be told, and no line is made up.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from migrainedays.columns import Column
from migrainedays.literature import Claim, claim
from migrainedays.treatment import Injection, Session
from migrainedays.treatment.products import OnabotulinumtoxinA, plain
from migrainedays.treatment.stock import VialState

TOXIN, PROCEDURE, WASTED, NOT_WASTED = (
    f"billing.{name}" for name in ("toxin", "procedure", "wasted", "nothing_wasted")
)
LABELLED = ("procedure", "toxin", "wasted")  # lines that a clinic may call by its own words
WORDS = Column("text")
HEADER = ("session", "day", "code", "modifier", "units", "says", "verified")


@dataclass(frozen=True, slots=True)
class BillingLine:
    """One line: a code with its modifier, how many, what it is in our words, and whether the code was seen."""

    code: str
    modifier: str
    units: Decimal
    says: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Billing:
    """The lines of a session, and what keeps it from more."""

    lines: tuple[BillingLine, ...]
    open: tuple[str, ...]


def billing(
    session: Session, points: Iterable[Injection], vials: Iterable[VialState], words: Mapping[str, str] | None = None
) -> Billing:
    """The facts of one session from its points and the ledger; `words` are the clinic's own, by line of LABELLED."""
    used = [vial for vial in vials if any(_is_of(draw.patient, draw.session, session) for draw in vial.draws)]
    given = _given(session, points)
    wasted, still_open = _wasted(session, used)
    if not used:
        still_open = ("No vial of the ledger stands behind this session, so waste cannot be told.",)
    lines = tuple(_lines(session, given, wasted if not still_open else None, words or {}))
    return Billing(lines, still_open)


def _is_of(subject: str | None, number: int | None, session: Session) -> bool:
    return (subject, number) == (session.patient, session.session)


def _given(session: Session, points: Iterable[Injection]) -> Decimal | None:
    if session.total_units is not None:
        return session.total_units
    amounts = [point.units for point in points]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(amounts) else None


def _wasted(session: Session, used: Sequence[VialState]) -> tuple[Decimal, tuple[str, ...]]:
    total, still_open = Decimal(0), []
    for vial in used:
        if not all(_is_of(draw.patient, draw.session, session) for draw in vial.draws):
            still_open.append(f"Vial {vial.vial} served another session too: its waste belongs to none alone.")
        elif vial.discarded_at is None and vial.left.amount:
            still_open.append(f"Vial {vial.vial} still holds {plain(vial.left.amount)} U and is not thrown away yet.")
        else:
            total += vial.wasted
    return total, tuple(still_open)


def _lines(
    session: Session, given: Decimal | None, wasted: Decimal | None, words: Mapping[str, str]
) -> Iterator[BillingLine]:
    yield _line(claim(PROCEDURE), "", Decimal(1), words.get("procedure"))
    if given is None or (session.product or "").lower() != OnabotulinumtoxinA.product.lower():
        return
    nothing = wasted is not None and not wasted
    yield _line(claim(TOXIN), _code(claim(NOT_WASTED)) if nothing else "", given, words.get("toxin"))
    if wasted:
        yield _line(claim(TOXIN), _code(claim(WASTED)), wasted, words.get("wasted") or words.get("toxin"))


def _line(found: Claim, modifier: str, units: Decimal, words: str | None) -> BillingLine:
    return BillingLine(_code(found), modifier, units, words or found.says, found.verified)


def _code(found: Claim) -> str:
    """The code of a claim, which stands as its unit: a code is no number to reckon with."""
    return found.unit


def as_csv(session: Session, found: Billing) -> str:
    """The lines as a table for the billing office; no name, the session's number and day alone."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(HEADER)
    for line in found.lines:
        verified = "yes" if line.verified else "no"
        says = WORDS.write(line.says)  # a spreadsheet runs what begins like a formula
        writer.writerow([session.session, session.on, line.code, line.modifier, plain(line.units), says, verified])
    return written.getvalue()
