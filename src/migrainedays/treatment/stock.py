"""The vials of a clinic as a ledger of actions: every unit received is given to a patient, wasted, or still there.

A stock is what its actions add up to. An action that cannot be (a draw from what is not there) is refused, and the
stock stays as it was; what is merely unwise (an old vial) is for the check before signing to find.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import reduce
from typing import NoReturn

from migrainedays.errors import Impossible
from migrainedays.treatment.dilution import Dilution, Millilitres
from migrainedays.treatment.products import Units, product_named


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something done to one vial, at a moment."""

    vial: str
    at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Receive(Action):
    """A vial comes into the stock."""

    size: Units
    lot: str
    expires_on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Open(Action):
    """The stopper is pierced; the hours count from here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconstitute(Action):
    """The diluent goes in."""

    diluent: Millilitres


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw(Action):
    """Units for one session of one patient."""

    units: Units
    patient: str
    session: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waste(Action):
    """Units that no patient gets."""

    units: Units
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Discard(Action):
    """The vial is thrown away; what was left in it is waste."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantine(Action):
    """The vial is set aside (a recall, a broken cold chain), or with `lifted` comes back."""

    lifted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VialState:
    """A vial as its actions have left it."""

    vial: str
    size: Units
    lot: str
    expires_on: dt.date
    opened_at: dt.datetime | None = None
    diluent: Millilitres | None = None
    draws: tuple[Draw, ...] = ()
    wasted: Decimal = Decimal(0)
    discarded_at: dt.datetime | None = None
    quarantined: bool = False

    @property
    def drawn(self) -> Decimal:
        return sum((draw.units.amount for draw in self.draws), Decimal(0))

    @property
    def left(self) -> Units:
        """What is still in it."""
        return type(self.size)(self.size.amount - self.drawn - self.wasted)

    @property
    def dilution(self) -> Dilution | None:
        return Dilution(self.size, self.diluent) if self.diluent else None


@dataclass(frozen=True, slots=True)
class Stock:
    """All vials ever received, by number."""

    vials: Mapping[str, VialState] = field(default_factory=dict)

    def apply(self, action: Action) -> "Stock":
        """The stock after an action; Impossible, with a sentence, where it cannot have happened."""
        if isinstance(action, Receive):
            state = self._receive(action)
        else:
            state = _APPLY[type(action)](self._vial(action), action)  # type: ignore[operator]
        return Stock({**self.vials, action.vial: state})

    def _vial(self, action: Action) -> VialState:
        try:
            return self.vials[action.vial]
        except KeyError:
            raise Impossible("vials", "vial", action.vial, "was never received") from None

    def _receive(self, action: Receive) -> VialState:
        if action.vial in self.vials:
            _refuse(action, "is in the stock already; each vial has its own number")
        if not action.size.amount:
            _refuse(action, "holds nothing")
        return VialState(vial=action.vial, size=action.size, lot=action.lot, expires_on=action.expires_on)

    def in_lot(self, lot: str, product: str) -> tuple[VialState, ...]:
        """All vials of one lot of one product."""
        wanted = product_named(product)
        return tuple(v for v in self.vials.values() if v.lot == lot and isinstance(v.size, wanted))


def replay(actions: Iterable[Action]) -> Stock:
    """The stock that these actions add up to."""
    return reduce(Stock.apply, actions, Stock())


def _refuse(action: Action, reason: str) -> NoReturn:
    raise Impossible("vials", "vial", action.vial, reason)


def _open(vial: VialState, action: Open) -> VialState:
    if vial.discarded_at or vial.opened_at:
        _refuse(action, "is open already" if not vial.discarded_at else "was discarded")
    return dataclasses.replace(vial, opened_at=action.at)


def _reconstitute(vial: VialState, action: Reconstitute) -> VialState:
    _require_open(vial, action)
    if vial.diluent is not None:
        _refuse(action, "has its diluent already")
    Dilution(vial.size, action.diluent)
    return dataclasses.replace(vial, diluent=action.diluent)


def _draw(vial: VialState, action: Draw) -> VialState:
    _require_open(vial, action)
    if vial.diluent is None:
        _refuse(action, "has no diluent yet")
    _require_left(vial, action, action.units)
    return dataclasses.replace(vial, draws=(*vial.draws, action))


def _waste(vial: VialState, action: Waste) -> VialState:
    _require_open(vial, action)
    _require_left(vial, action, action.units)
    return dataclasses.replace(vial, wasted=vial.wasted + action.units.amount)


def _discard(vial: VialState, action: Discard) -> VialState:
    if vial.discarded_at:
        _refuse(action, "was discarded before")
    return dataclasses.replace(vial, wasted=vial.wasted + vial.left.amount, discarded_at=action.at)


def _quarantine(vial: VialState, action: Quarantine) -> VialState:
    return dataclasses.replace(vial, quarantined=not action.lifted)


def _require_open(vial: VialState, action: Action) -> None:
    if vial.discarded_at:
        _refuse(action, "was discarded")
    if vial.opened_at is None:
        _refuse(action, "is not open")
    if action.at < vial.opened_at:
        _refuse(action, "was opened later than that")


def _require_left(vial: VialState, action: Action, units: Units) -> None:
    if not units.amount:
        _refuse(action, "gave nothing; 0 units are no action")
    if units > vial.left:
        _refuse(action, f"holds only {vial.left}, and {units} were asked for")


_APPLY = {
    Open: _open,
    Reconstitute: _reconstitute,
    Draw: _draw,
    Waste: _waste,
    Discard: _discard,
    Quarantine: _quarantine,
}
