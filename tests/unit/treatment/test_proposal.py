"""Which vials to take for a plan: the fewest units opened, and never one that must not be drawn from."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrainedays.errors import WrongUse
from migrainedays.treatment.dilution import Millilitres
from migrainedays.treatment.products import AbobotulinumtoxinA, OnabotulinumtoxinA
from migrainedays.treatment.stock import Draw, VialState
from migrainedays.treatment.vial_choice import Offer, Proposal, cheapest_vials, propose
from tests.sessions import NOW, PATIENT, ago, vial

PLAN = OnabotulinumtoxinA(155)


def closed(name: str, size: int = 100, **changes: object) -> VialState:
    return vial(name, OnabotulinumtoxinA(size), opened_at=None, diluent=None, **changes)


def proposed(*vials: VialState, plan: int = 155) -> Proposal | None:
    return propose(OnabotulinumtoxinA(plan), vials, at=NOW, patient=PATIENT)


def names(found: Proposal | None) -> list[str]:
    return [] if found is None else [one.vial for one in found.vials]


@pytest.mark.parametrize(
    ("sizes", "plan", "taken", "left_over"),
    [
        ((100, 100, 200), 155, {200}, 45),  # as many units as two of 100, in one vial
        ((100, 100), 155, {100}, 45),
        ((50, 50, 100, 200), 145, {50, 100}, 5),
        ((50, 100, 200), 75, {100}, 25),
        ((50, 50, 200), 75, {50}, 25),
        ((200,), 5, {200}, 195),
    ],
)
def test_the_fewest_units_are_opened(sizes: tuple[int, ...], plan: int, taken: set[int], left_over: int) -> None:
    found = proposed(*(closed(f"V{n}", size) for n, size in enumerate(sizes)), plan=plan)
    assert found is not None
    assert {int(one.size.amount) for one in found.vials} == taken
    assert found.left_over == OnabotulinumtoxinA(left_over)
    assert found.open == ()
    assert found.closed_names == tuple(names(found))


def test_what_is_open_already_is_taken_before_anything_is_opened() -> None:
    found = proposed(closed("new", 200), vial("open"))
    assert names(found) == ["open"]
    half = proposed(closed("new", 100), closed("big", 200), vial("open", wasted=Decimal(100)))
    assert half is not None
    assert ([v.vial for v in half.open], [v.vial for v in half.closed]) == (["open"], ["new"])
    assert half.left_over == OnabotulinumtoxinA(45)


def test_of_several_open_ones_as_few_as_hold_the_plan() -> None:
    rest = [vial(f"R{n}", wasted=Decimal(wasted)) for n, wasted in enumerate((190, 40, 180))]
    assert names(proposed(*rest)) == ["R1"]
    assert names(proposed(*rest, plan=165)) == ["R1", "R2"]


def test_of_one_size_the_first_to_expire_is_taken() -> None:
    late, early = (closed(name, 200, expires_on=ago(-days)) for name, days in (("late", 90), ("early", 3)))
    assert names(proposed(late, early)) == ["early"]


@pytest.mark.parametrize(
    ("left", "why"),
    [
        (closed("V", 200, expires_on=ago(1)), "expired yesterday"),
        (closed("V", 200, quarantined=True), "in quarantine"),
        (closed("V", 200, discarded_at=NOW), "discarded"),
        (vial(opened_at=NOW - dt.timedelta(hours=24, seconds=1)), "open for over 24 hours"),
        (vial(diluent=None), "open and not made up"),
        (vial(wasted=Decimal(200)), "empty"),
        (vial(units=AbobotulinumtoxinA(500), diluent=Millilitres.of("10")), "another product"),
        (
            vial(draws=(Draw(vial="V1", at=NOW, units=OnabotulinumtoxinA(5), patient="P2", session=1),)),
            "somebody else's",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_must_not_be_drawn_from_is_never_proposed(left: VialState, why: str) -> None:
    assert why
    assert proposed(left) is None
    assert names(proposed(left, closed("other", 200))) == ["other"]


def test_at_their_limits_they_still_are() -> None:
    assert names(proposed(vial("hours", opened_at=NOW - dt.timedelta(hours=24)))) == ["hours"]
    assert names(proposed(closed("today", 200, expires_on=NOW.date()))) == ["today"]
    own = Draw(vial="V1", at=NOW, units=OnabotulinumtoxinA(45), patient=PATIENT, session=1)
    assert names(proposed(vial("own", draws=(own,)))) == ["own"]


def test_a_stock_that_holds_too_little_has_no_proposal() -> None:
    assert proposed() is None
    assert proposed(closed("a"), vial("b", wasted=Decimal(150))) is None
    assert proposed(closed("a"), vial("b", wasted=Decimal(145))) is not None


def test_offers_end_where_the_shelf_is_empty() -> None:
    small, big = Offer(OnabotulinumtoxinA(50), Decimal(1), at_most=2), Offer(OnabotulinumtoxinA(200), Decimal(9))
    assert [count for _, count in cheapest_vials(OnabotulinumtoxinA(100), [small, big]).counts] == [2]
    assert [o.size.amount for o, _ in cheapest_vials(OnabotulinumtoxinA(101), [small, big]).counts] == [200]
    with pytest.raises(WrongUse, match="hold less than 101 U"):
        cheapest_vials(OnabotulinumtoxinA(101), [small])


@given(
    st.lists(st.tuples(st.sampled_from([50, 100, 200]), st.booleans(), st.integers(0, 40)), max_size=7),
    st.integers(1, 400),
)
def test_a_proposal_holds_the_plan_and_no_vial_of_it_is_one_too_many(
    shelf: list[tuple[int, bool, int]], plan: int
) -> None:
    vials = [
        vial(f"V{n}", OnabotulinumtoxinA(size), wasted=Decimal(wasted)) if is_open else closed(f"V{n}", size)
        for n, (size, is_open, wasted) in enumerate(shelf)
    ]
    found = proposed(*vials, plan=plan)
    held = sum(one.left.amount for one in vials)
    assert (found is None) == (held < plan)
    if found is not None:
        taken = sum(one.left.amount for one in found.vials)
        assert found.left_over.amount == taken - plan >= 0
        assert len(set(names(found))) == len(found.vials)
        for one in found.closed:
            assert taken - one.left.amount < plan
