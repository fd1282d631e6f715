"""The vials that the session draws from: product, lot, expiry, hours, content."""

import datetime as dt
from collections.abc import Iterator

from migrainedays.literature import claim
from migrainedays.protocol.finding import Finding, Severity
from migrainedays.protocol.version import Version
from migrainedays.treatment.charting import Charting
from migrainedays.treatment.history import History
from migrainedays.treatment.products import plain, same_product
from migrainedays.treatment.stock import VialState

_LOTS = ("treatment.expired_lots",)
_HOURS = ("treatment.hours_after_opening",)
_SINGLE = ("treatment.single_patient",)
_UNITS = ("treatment.not_interchangeable",)


def find_in_vials(session: Charting, version: Version, history: History) -> Iterator[Finding]:
    """What speaks against a vial, and vials that the stock does not know."""
    named = {injection.vial for injection in session.injections if injection.units}
    known = {vial.vial: vial for vial in session.vials}
    if None in named:
        yield _finding("vial_unnamed", Severity.STOP, "Some points name no vial; a recall would not find them.", _LOTS)
    for name in sorted(vial for vial in named if vial is not None):
        if name in known:
            yield from _find_in(known[name], session)
            yield from _dilution(known[name], version)
        else:
            sentence = f"Vial {name} was not received into the stock here; its lot and expiry are not known."
            yield _finding("vial_typed", Severity.STOP, sentence, _LOTS, name, unknown=(f"lot and expiry of {name}",))


def _find_in(vial: VialState, session: Charting) -> Iterator[Finding]:
    name, lot = vial.vial, f"{vial.vial}, lot {vial.lot},"
    product = session.session.product
    if product and not same_product(product, vial.size.product):
        sentence = f"Vial {name} holds {vial.size.product}; the session is charted for {product}."
        yield _finding("vial_product", Severity.BLOCK, sentence, _UNITS, name)
    if vial.expires_on < session.on:
        sentence = f"Vial {lot} expired on {vial.expires_on}."
        yield _finding("vial_expired", Severity.BLOCK, sentence, _LOTS, name)
    if vial.quarantined:
        yield _finding("vial_quarantined", Severity.BLOCK, f"Vial {lot} is in quarantine.", _LOTS, name)
    drawn = session.drawn_from(name)
    if drawn > vial.left.amount:
        sentence = f"Vial {name} holds {plain(vial.left.amount)} U more, and {plain(drawn)} U are charted from it."
        yield _finding("vial_overdrawn", Severity.BLOCK, sentence, _SINGLE, name)
    yield from _hours(vial, session)
    others = {draw.patient for draw in vial.draws} - {session.session.patient}
    if others:
        sentence = f"Vial {name} was drawn from for another patient before; the label gives it for single use."
        yield _finding("vial_shared", Severity.LOOK, sentence, _SINGLE, name)


def _hours(vial: VialState, session: Charting) -> Iterator[Finding]:
    limit = dt.timedelta(hours=int(claim("treatment.hours_after_opening").number))
    if vial.discarded_at is not None and vial.discarded_at <= session.at:
        sentence = f"Vial {vial.vial} was discarded at {vial.discarded_at:%Y-%m-%d %H:%M}."
        yield _finding("vial_discarded", Severity.BLOCK, sentence, _HOURS, vial.vial)
    elif vial.opened_at is None:
        sentence = f"When vial {vial.vial} was opened is not entered."
        unknown = (f"when vial {vial.vial} was opened",)
        yield _finding("vial_hours", Severity.LOOK, sentence, _HOURS, vial.vial, unknown=unknown)
    elif session.at - vial.opened_at > limit:
        hours = (session.at - vial.opened_at) / dt.timedelta(hours=1)
        sentence = (
            f"Vial {vial.vial} has been open for {hours:.1f} hours; {limit // dt.timedelta(hours=1)} are the most."
        )
        yield _finding("vial_hours", Severity.BLOCK, sentence, _HOURS, vial.vial)


def _dilution(vial: VialState, version: Version) -> Iterator[Finding]:
    if vial.diluent is None:
        sentence = f"With how much diluent vial {vial.vial} was made up is not entered: units in 0.1 mL are not known."
        unknown = (f"diluent of vial {vial.vial}",)
        yield _finding("dilution", Severity.LOOK, sentence, _UNITS, vial.vial, unknown=unknown)
        return
    planned = version.diluent_ml_per_100_units * vial.size.amount / 100
    if planned != vial.diluent.amount:
        sentence = (
            f"Vial {vial.vial} was made up with {plain(vial.diluent.amount)} mL; "
            f"the protocol has {plain(planned)} mL for it."
        )
        yield _finding("dilution", Severity.LOOK, sentence, _UNITS, vial.vial)


def _finding(
    rule: str,
    severity: Severity,
    sentence: str,
    claims: tuple[str, ...],
    vial: str = "not named",
    unknown: tuple[str, ...] = (),
) -> Finding:
    inputs = (("vial", vial),)
    return Finding(rule=rule, severity=severity, sentence=sentence, claims=claims, inputs=inputs, unknown=unknown)
