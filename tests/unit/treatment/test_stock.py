"""The ledger of vials: what may follow what, the cheapest vials for a plan, the patients of a lot."""

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest

from migrainedays.errors import Impossible, WrongUse
from migrainedays.treatment import AdverseEvent, Injection, Session, Vial
from migrainedays.treatment.charting import Charting
from migrainedays.treatment.dilution import Millilitres
from migrainedays.treatment.products import AbobotulinumtoxinA, DifferentProducts, OnabotulinumtoxinA
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
from migrainedays.treatment.vial_choice import Offer, cheapest_vials, recall
from migrainedays.windows import Span

AT = dt.datetime(2026, 6, 1, 9, tzinfo=dt.UTC)
RECEIVED = Receive(vial="V1", at=AT, size=OnabotulinumtoxinA(100), lot="L1", expires_on=dt.date(2027, 1, 1))
OPENED = Open(vial="V1", at=AT)
MADE_UP = Reconstitute(vial="V1", at=AT, diluent=Millilitres.of(2))
READY = (RECEIVED, OPENED, MADE_UP)


def draw(units: str, **more: object) -> Draw:
    given = {"vial": "V1", "at": AT, "units": OnabotulinumtoxinA(units), "patient": "P1", "session": 1}
    return Draw(**{**given, **more})  # type: ignore[arg-type]


def waste(units: str) -> Waste:
    return Waste(vial="V1", at=AT, units=OnabotulinumtoxinA(units), reason="dropped")


def test_a_vial_from_its_receipt_to_its_end() -> None:
    stock = replay([*READY, draw("75"), waste("5"), Discard(vial="V1", at=AT)])
    vial = stock.vials["V1"]
    assert (vial.drawn, vial.wasted, vial.left.amount) == (75, 25, 0)
    assert vial.discarded_at == AT
    assert vial.dilution is not None
    assert vial.dilution.units_per_tenth_ml == 5


@pytest.mark.parametrize(
    ("before", "action", "reason"),
    [
        ((), OPENED, "never received"),
        ((RECEIVED,), RECEIVED, "in the stock already"),
        ((), dataclasses.replace(RECEIVED, size=OnabotulinumtoxinA(0)), "holds nothing"),
        ((RECEIVED,), MADE_UP, "not open"),
        ((RECEIVED,), draw("5"), "not open"),
        ((RECEIVED, OPENED), OPENED, "open already"),
        ((RECEIVED, OPENED), draw("5"), "no diluent yet"),
        ((RECEIVED, OPENED), dataclasses.replace(MADE_UP, diluent=Millilitres.of(0)), "nothing"),
        (READY, MADE_UP, "its diluent already"),
        (READY, draw("100.1"), "holds only 100 U"),
        ((*READY, draw("60")), draw("40.1"), "holds only 40 U"),
        ((*READY, draw("60")), waste("40.1"), "holds only 40 U"),
        (READY, draw("0"), "no action"),
        (READY, draw("5", at=AT - dt.timedelta(minutes=1)), "opened later"),
        ((*READY, Discard(vial="V1", at=AT)), draw("5"), "was discarded"),
        ((*READY, Discard(vial="V1", at=AT)), waste("5"), "was discarded"),
        ((*READY, Discard(vial="V1", at=AT)), OPENED, "was discarded"),
        ((*READY, Discard(vial="V1", at=AT)), Discard(vial="V1", at=AT), "discarded before"),
    ],
)
def test_what_cannot_have_happened_is_refused(before: tuple[Action, ...], action: Action, reason: str) -> None:
    stock = replay(before)
    with pytest.raises(Impossible, match=reason):
        stock.apply(action)
    assert stock == replay(before)


def test_the_last_unit_can_be_drawn() -> None:
    assert replay([*READY, draw("99.9"), draw("0.1")]).vials["V1"].left == OnabotulinumtoxinA(0)


def test_units_of_another_product_do_not_come_out_of_a_vial() -> None:
    with pytest.raises(DifferentProducts):
        replay([*READY, dataclasses.replace(draw("5"), units=AbobotulinumtoxinA(5))])


def test_quarantine_and_back() -> None:
    aside = replay([RECEIVED, Quarantine(vial="V1", at=AT)])
    assert aside.vials["V1"].quarantined
    assert not aside.apply(Quarantine(vial="V1", at=AT, lifted=True)).vials["V1"].quarantined


def test_the_vials_of_a_lot_are_those_of_its_product() -> None:
    other = dataclasses.replace(RECEIVED, vial="V2", size=AbobotulinumtoxinA(500))
    third = dataclasses.replace(RECEIVED, vial="V3", lot="L2")
    stock = replay([RECEIVED, other, third])
    assert [vial.vial for vial in stock.in_lot("L1", "Botox")] == ["V1"]
    assert Stock().in_lot("L1", "Botox") == ()


# -- the cheapest vials -----------------------------------------------------------------------------------
def offers(**prices: str) -> list[Offer]:
    return [Offer(OnabotulinumtoxinA(size[1:]), Decimal(price)) for size, price in prices.items()]


@pytest.mark.parametrize(
    ("plan", "prices", "counts", "left"),
    [
        ("155", {"u100": "300", "u200": "550"}, {200: 1}, "45"),
        ("155", {"u100": "270", "u200": "550"}, {100: 2}, "45"),
        ("75", {"u50": "160", "u100": "300", "u200": "550"}, {100: 1}, "25"),
        ("75", {"u50": "149", "u100": "300"}, {50: 2}, "25"),
        ("80", {"u100": "300", "u200": "300"}, {100: 1}, "20"),
        ("100", {"u50": "150", "u100": "300"}, {100: 1}, "0"),
        ("195", {"u50": "150", "u100": "300", "u200": "600"}, {200: 1}, "5"),
        ("0.1", {"u100": "300"}, {100: 1}, "99.9"),
        ("200.1", {"u100": "300", "u200": "550"}, {100: 1, 200: 1}, "99.9"),
    ],
)
def test_the_cheapest_then_the_least_left_over_then_the_fewest(
    plan: str, prices: dict[str, str], counts: dict[int, int], left: str
) -> None:
    choice = cheapest_vials(OnabotulinumtoxinA(plan), offers(**prices))
    assert {int(offer.size.amount): count for offer, count in choice.counts} == counts
    assert choice.left_over == OnabotulinumtoxinA(left)
    assert choice.price == sum(count * offer.price for offer, count in choice.counts)


def test_a_choice_needs_a_plan_and_vials_of_its_product() -> None:
    with pytest.raises(WrongUse):
        cheapest_vials(OnabotulinumtoxinA(0), offers(u100="300"))
    with pytest.raises(WrongUse):
        cheapest_vials(OnabotulinumtoxinA(5), [])
    with pytest.raises(Impossible, match="holds nothing"):
        Offer(OnabotulinumtoxinA(0), Decimal(1))
    with pytest.raises(DifferentProducts):
        cheapest_vials(OnabotulinumtoxinA(5), [Offer(AbobotulinumtoxinA(300), Decimal(1))])


# -- recall -----------------------------------------------------------------------------------------------
def test_a_recall_finds_every_session_of_a_lot_and_what_followed() -> None:
    vials = [Vial(vial="V1", lot="L1"), Vial(vial="V2", lot="L1"), Vial(vial="V3", lot="L2")]
    day = Span.read("2026-06-01")
    sessions = [Session(patient=p, session=n, date=day) for p, n in (("A", 1), ("A", 2), ("B", 1), ("C", 1))]

    def point(patient: str, session: int, site: int, vial: str | None) -> Injection:
        return Injection(
            patient=patient, session=session, muscle="m", side="left", site=site, units=Decimal(5), vial=vial
        )

    injections = [
        point("A", 1, 1, "V1"),
        point("A", 1, 2, "V2"),
        point("A", 1, 3, "V3"),
        point("A", 2, 1, "V3"),
        point("B", 1, 1, "V2"),
        point("C", 1, 1, None),
    ]
    event = AdverseEvent(patient="B", event="eyelid ptosis", onset_on=day.first, session=1)
    later = dataclasses.replace(event, session=2)
    found = recall("L1", vials=vials, sessions=sessions, injections=injections, events=[event, later])
    assert [(r.patient, r.session, r.vials, r.units) for r in found] == [
        ("A", 1, ("V1", "V2"), 10),
        ("B", 1, ("V2",), 5),
    ]
    assert found[1].events == (event,)
    assert found[0].on == day.first
    assert recall("L9", vials=vials, sessions=sessions, injections=injections) == ()


# -- a session as charted -----------------------------------------------------------------------------------
def test_a_charting_holds_one_session_and_each_point_once() -> None:
    session = Session(patient="A", session=1, date=Span.read("2026-06-01"))
    point = Injection(patient="A", session=1, muscle="m", side="left", site=1, units=Decimal(5), vial="V1")
    charting = Charting(session=session, injections=(point, dataclasses.replace(point, site=2, units=None)), at=AT)
    assert (charting.total_units, charting.drawn_from("V1"), charting.drawn_from("V2")) == (5, 5, 0)
    assert charting.on == dt.date(2026, 6, 1)
    with pytest.raises(Impossible, match="another session"):
        Charting(session=session, injections=(dataclasses.replace(point, patient="B"),), at=AT)
    with pytest.raises(Impossible, match="twice"):
        Charting(session=session, injections=(point, point), at=AT)
    with pytest.raises(Impossible, match="offset"):
        Charting(session=session, injections=(point,), at=AT.replace(tzinfo=None))
