"""Whatever is drawn, mirrored, written or charted: what must hold, holds."""

import dataclasses
import datetime as dt
import math
import xml.etree.ElementTree as ET
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from migrainedays.errors import Impossible
from migrainedays.protocol import (
    Site,
    Version,
    check,
    deviations,
    difference,
    draw_difference,
    read_version,
    shipped,
    wilson,
    write_version,
)
from migrainedays.treatment.dilution import Millilitres
from migrainedays.treatment.head_map import MUSCLES, VIEWS, mirror, nearest_muscle, patient_side, views_of
from migrainedays.treatment.products import OnabotulinumtoxinA
from migrainedays.treatment.stock import Action, Discard, Draw, Open, Quarantine, Receive, Reconstitute, Stock, Waste
from migrainedays.treatment.vial_choice import Offer, cheapest_vials
from tests.sessions import PREEMPT, charted, history, injections_of

TENTHS = st.integers(1, 500).map(lambda n: Decimal(n) / 10)
FRACTIONS = st.integers(0, 1000).map(lambda n: Decimal(n) / 1000)
AT = dt.datetime(2026, 6, 1, 9, tzinfo=dt.UTC)


# -- the head map -----------------------------------------------------------------------------------------
@given(st.sampled_from(VIEWS), FRACTIONS, FRACTIONS)
def test_the_mirror_twice_is_nothing_and_once_is_the_other_side(view: str, x: Decimal, y: Decimal) -> None:
    side = patient_side(view, x)
    there = mirror(view, side, x, y)
    assert mirror(*there) == (view, side, x, y)
    assert patient_side(there[0], there[2]) == there[1]
    assert {side, there[1]} in ({"left", "right"}, {"middle"})


@given(st.sampled_from(VIEWS), FRACTIONS, FRACTIONS)
def test_a_muscle_and_its_mirror_image_are_the_same_muscle(view: str, x: Decimal, y: Decimal) -> None:
    here = nearest_muscle(view, x, y)
    mirrored_view, _, mirrored_x, _ = mirror(view, here.side, x, y)
    there = nearest_muscle(mirrored_view, mirrored_x, y)
    assert abs(there.distance - here.distance) < 1e-9
    if here.distance == 0:
        assert there.muscle == here.muscle
    assert view in views_of(here.muscle)


# -- the ledger -------------------------------------------------------------------------------------------
UNITS = TENTHS.map(OnabotulinumtoxinA)
VIALS = st.sampled_from(["A", "B", "C"])
MOMENTS = st.integers(0, 3000).map(lambda minutes: AT + dt.timedelta(minutes=minutes))


def action(kind: type[Action], **fields: st.SearchStrategy[object]) -> st.SearchStrategy[Action]:
    return st.builds(kind, vial=VIALS, at=MOMENTS, **fields)


ACTIONS = st.one_of(
    action(Receive, size=UNITS, lot=st.just("L"), expires_on=st.just(dt.date(2027, 1, 1))),
    action(Open),
    action(Reconstitute, diluent=st.sampled_from(["0", "1", "2"]).map(Millilitres.of)),
    action(Draw, units=UNITS, patient=st.sampled_from(["P1", "P2"]), session=st.integers(1, 3)),
    action(Waste, units=UNITS, reason=st.just("dropped")),
    action(Discard),
    action(Quarantine, lifted=st.booleans()),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(ACTIONS, max_size=40))
def test_units_in_are_units_out_after_any_actions(actions: list[Action]) -> None:
    stock, received, given_out = Stock(), Decimal(0), Decimal(0)
    for one in actions:
        try:
            stock = stock.apply(one)
        except Impossible:
            continue
        received += one.size.amount if isinstance(one, Receive) else 0
        given_out += one.units.amount if isinstance(one, Draw) else 0
    vials = stock.vials.values()
    assert sum(v.drawn for v in vials) == given_out
    assert sum(v.drawn + v.wasted + v.left.amount for v in vials) == received
    assert all(v.left.amount == 0 for v in vials if v.discarded_at)
    assert all(v.opened_at is not None for v in vials if v.drawn)


@settings(deadline=None)
@given(UNITS, st.lists(st.tuples(st.sampled_from([50, 100, 200]), st.integers(1, 900)), min_size=1, max_size=3))
def test_no_other_vials_hold_the_plan_for_less(plan: OnabotulinumtoxinA, sizes: list[tuple[int, int]]) -> None:
    offers = [Offer(OnabotulinumtoxinA(size), Decimal(price)) for size, price in sizes]
    choice = cheapest_vials(plan, offers)
    held = sum(offer.size.amount * count for offer, count in choice.counts)
    assert held - plan.amount == choice.left_over.amount
    for offer in offers:  # a single size bought often enough is one of the alternatives
        alone = math.ceil(plan.amount / offer.size.amount)
        assert choice.price <= alone * offer.price


# -- protocols --------------------------------------------------------------------------------------------
@st.composite
def sites(draw: st.DrawFn) -> tuple[Site, ...]:
    """Sites that a file may hold: each in a view of its muscle, on the side on which it lies."""
    found: dict[tuple[str, str, int], Site] = {}
    for _ in range(draw(st.integers(1, 12))):
        muscle = draw(st.sampled_from(MUSCLES))
        view = draw(st.sampled_from(views_of(muscle)))
        x, y, units = draw(FRACTIONS), draw(FRACTIONS), draw(TENTHS)
        site = Site(
            muscle=muscle,
            side=patient_side(view, x),
            site=draw(st.integers(1, 3)),
            view=view,
            x=x,
            y=y,
            units=units,
            depth=draw(st.sampled_from(["intramuscular", 'so "deep"', "tief – 3 mm"])),
            optional=draw(st.booleans()),
            cap=draw(st.none() | st.just(units)),
        )
        found[site.key] = site
    return tuple(found.values())


@st.composite
def versions(draw: st.DrawFn) -> Version:
    chosen = draw(sites())
    total = sum((site.units for site in chosen), Decimal(0))
    template = shipped().version("six-trigger-sites", "1")
    return dataclasses.replace(template, sites=chosen, max_units=total, min_units=None, caps={})


@settings(deadline=None)
@given(versions())
def test_every_version_survives_its_file(version: Version) -> None:
    again = read_version(write_version(version))
    assert dataclasses.replace(again, content_hash=version.content_hash) == version
    assert again.total_units == version.total_units


@settings(deadline=None, max_examples=60)
@given(versions(), versions())
def test_a_difference_accounts_for_every_unit_and_site(before: Version, after: Version) -> None:
    found = difference(before, after)
    units = Decimal(0)
    for change in found.changes:
        then = change.before.units if change.before else Decimal(0)
        now = change.after.units if change.after else Decimal(0)
        units += now - then
        assert change.sentence
    moved_twice = [c for c in found.changes if c.kind == "moved" and c.before and c.after]
    units -= sum((c.after.units - c.before.units for c in moved_twice if c.before and c.after), Decimal(0))
    assert units == sum((s.units for s in after.sites), Decimal(0)) - sum((s.units for s in before.sites), Decimal(0))
    back = difference(after, before)
    assert len(back.changes) == len(found.changes)
    ET.fromstring(draw_difference(found))


@settings(deadline=None, max_examples=60)
@given(versions())
def test_a_session_as_planned_never_deviates_and_never_crashes_the_check(version: Version) -> None:
    points = injections_of(version)
    assert deviations(points, version) == ()
    findings = check(charted(version, injections=points), version, history())
    assert "deviation_without_reason" not in findings.rules
    assert "side_against_place" not in findings.rules


@given(st.integers(0, 500), st.integers(1, 500))
def test_a_rate_lies_within_its_interval(events: int, more: int) -> None:
    low, high = wilson(events, events + more)
    assert 0 <= low <= events / (events + more) <= high <= 1
    assert low < high


@given(st.permutations(range(len(PREEMPT.planned))))
def test_the_order_of_the_points_does_not_matter(order: list[int]) -> None:
    points = injections_of(PREEMPT)
    assert check(charted(injections=[points[n] for n in order]), PREEMPT, history()).found == ()
