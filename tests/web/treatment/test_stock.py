"""The stock on the screen: units in are units out, and a lot finds its patients."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import Forbidden
from migrainedays.clinic.records.charting import line_of
from migrainedays.errors import Impossible
from migrainedays.treatment import AdverseEvent, Injection, Session, Vial
from migrainedays.treatment import stock as library
from migrainedays.treatment.dilution import Millilitres
from migrainedays.treatment.products import OnabotulinumtoxinA
from migrainedays.windows import Span
from tests.web.treatment.conftest import AT, EARLIER, ON, stock_vial, vial_act

NEW = {
    "form": "receive", "vial": "B7", "product": "onabotulinumtoxinA", "lot": "C1", "expires_on": "2027-06-30",
    "units": "100",
}  # fmt: skip


def enter(screen, role="physician", **data):
    return screen.post(reverse("stock"), data, role)


def done(screen, act, role="physician", **data):
    return enter(
        screen, role, form="act", **{"act-vial": "B7", "act-act": act}, **{f"act-{k}": v for k, v in data.items()}
    )


def test_a_vial_goes_from_the_parcel_to_the_bin(screen, physician):
    assert enter(screen, **NEW).status_code == 302
    assert done(screen, "open").status_code == 302
    assert done(screen, "reconstitute", diluent_ml="2").status_code == 302
    assert done(screen, "waste", units="12.5", reason="dropped").status_code == 302
    assert "<strong>87.5</strong>" in screen.get(reverse("stock")).content.decode()
    assert done(screen, "discard").status_code == 302
    vial = queries.stock.ledger(physician).vials["B7"]
    assert (vial.wasted, vial.left.amount) == (100, 0)
    row = queries.rows.stock(physician, Vial)[0].value
    assert (row.lot, row.diluent_ml, row.discarded_at) == ("C1", 2, vial.discarded_at)
    assert queries.verification.differences() == {}


@pytest.mark.parametrize(
    ("act", "data", "says"),
    [
        ("waste", {"units": "5"}, "is not open"),
        ("reconstitute", {"diluent_ml": "2"}, "is not open"),
        ("reconstitute", {}, "This is needed for it"),
        ("waste", {"units": "0.05"}, "finer than 0.1 unit"),
    ],
)
def test_what_cannot_have_happened_is_told_and_not_entered(screen, physician, act, data, says):
    enter(screen, **NEW)
    answer = done(screen, act, **data)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert queries.stock.ledger(physician).vials["B7"].left.amount == 100


def test_a_vial_is_received_once(screen):
    enter(screen, **NEW)
    assert "is the number of another vial already" in enter(screen, **NEW).content.decode()


def test_a_vial_of_the_ledger_is_not_corrected_beside_it(physician):
    stock_vial(physician)
    with pytest.raises(Impossible, match="kept by the ledger"):
        actions.stock.correct(vial=Vial(vial="V1", lot="X"), revision=3, by=physician)


def test_a_draw_needs_its_session(physician):
    stock_vial(physician)
    with pytest.raises(Impossible, match="with its session"):
        actions.stock.act(act=vial_act("draw", units=Decimal(5)), by=physician)


def test_who_may_do_what_to_a_vial(screen, roles, physician):
    assert enter(screen, "front_desk", **NEW).status_code == 302
    assert done(screen, "open", "front_desk").status_code == 403
    assert enter(screen, "analyst", **NEW).status_code == 403
    with pytest.raises(Forbidden):
        actions.stock.act(act=vial_act("discard", "B7"), by=roles["front_desk"])


def test_a_lot_finds_its_sessions_and_what_was_reported(screen, physician, dora, elsewhere):
    stock_vial(physician)
    session = Session(patient="Dora", session=1, date=Span(ON, ON))
    point = Injection(patient="Dora", session=1, muscle="frontalis", side="left", site=1, units=Decimal(5), vial="V1")
    actions.treatment.record(patient=dora, session=session, injections=[point], by=physician)
    event = AdverseEvent(patient="Dora", event="ptosis", onset_on=ON + dt.timedelta(days=9), session=1)
    actions.health.record(patient=dora, values=[event], by=physician)
    body = screen.post(reverse("recall"), {"lot": "C1234"}).content.decode()
    assert reverse("patient", args=[dora]) in body
    assert "ptosis" in body
    assert queries.stock.of_lot(elsewhere, "C1234") == []
    assert "No session here" in screen.post(reverse("recall"), {"lot": "Z"}).content.decode()


def test_what_can_be_used_stands_first_and_what_went_last_before_what_went_long_ago(screen, physician):
    def vial(number, day, expires, *acts):
        at = dt.datetime(2026, 11, day, 9, tzinfo=dt.UTC)
        lot = {"product": "onabotulinumtoxinA", "lot": "C1", "expires_on": expires, "units": Decimal(100)}
        for act in ("receive", *acts):
            actions.stock.act(act=vial_act(act, number, at, **(lot if act == "receive" else {})), by=physician)

    vial("gone-long-ago", 2, dt.date(2027, 6, 30), "open", "discard")
    vial("gone-lately", 20, dt.date(2027, 6, 30), "open", "discard")
    vial("later", 3, dt.date(2027, 6, 30))
    vial("sooner", 3, dt.date(2027, 1, 31), "quarantine")
    vial("open", 22, dt.date(2027, 9, 30), "open")
    body = screen.get(reverse("stock")).content.decode()
    listed = ["open", "sooner", "later", "gone-lately", "gone-long-ago"]
    places = [body.index(f'<th scope="row">{number}</th>') for number in listed]
    assert places == sorted(places)
    row = body[places[1] : places[2]]
    assert "quarantine" in row
    assert "closed" not in row


class TestALedgerThatWasKeptElsewhere:
    SIZE = OnabotulinumtoxinA("100")

    def history(self, vial="K1", patient="Anna"):
        expires = dt.date(2027, 6, 30)
        return [
            library.Receive(vial=vial, at=EARLIER, size=self.SIZE, lot="C9", expires_on=expires),
            library.Open(vial=vial, at=EARLIER),
            library.Reconstitute(vial=vial, at=EARLIER, diluent=Millilitres.of("2")),
            library.Draw(vial=vial, at=AT, units=OnabotulinumtoxinA("75"), patient=patient, session=1),
            library.Waste(vial=vial, at=AT, units=OnabotulinumtoxinA("5"), reason="a drop"),
            library.Quarantine(vial=vial, at=AT),
            library.Quarantine(vial=vial, at=AT, lifted=True),
            library.Discard(vial=vial, at=AT),
        ]

    def test_is_taken_over_line_by_line_with_its_draws(self, physician, patients):
        history = [*self.history(), *self.history("K2")[:1]]
        taken = actions.stock.take_over(actions=history, by=physician)
        kept = queries.stock.ledger(physician)
        assert kept == taken == library.replay(history)
        assert [draw.units.amount for draw in kept.vials["K1"].draws] == [75]
        assert kept.vials["K1"].wasted == 25
        assert {vial.value.vial for vial in queries.rows.stock(physician, Vial)} >= {"K1", "K2"}
        assert queries.verification.differences() == {}

    @pytest.mark.parametrize("place", range(8))
    def test_each_action_comes_back_from_its_line(self, place):
        action = self.history()[place]
        assert line_of(action, place + 1).action() == action
        assert line_of(action, place + 1).number == place + 1

    def test_what_cannot_have_happened_takes_nothing_over(self, physician):
        history = self.history()
        with pytest.raises(Impossible, match="was never received"):
            actions.stock.take_over(actions=[*self.history("K2"), *history[1:]], by=physician)
        assert queries.stock.ledger(physician).vials == {}

    def test_a_vial_that_is_kept_here_is_not_taken_over_again(self, physician):
        actions.stock.take_over(actions=self.history(), by=physician)
        with pytest.raises(Impossible, match="kept by the ledger already"):
            actions.stock.take_over(actions=self.history(), by=physician)

    def test_a_vial_whose_row_stands_already_keeps_it(self, physician):
        row = Vial(
            vial="K1", product="onabotulinumtoxinA", lot="C9", expires_on=dt.date(2027, 6, 30),
            size_units=Decimal(100), diluent_ml=Decimal(2), opened_at=EARLIER, discarded_at=AT,
        )  # fmt: skip
        actions.stock.receive(vial=row, by=physician)
        actions.stock.take_over(actions=self.history(), by=physician)
        assert [(s.value, s.revision) for s in queries.rows.stock(physician, Vial)] == [(row, 1)]

    def test_the_front_desk_takes_nothing_over(self, roles):
        with pytest.raises(Forbidden):
            actions.stock.take_over(actions=self.history(), by=roles["front_desk"])
