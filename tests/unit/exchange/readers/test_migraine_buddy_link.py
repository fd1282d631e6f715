"""Migraine Buddy's page for the doctor."""

import datetime as dt
from decimal import Decimal

import pytest

from migrainedays.diary import Attack, DiaryDay, Exposure, Intake
from migrainedays.errors import InputRefused
from tests.unit.exchange.readers.files import LINK_ATTACK, LINK_SECOND, page
from tests.unit.exchange.readers.reading import Reading


@pytest.fixture
def found(read: Reading) -> Reading:
    return read("migraine-buddy-link", page(LINK_ATTACK, LINK_SECOND), zone="America/Montreal")


def test_a_row_is_an_attack_with_a_year_of_two_digits(found: Reading) -> None:
    first, second = found.all(Attack)
    assert first.started_at.isoformat() == "2018-12-16T21:06:00-05:00"
    assert first.ended_at == first.started_at + dt.timedelta(hours=6)
    assert second.started_at.date() == dt.date(2018, 12, 3)
    assert (first.peak, second.peak) == (2, 3)


def test_sides_stand_in_the_header_above(found: Reading) -> None:
    first, second = found.all(Attack)
    assert (first.pain_areas, first.unilateral) == (("temple_left",), True)
    assert (second.pain_areas, second.unilateral) == (("front_left", "front_right"), False)


def test_an_aura_counts_where_its_kind_is_named(found: Reading) -> None:
    assert [attack.aura_kinds for attack in found.all(Attack)] == [("visual",), ()]


def test_symptoms_that_are_named_are_yes(found: Reading) -> None:
    first = found.all(Attack)[0]
    assert (first.aggravated, first.pulsating, first.nausea) == (True, True, None)


def test_medicines_come_with_their_doses_and_what_they_did(found: Reading) -> None:
    intakes = {intake.drug: (intake.doses, intake.relieved) for intake in found.all(Intake)}
    assert intakes == {
        "sumatriptan": (Decimal(2), True),
        "tylenol": (None, True),
        "naproxen": (Decimal(1), False),
        "caffeine & sugar": (Decimal(1), None),
    }


def test_a_period_that_is_only_near_is_no_menstruation(found: Reading) -> None:
    factors = {(exposure.date.day, exposure.factor) for exposure in found.all(Exposure)}
    assert factors == {(16, "menstruation"), (16, "alcohol"), (16, "rebound headache")}


def test_notes_of_the_row_below_and_the_place_in_words_are_kept_aside(found: Reading) -> None:
    [origin] = [o for o in found.imported.origins if o.table == "attacks" and "Notes" in o.aside]
    assert origin.aside["Notes"] == "Dec 17: I took it twice"
    assert origin.aside["Location"] == "Out"


def test_no_day_is_called_free(found: Reading) -> None:
    assert found.all(DiaryDay) == []


def test_dates_that_could_be_either_are_read_in_the_order_of_this_page(read: Reading) -> None:
    found = read("migraine-buddy-link", page(LINK_SECOND))
    assert found.imported.date_order == "day-first"
    assert read("migraine-buddy-link", page(LINK_SECOND), date_order="month-first").all(Attack)[0].started_at.month == 3


def test_another_page_is_refused(read: Reading) -> None:
    with pytest.raises(InputRefused, match="no page of Migraine Buddy"):
        read("migraine-buddy-link", "<html><table><tr><td>Started</td></tr></table></html>")


def test_a_pain_above_ten_is_refused_with_its_line(read: Reading) -> None:
    found = read("migraine-buddy-link", page(LINK_ATTACK.replace(" 5 ", " 15 ")))
    [problem] = found.imported.refused
    assert (problem.column, problem.value) == ("Pain Level", "15")
    assert problem.line
