"""The cheapest vials for a plan, and the patients of a lot."""

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import product as every_combination

from migrainedays.errors import Impossible, WrongUse
from migrainedays.treatment.adverse_event import AdverseEvent
from migrainedays.treatment.injection import Injection
from migrainedays.treatment.products import DifferentProducts, Units
from migrainedays.treatment.session import Session
from migrainedays.treatment.vial import Vial


@dataclass(frozen=True, slots=True)
class Offer:
    """A size of vial and its price, in any one currency."""

    size: Units
    price: Decimal

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
    ranges = [range(math.ceil(Fraction(plan.amount) / Fraction(offer.size.amount)) + 1) for offer in offers]
    enough = (counts for counts in every_combination(*ranges) if _held(counts, offers) >= plan.amount)
    best = min(enough, key=lambda counts: (_price(counts, offers), _held(counts, offers), sum(counts)))
    kept = tuple((offer, count) for offer, count in zip(offers, best, strict=True) if count)
    return Choice(kept, _price(best, offers), type(plan)(_held(best, offers) - plan.amount))


def _held(counts: Sequence[int], offers: Sequence[Offer]) -> Decimal:
    return sum((n * offer.size.amount for n, offer in zip(counts, offers, strict=True)), Decimal(0))


def _price(counts: Sequence[int], offers: Sequence[Offer]) -> Decimal:
    return sum((n * offer.price for n, offer in zip(counts, offers, strict=True)), Decimal(0))


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
