"""The demo's cupboard: every unit accounted for, lots and expiry as in a practice, consent before the first session."""

import datetime as dt
from collections import defaultdict
from decimal import Decimal

import pytest

from migrainedays.simulation.demo.cast import CAST
from migrainedays.simulation.demo.ledger import CLOSED, consents_of, ledger_of_demo
from migrainedays.simulation.demo.treatments import lot_of, session_days, treatments_of, vials_of
from migrainedays.treatment import Injection
from migrainedays.treatment.stock import Draw, Open, Quarantine, Receive, Stock, VialState, replay

DAYS = [dt.date(2026, 11, 23), dt.date(2024, 2, 29), dt.date(2027, 1, 1), dt.date(2028, 10, 2)]


@pytest.fixture(params=DAYS, ids=str)
def on(request: pytest.FixtureRequest) -> dt.date:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def stock(on: dt.date) -> Stock:
    return replay(ledger_of_demo(CAST, on))


def open_ones(stock: Stock) -> list[VialState]:
    return [vial for vial in stock.vials.values() if vial.discarded_at is None]


def test_nothing_in_it_is_impossible_and_every_unit_is_given_wasted_or_there(stock: Stock) -> None:
    assert stock.vials
    for vial in stock.vials.values():
        assert vial.drawn + vial.wasted + vial.left.amount == vial.size.amount


def test_what_was_drawn_is_what_the_sessions_gave(on: dt.date, stock: Stock) -> None:
    given: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for story in CAST:
        for value in treatments_of(story, on):
            if isinstance(value, Injection):
                given[value.patient, value.session] += value.units or 0
    drawn = {(d.patient, d.session): d.units.amount for vial in stock.vials.values() for d in vial.draws}
    assert drawn == given


def test_the_vials_of_the_sessions_stand_in_the_ledger_as_their_own_rows_say(on: dt.date, stock: Stock) -> None:
    for vial in vials_of(CAST, on):
        state = stock.vials[vial.vial]
        assert (state.lot, state.expires_on, state.opened_at) == (vial.lot, vial.expires_on, vial.opened_at)
        assert state.discarded_at == vial.discarded_at
        assert state.diluent is not None
        assert state.diluent.amount == vial.diluent_ml


def test_moments_follow_each_other_and_none_lies_ahead(on: dt.date) -> None:
    last: dict[str, dt.datetime] = {}
    for action in ledger_of_demo(CAST, on):
        assert action.at >= last.get(action.vial, action.at)
        assert action.at.date() <= on or not isinstance(action, Open)
        last[action.vial] = action.at


def test_a_vial_is_opened_before_it_expires_and_after_it_came(on: dt.date) -> None:
    came: dict[str, Receive] = {}
    for action in ledger_of_demo(CAST, on):
        if isinstance(action, Receive):
            came[action.vial] = action
            assert action.at.weekday() < 5
        elif isinstance(action, Open):
            assert came[action.vial].at < action.at
            assert action.at.date() < came[action.vial].expires_on


def test_enough_waits_for_the_weeks_to_come(on: dt.date, stock: Stock) -> None:
    ready = [vial for vial in open_ones(stock) if not vial.quarantined]
    assert all(vial.opened_at is None for vial in ready)
    assert len(ready) == sum(many for _, many in CLOSED) + 1
    assert {vial.size.amount for vial in ready} == {100, 200}
    assert all(vial.expires_on > on for vial in ready)


def test_one_expires_soon_and_one_was_set_aside(on: dt.date, stock: Stock) -> None:
    soon = [vial for vial in open_ones(stock) if (vial.expires_on - on).days < 60]
    assert len(soon) == 1
    assert [vial.quarantined for vial in open_ones(stock)].count(True) == 1
    aside = [action for action in ledger_of_demo(CAST, on) if isinstance(action, Quarantine)]
    assert all(action.at.date() < on for action in aside)


@pytest.mark.parametrize(
    ("day", "lot", "expires"),
    [
        (dt.date(2026, 1, 1), "DEMO261", dt.date(2028, 3, 28)),
        (dt.date(2026, 3, 31), "DEMO261", dt.date(2028, 3, 28)),
        (dt.date(2026, 12, 31), "DEMO264", dt.date(2028, 12, 28)),
    ],
)
def test_one_quarter_has_one_lot_with_one_expiry(day: dt.date, lot: str, expires: dt.date) -> None:
    assert lot_of(day) == (lot, expires)


def test_vial_numbers_tell_no_name(on: dt.date) -> None:
    numbers = {action.vial for action in ledger_of_demo(CAST, on)}
    assert not [number for number in numbers if "D-" in number]
    assert len(numbers) == len(list(vials_of(CAST, on))) + sum(many for _, many in CLOSED) + 2


def test_each_session_draws_from_one_vial_alone(on: dt.date) -> None:
    draws = [action for action in ledger_of_demo(CAST, on) if isinstance(action, Draw)]
    assert len({(d.patient, d.session) for d in draws}) == len(draws) == len({d.vial for d in draws})


def test_everybody_agreed_before_the_first_session_and_nobody_else(on: dt.date) -> None:
    given = {consent.patient: consent for consent in consents_of(CAST, on)}
    assert set(given) == {story.patient for story in CAST if story.sessions}
    for story in CAST:
        for day in session_days(story, on):
            assert given[story.patient].holds_on(day)
            assert given[story.patient].off_label_named
