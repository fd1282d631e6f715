"""The cheapest vials for a plan, and the patients of a lot."""

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import product as every_combination

from migrainedays.errors import Impossible, WrongUse
from migrainedays.literature import claim
from migrainedays.treatment.adverse_event import AdverseEvent
from migrainedays.treatment.injection import Injection
from migrainedays.treatment.products import DifferentProducts, Units
from migrainedays.treatment.session import Session
from migrainedays.treatment.stock import VialState
from migrainedays.treatment.vial import Vial


@dataclass(frozen=True, slots=True)
class Offer:
    """A size of vial and its price, in any one currency; `at_most` is how many there are, None for any number."""

    size: Units
    price: Decimal
    at_most: int | None = None

    def __post_init__(self) -> None:
        if not self.size.amount or self.price < 0:
            raise Impossible("vials", "size_units", self.size.amount, "holds nothing, or its price is negative")


@dataclass(frozen=True, slots=True)
class Choice:
    """How many vials of each offer, their price, and the units that will be left over."""

    counts: tuple[tuple[Offer, int], ...]
    price: Decimal
    left_over: Units


def cheapest_vials(plan: Units, offers: Sequence[Offer]) -> Choice:
    """The cheapest combination that holds the plan; of equally cheap ones the least left over, then the fewest vials.

    Every combination is tried: a plan needs few vials, and a reader can see that nothing was missed.
    """
    if not plan.amount or not offers:
        raise WrongUse("Choosing vials needs a plan above 0 units and at least one size on offer.")
    if any(type(offer.size) is not type(plan) for offer in offers):
        raise DifferentProducts(f"All vials on offer must hold {plan.product}, as the plan does.")
    ranges = [range(_most(plan, offer) + 1) for offer in offers]
    enough = (counts for counts in every_combination(*ranges) if _held(counts, offers) >= plan.amount)
    best = min(enough, key=lambda counts: (_price(counts, offers), _held(counts, offers), sum(counts)), default=None)
    if best is None:
        raise WrongUse(f"All vials on offer together hold less than {plan}.")
    kept = tuple((offer, count) for offer, count in zip(offers, best, strict=True) if count)
    return Choice(kept, _price(best, offers), type(plan)(_held(best, offers) - plan.amount))


def _most(plan: Units, offer: Offer) -> int:
    needed = math.ceil(Fraction(plan.amount) / Fraction(offer.size.amount))
    return needed if offer.at_most is None else min(needed, offer.at_most)


def _held(counts: Sequence[int], offers: Sequence[Offer]) -> Decimal:
    return sum((n * offer.size.amount for n, offer in zip(counts, offers, strict=True)), Decimal(0))


def _price(counts: Sequence[int], offers: Sequence[Offer]) -> Decimal:
    return sum((n * offer.price for n, offer in zip(counts, offers, strict=True)), Decimal(0))


@dataclass(frozen=True, slots=True)
class Proposal:
    """Vials of the stock that hold a plan, open ones first, and the units that will be left over in them."""

    open: tuple[VialState, ...]
    closed: tuple[VialState, ...]
    left_over: Units

    @property
    def vials(self) -> tuple[VialState, ...]:
        return (*self.open, *self.closed)

    @property
    def closed_names(self) -> tuple[str, ...]:
        return tuple(vial.vial for vial in self.closed)


def propose(plan: Units, vials: Iterable[VialState], *, at: dt.datetime, patient: str) -> Proposal | None:
    """The cheapest vials of a stock for one patient's plan; None where those that may be drawn from hold too little.

    What an open vial still holds is paid for; a closed one costs what it holds, so that the fewest units are opened.
    Of one size the first to expire is taken. Never proposed is what is expired, in quarantine, discarded, open for
    longer than its hours, without its diluent, or drawn from for somebody else.
    """
    fit = [v for v in vials if type(v.size) is type(plan) and v.left.amount and _usable(v, at, patient)]
    fit.sort(key=lambda vial: (vial.expires_on, vial.vial))
    opened = [vial for vial in fit if vial.opened_at]
    closed = [vial for vial in fit if not vial.opened_at]
    held = sum((vial.left.amount for vial in opened), Decimal(0))
    if held >= plan.amount:
        return _proposal(plan, _fewest(plan, opened), [])
    more = _opening(type(plan)(plan.amount - held), closed)
    return None if more is None else _proposal(plan, opened, more)


def _usable(vial: VialState, at: dt.datetime, patient: str) -> bool:
    if vial.expires_on < at.date() or vial.quarantined or vial.discarded_at:
        return False
    if any(draw.patient != patient for draw in vial.draws):
        return False
    hours = dt.timedelta(hours=int(claim("treatment.hours_after_opening").number))
    return vial.opened_at is None or (vial.diluent is not None and at - vial.opened_at <= hours)


def _fewest(plan: Units, opened: Sequence[VialState]) -> list[VialState]:
    """As few open vials as hold the plan, the fullest first."""
    chosen: list[VialState] = []
    for vial in sorted(opened, key=lambda vial: -vial.left.amount):
        if sum((one.left.amount for one in chosen), Decimal(0)) < plan.amount:
            chosen.append(vial)
    return chosen


def _opening(plan: Units, closed: Sequence[VialState]) -> list[VialState] | None:
    """Which closed vials to open: each unit costs the same, whatever the vial it comes in."""
    sizes = Counter(vial.size for vial in closed)
    if sum((vial.size.amount for vial in closed), Decimal(0)) < plan.amount:
        return None
    choice = cheapest_vials(plan, [Offer(size, size.amount, many) for size, many in sizes.items()])
    return [
        vial for offer, count in choice.counts for vial in [vial for vial in closed if vial.size == offer.size][:count]
    ]


def _proposal(plan: Units, opened: Sequence[VialState], closed: Sequence[VialState]) -> Proposal:
    held = sum((vial.left.amount for vial in (*opened, *closed)), Decimal(0))
    return Proposal(tuple(opened), tuple(closed), type(plan)(held - plan.amount))


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """One session that drew from a lot, with what was reported after it."""

    patient: str
    session: int
    on: dt.date | None
    vials: tuple[str, ...]
    units: Decimal
    events: tuple[AdverseEvent, ...]


def recall(
    lot: str,
    *,
    vials: Iterable[Vial],
    sessions: Iterable[Session],
    injections: Iterable[Injection],
    events: Iterable[AdverseEvent] = (),
) -> tuple[Recalled, ...]:
    """Every session that drew from a vial of this lot, by patient and session."""
    ours = {vial.vial for vial in vials if vial.lot == lot}
    drawn: dict[tuple[str, int], list[Injection]] = {}
    for injection in injections:
        if injection.vial in ours:
            drawn.setdefault((injection.patient, injection.session), []).append(injection)
    days = {(s.patient, s.session): s.on for s in sessions}
    reported = list(events)
    return tuple(_recalled(key, found, days.get(key), reported) for key, found in sorted(drawn.items()))


def _recalled(
    key: tuple[str, int], injections: list[Injection], on: dt.date | None, events: list[AdverseEvent]
) -> Recalled:
    return Recalled(
        patient=key[0],
        session=key[1],
        on=on,
        vials=tuple(sorted({i.vial for i in injections if i.vial})),
        units=sum((i.units or Decimal(0) for i in injections), Decimal(0)),
        events=tuple(e for e in events if (e.patient, e.session) == key),
    )
