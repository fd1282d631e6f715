"""Units given and wasted with their codes: nothing is made up where the ledger leaves it open."""

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest

from migrainedays.reports.billing import HEADER, as_csv, billing
from migrainedays.treatment import Injection, Session
from migrainedays.treatment.dilution import Millilitres
from migrainedays.treatment.products import OnabotulinumtoxinA
from migrainedays.treatment.stock import Discard, Draw, Open, Receive, Reconstitute, Stock, Waste
from migrainedays.windows import Span

ON = dt.date(2026, 3, 2)
AT = dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC)


def session(number=1, units="155", product="onabotulinumtoxinA", patient="Anna"):
    return Session(
        patient=patient, session=number, date=Span(ON, ON), product=product, total_units=units and Decimal(units)
    )


def made_up(size="200", vial="V1"):
    """A vial received, opened and made up."""
    received = Receive(vial=vial, at=AT, size=OnabotulinumtoxinA(size), lot="C1", expires_on=dt.date(2027, 1, 1))
    return (
        Stock()
        .apply(received)
        .apply(Open(vial=vial, at=AT))
        .apply(Reconstitute(vial=vial, at=AT, diluent=Millilitres.of("4")))
    )


def drawn(stock, units, patient="Anna", number=1, vial="V1"):
    return stock.apply(Draw(vial=vial, at=AT, units=OnabotulinumtoxinA(units), patient=patient, session=number))


def thrown_away(stock, vial="V1"):
    return stock.apply(Discard(vial=vial, at=AT))


def told(found):
    return [(line.code, line.modifier, line.units) for line in found.lines]


def test_what_was_thrown_away_stands_on_its_own_line():
    vials = thrown_away(drawn(made_up(), "155")).vials.values()
    found = billing(session(), (), vials)
    assert told(found) == [("64615", "", 1), ("J0585", "", 155), ("J0585", "JW", 45)]
    assert found.open == ()


def test_units_given_and_wasted_add_up_to_the_vial():
    vials = thrown_away(drawn(made_up(), "137.5")).vials.values()
    toxin = [line.units for line in billing(session(units="137.5"), (), vials).lines if line.code == "J0585"]
    assert sum(toxin) == 200


def test_where_nothing_was_wasted_that_is_said():
    vials = thrown_away(drawn(made_up("100"), "100")).vials.values()
    assert told(billing(session(units="100"), (), vials)) == [("64615", "", 1), ("J0585", "JZ", 100)]


def test_an_empty_vial_needs_no_throwing_away():
    assert told(billing(session(units="100"), (), drawn(made_up("100"), "100").vials.values()))[1][1] == "JZ"


def test_waste_that_was_noted_apart_counts():
    stock = drawn(made_up(), "155").apply(Waste(vial="V1", at=AT, units=OnabotulinumtoxinA("45"), reason="rest"))
    assert told(billing(session(), (), stock.vials.values()))[-1] == ("J0585", "JW", 45)


def test_two_vials_are_added():
    stock = thrown_away(drawn(made_up("100"), "100"))
    second = Receive(vial="V2", at=AT, size=OnabotulinumtoxinA("100"), lot="C1", expires_on=dt.date(2027, 1, 1))
    stock = stock.apply(second).apply(Open(vial="V2", at=AT))
    stock = stock.apply(Reconstitute(vial="V2", at=AT, diluent=Millilitres.of("2")))
    vials = thrown_away(drawn(stock, "55", vial="V2"), "V2").vials.values()
    assert told(billing(session(), (), vials))[-1] == ("J0585", "JW", 45)


def test_a_shared_vial_leaves_its_waste_open():
    stock = thrown_away(drawn(drawn(made_up(), "75"), "75", patient="Ben"))
    found = billing(session(units="75"), (), stock.vials.values())
    assert told(found) == [("64615", "", 1), ("J0585", "", 75)]
    assert found.open == ("Vial V1 served another session too: its waste belongs to none alone.",)


def test_a_vial_that_is_not_thrown_away_yet_leaves_it_open():
    found = billing(session(), (), drawn(made_up(), "155").vials.values())
    assert found.open == ("Vial V1 still holds 45 U and is not thrown away yet.",)
    assert told(found)[-1] == ("J0585", "", 155)


def test_without_a_vial_waste_cannot_be_told():
    found = billing(session(), (), ())
    assert told(found)[-1] == ("J0585", "", 155)
    assert "waste cannot be told" in found.open[0]


def test_another_sessions_vial_is_not_this_ones():
    assert "No vial of the ledger" in billing(session(number=2), (), drawn(made_up(), "155").vials.values()).open[0]


@pytest.mark.parametrize(("amounts", "given"), [(("5", "10"), 15), (("5", None), None), ((), None)])
def test_units_are_the_sum_of_the_points_where_no_total_stands(amounts, given):
    points = [
        Injection(patient="Anna", session=1, muscle="temporalis", side="left", site=n, units=a and Decimal(a))
        for n, a in enumerate(amounts, 1)
    ]
    toxin = [line.units for line in billing(session(units=None), points, ()).lines if line.code == "J0585"]
    assert toxin == ([] if given is None else [given])


def test_another_product_has_no_code_of_ours():
    assert told(billing(session(product="abobotulinumtoxinA"), (), ())) == [("64615", "", 1)]


def test_a_code_that_was_not_seen_is_marked():
    lines = billing(session(), (), ()).lines
    assert {line.code: line.verified for line in lines} == {"64615": False, "J0585": True}


def test_the_file_names_nobody():
    found = billing(session(), (), thrown_away(drawn(made_up(), "155")).vials.values())
    written = as_csv(session(), found)
    rows = list(csv.reader(io.StringIO(written)))
    assert tuple(rows[0]) == HEADER
    assert [row[:5] for row in rows[2:]] == [
        ["1", "2026-03-02", "J0585", "", "155"],
        ["1", "2026-03-02", "J0585", "JW", "45"],
    ]
    assert "Anna" not in written


class TestTheClinicsWords:
    VIALS = staticmethod(thrown_away(drawn(made_up(), "155")).vials.values)

    def says(self, words):
        return [line.says for line in billing(session(), (), self.VIALS(), words).lines]

    def test_stand_in_the_place_of_ours(self):
        words = {"procedure": "Injection visit", "toxin": "Toxin given", "wasted": "Toxin discarded"}
        assert self.says(words) == ["Injection visit", "Toxin given", "Toxin discarded"]

    def test_one_that_is_not_said_is_ours(self):
        ours = self.says(None)
        assert self.says({}) == ours
        assert self.says({"procedure": "Injection visit"}) == ["Injection visit", *ours[1:]]

    def test_what_is_thrown_away_is_called_like_the_toxin_where_nothing_else_is_said(self):
        assert self.says({"toxin": "Toxin"})[1:] == ["Toxin", "Toxin"]

    def test_change_no_code_and_no_number(self):
        plain, named = billing(session(), (), self.VIALS()), billing(session(), (), self.VIALS(), {"toxin": "Toxin"})
        assert told(plain) == told(named)
        assert [line.verified for line in plain.lines] == [line.verified for line in named.lines]

    def test_are_run_by_no_spreadsheet(self):
        found = billing(session(), (), self.VIALS(), {"procedure": "=HYPERLINK(1)"})
        rows = list(csv.reader(io.StringIO(as_csv(session(), found))))
        assert rows[1][HEADER.index("says")] == "'=HYPERLINK(1)"
