"""The vials for the plan are proposed on the page and taken over by one tap; what must not be used never is."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import Forbidden
from migrainedays.errors import Impossible
from tests.web.treatment.conftest import EARLIER, consent, dt, stock_vial, vial_act
from tests.web.treatment.test_chart_page import chart, now, typed  # noqa: F401 - fixtures by their names


@pytest.fixture
def patient(physician, dora, now):  # noqa: F811
    actions.charting.consent(patient=dora, consent=consent(), by=physician)
    return dora


GOOD_UNTIL = dt.date(2027, 6, 30)


def receive(by, number, size=100, expires_on=GOOD_UNTIL):
    columns = {"product": "onabotulinumtoxinA", "lot": f"L-{number}", "expires_on": expires_on, "units": Decimal(size)}
    actions.stock.act(act=vial_act("receive", number, **columns), by=by)


def page(screen, patient, **query):
    return screen.get(reverse("session-chart", args=[patient]), data=query).content.decode()


def take_over(screen, patient, *vials, role="physician", **more):
    data = typed(step="proposed", proposed=list(vials), **more) | {"vials": []}
    return screen.post(reverse("session-chart", args=[patient]), data, role)


def test_the_fewest_units_are_proposed_with_what_will_be_left_over(screen, physician, patient):
    for number, size in (("A", 100), ("B", 100), ("C", 200)):
        receive(physician, number, size)
    body = page(screen, patient)
    assert "C (200 U, closed, lot L-C, expires 30 Jun 2027)" in body
    assert "45 U will be left over" in body
    assert "Open C with 2 mL for 100 U, and draw from it" in body


def test_one_tap_opens_makes_up_and_chooses_and_nothing_that_was_typed_is_lost(screen, physician, patient):
    receive(physician, "A")
    receive(physician, "B")
    answer = take_over(screen, patient, "A", "B", **{"p1-units": "7.5", "p1-reason": "anatomy", "pregnancy": "no"})
    assert answer.status_code == 200
    body = answer.content.decode()
    assert "Not kept yet" not in body
    assert 'name="p1-units" value="7.5"' in body
    assert 'value="D.L."' in body
    for number in "AB":
        vial = queries.stock.ledger(physician).vials[number]
        assert (vial.opened_at is not None, vial.diluent.amount, vial.left.amount) == (True, 2, 100)
        assert f'name="vials" value="{number}" id' in body
    assert len(re.findall(r'name="vials"[^>]*checked', body)) == 2
    assert queries.verification.differences() == {}


def test_what_was_taken_over_is_drawn_from(screen, physician, patient):
    receive(physician, "A", 200)
    take_over(screen, patient, "A")
    assert chart(screen, patient, vials=["A"], started="10:45").status_code == 302
    assert queries.stock.ledger(physician).vials["A"].left.amount == 45


def test_an_open_vial_is_drawn_from_without_being_opened_again(screen, physician, patient):
    stock_vial(physician, "A")
    stock_vial(physician, "B")
    before = queries.stock.ledger(physician).vials
    assert "Draw from it" in page(screen, patient)
    assert take_over(screen, patient, "A").status_code == 200
    assert queries.stock.ledger(physician).vials == before


def test_expired_quarantined_and_stale_vials_are_never_proposed(screen, physician, patient):
    receive(physician, "old", 200, expires_on=dt.date(2026, 11, 22))
    receive(physician, "held", 200)
    actions.stock.act(act=vial_act("quarantine", "held"), by=physician)
    stock_vial(physician, "stale", at=EARLIER - dt.timedelta(hours=24))
    body = page(screen, patient)
    assert "The fewest units opened" not in body
    receive(physician, "fresh", 200)
    body = page(screen, patient)
    assert "fresh (200 U, closed" in body
    for number in ("old", "held", "stale"):
        assert f'name="proposed" value="{number}"' not in body


def test_only_what_is_proposed_is_opened(screen, physician, patient):
    receive(physician, "A", 200)
    receive(physician, "B", 200, expires_on=dt.date(2028, 6, 30))
    assert take_over(screen, patient, "B", "nothing").status_code == 200
    assert [vial.opened_at for vial in queries.stock.ledger(physician).vials.values()] == [None, None]


def test_nothing_is_proposed_for_a_late_record(screen, physician, patient):
    receive(physician, "A", 200)
    assert "The fewest units opened" not in page(screen, patient, on="2026-11-20")


def test_an_injector_may_and_others_may_not(screen, roles, physician, patient):
    receive(physician, "A", 200)
    assert take_over(screen, patient, "A", role="front_desk").status_code == 403
    assert take_over(screen, patient, "A", role="injector").status_code == 200
    more = {"ml_per_100_units": Decimal(2), "at": EARLIER}
    with pytest.raises(Forbidden):
        actions.stock.prepare(vials=["A"], by=roles["analyst"], **more)
    with pytest.raises(Impossible, match="was never received"):
        actions.stock.prepare(vials=["Z"], by=physician, **more)
    with pytest.raises(Impossible, match="is open already"):
        actions.stock.prepare(vials=["A"], by=physician, **more)


@pytest.mark.parametrize(("size", "diluent"), [(50, 1), (100, 2), (200, 4)])
def test_the_diluent_is_that_of_the_protocol_for_the_size(physician, patient, size, diluent):
    receive(physician, "A", size)
    (vial,) = actions.stock.prepare(vials=["A"], ml_per_100_units=Decimal(2), at=EARLIER, by=physician)
    assert (vial.diluent.amount, vial.dilution.units_per_tenth_ml) == (diluent, 5)
