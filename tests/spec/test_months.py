"""Chapter: months, and what a gap in the diary does to them.

A month is a window of 28 whole days. Each count says how many days were seen to be so, how few and how many it can
have been, and the rate per 28 days where enough was entered. Rates are exact; bounds decide absolute thresholds.
"""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from migrainedays.classification import Count, classify, months, profile, window
from migrainedays.classification.drugs import CLASSES
from migrainedays.classification.months import quality_of
from migrainedays.diary import Tri
from migrainedays.windows import Span
from tests.diaries import anna, attack, diary, drug_days, free, headache, migraine, on, tension, took, windows


def counted(*values, span=None, name="LEIDEN_2023", intakes_kept=True):
    """The first window of a diary."""
    entries = diary(*values, intakes_kept=intakes_kept)
    return window(entries, classify(entries, profile(name), anna()), span or Span.window(on(0)))


def entered(total, sick):
    """So many entered days, the first of them with headache."""
    return [tension(n) if n < sick else free(n) for n in range(total)]


# -- gaps ------------------------------------------------------------------------------------------------------
def test_twelve_headache_days_among_twenty_one_entries():
    found = counted(*entered(21, 12))
    assert found.headache_days == Count(observed=12, low=12, high=19, rate28=Fraction(16))
    assert found.quality == "evaluable"
    assert found.headache_days.reaches(15) is Tri.INDETERMINATE  # although the rate is 16


def test_thirteen_entries_are_not_evaluable_and_give_no_number():
    found = counted(*entered(13, 8))
    assert found.quality == "not_evaluable"
    assert found.headache_days == Count(observed=8, low=8, high=23, rate28=None)


def test_drugs_have_no_rate_either_where_too_little_was_entered():
    found = counted(*entered(13, 8), took("sumatriptan", 0))
    assert found.acute_days["triptan"] == found.any_acute_days == Count(observed=1, low=1, high=16, rate28=None)
    assert found.headache_free_days == Count(observed=5, low=5, high=20, rate28=None)


def test_a_count_of_days_that_are_and_days_that_are_not():
    assert Count.of(7, 7, 28) == Count(observed=7, low=7, high=21, rate28=Fraction(14))
    assert Count.of(7, 7, 28, evaluable=False) == Count(observed=7, low=7, high=21, rate28=None)
    assert Count.of(0, 0, 28) == Count(observed=0, low=0, high=28, rate28=None)


def test_eight_headache_days_among_sixteen_entries_are_pro_rated_with_little_confidence():
    found = counted(*entered(16, 8))
    assert found.quality == "low_confidence"
    assert found.headache_days.rate28 == 14
    assert not found.evaluable


@pytest.mark.parametrize(
    ("entries", "quality"),
    [(0, "not_evaluable"), (13, "not_evaluable"), (14, "low_confidence"), (19, "low_confidence"), (20, "evaluable"),
     (28, "evaluable")],
)  # fmt: skip
def test_twenty_and_fourteen_entries(entries, quality):
    assert quality_of(entries) == quality
    assert counted(*entered(entries, 0)).quality == quality


def test_entries_and_missing_days_make_up_the_window():
    found = counted(*entered(21, 12))
    assert (found.entries, found.missing, len(found.span)) == (21, 7, 28)


def test_a_fall_of_exactly_thirty_per_cent_is_exact():
    before = counted(*entered(20, 20)).headache_days.rate28
    after = counted(*entered(20, 14)).headache_days.rate28
    assert (before, after) == (28, Fraction(98, 5))
    assert (before - after) / before == Fraction(3, 10)
    assert 1 - float(after) / float(before) < 0.3  # what binary fractions would have made of it


# -- undecided days ----------------------------------------------------------------------------------------------
def test_an_undecided_day_is_in_the_upper_bound_and_not_in_the_rate():
    found = counted(*[migraine(n) for n in range(10)], *[headache(n) for n in range(10, 14)],
                    *[free(n) for n in range(14, 28)])  # fmt: skip
    assert found.headache_days.observed == 14
    assert found.migraine_days == Count(observed=10, low=10, high=14, rate28=Fraction(280, 24))
    assert found.moderate_severe_days.high == 14


def test_where_nothing_is_decided_there_is_no_rate():
    assert counted(*[headache(n) for n in range(28)], name="ICHD3_C").migraine_days == Count(0, 0, 28, None)


def test_headache_free_days_are_answered_days():
    found = counted(*entered(21, 12))
    assert found.headache_free_days == Count(observed=9, low=9, high=16, rate28=Fraction(12))


def test_headache_days_are_any_headache_whatever_the_profile():
    short = [tension(n, minutes=20) for n in range(28)]
    assert counted(*short, name="US_LABEL").headache_days.observed == 28
    assert classify(diary(*short), profile("US_LABEL"), anna())[on(0)].headache_day is Tri.NO


# -- minutes and pain ----------------------------------------------------------------------------------------------
def test_minutes_are_summed_where_they_are_known():
    found = counted(headache(0, minutes=100), headache(1), free(2), headache(3, minutes=20))
    assert (found.minutes_observed, found.minutes_known) == (120, 3)


def test_days_by_their_worst_pain():
    found = counted(headache(0, peak=1), headache(1, peak=3), headache(2, peak=3), free(3), headache(4))
    assert found.peak_days == {1: 1, 2: 0, 3: 2}


# -- drugs -----------------------------------------------------------------------------------------------------------
def test_days_and_doses_by_class():
    found = counted(
        *entered(28, 10),
        took("sumatriptan", 0, doses=2),
        took("rizatriptan", 0),
        took("ibuprofen", 1),
        took("ibuprofen", 1, intake=2, doses=Decimal("0.5")),
        took("paracetamol", 2, purpose="preventive"),
    )
    assert found.acute_days["triptan"] == Count(1, 1, 1, Fraction(1))
    assert found.acute_days["non_opioid"].observed == 1
    assert found.any_acute_days == Count(2, 2, 2, Fraction(2))
    assert found.acute_doses["triptan"] == 3
    assert found.to_json()["acute_doses"]["non_opioid"] == 1.5


def test_without_the_intakes_table_drug_days_are_unknown():
    found = counted(*entered(28, 10), intakes_kept=False)
    assert found.acute_days["triptan"] == Count(0, 0, 28, None)
    assert found.any_acute_days == Count(0, 0, 28, None)
    assert set(found.acute_doses.values()) == {0}


def test_an_entered_day_without_a_row_of_intakes_is_a_day_without_drugs():
    assert counted(*entered(28, 10)).acute_days["triptan"] == Count(0, 0, 0, Fraction(0))
    assert counted(*entered(20, 10)).acute_days["triptan"] == Count(0, 0, 8, Fraction(0))


def test_an_intake_counts_on_a_day_without_a_row():
    found = counted(*entered(20, 10), took("sumatriptan", 25))
    assert found.entries == 20
    assert found.acute_days["triptan"] == Count(1, 1, 8, Fraction(28, 21))
    assert found.acute_days["opioid"] == Count(0, 0, 8, Fraction(0))


def test_an_unrecognised_drug_may_be_of_any_class():
    found = counted(*entered(28, 10), took("wondercure", 3), took("sumatriptan", 4))
    assert found.acute_days["triptan"] == Count(1, 1, 2, Fraction(28, 27))
    assert found.acute_days["unrecognised"] == Count(1, 1, 1, Fraction(1))


# -- which windows ---------------------------------------------------------------------------------------------------
def test_windows_follow_each_other_and_a_part_is_none():
    entries = diary(*windows([10, 12]), free(56))
    found = months(entries, classify(entries, profile("ICHD3_C"), anna()))
    assert [w.headache_days.observed for w in found] == [10, 12]
    assert found[1].span.first - found[0].span.last == dt.timedelta(days=1)


def test_a_month_without_any_entry_is_a_month_that_is_not_evaluable():
    entries = diary(*windows([10]), free(84))
    found = months(entries, classify(entries, profile("ICHD3_C"), anna()))
    assert [(w.entries, w.quality) for w in found] == [(28, "evaluable"), (0, "not_evaluable"), (0, "not_evaluable")]


def test_days_touched_by_an_attack_are_entered():
    entries = diary(attack("01-05 10:00", "01-08 10:00"))
    assert counted(*entries.attacks).entries == 4


def test_thirty_day_windows_are_counted_not_converted():
    fourteen = [tension(n) if n % 2 else free(n) for n in range(28)]
    entries = diary(*fourteen, free(28), free(29), free(59))
    verdicts = classify(entries, profile("ICHD3_C"), anna())
    found = months(entries, verdicts, days=30)
    assert [len(w.span) for w in found] == [30, 30]
    assert found[0].headache_days.observed == 14
    assert Fraction(14 * 30, 28) == 15  # what a conversion would have made of it


def test_the_window_of_the_contract():
    half = took("ibuprofen", 0, doses=Decimal("0.5"))
    found = counted(*entered(21, 12), *drug_days("sumatriptan", 2, windows=1), half)
    none = {"observed": 0, "low": 0, "high": 7, "rate28": 0}
    assert found.to_json() == {
        "from": "2026-01-05",
        "to": "2026-02-01",
        "days": 28,
        "entries": 21,
        "missing": 7,
        "quality": "evaluable",
        "headache_days": {"observed": 12, "low": 12, "high": 19, "rate28": 16},
        "migraine_days": {"observed": 2, "low": 2, "high": 9, "rate28": Fraction(56, 21)},  # by the triptan
        "moderate_severe_days": none,
        "headache_free_days": {"observed": 9, "low": 9, "high": 16, "rate28": 12},
        "headache_minutes": {"observed": 3600, "days_known": 21},
        "peak_days": {"1": 12, "2": 0, "3": 0},
        "acute_days": {
            **dict.fromkeys(CLASSES, none),
            "triptan": {"observed": 2, "low": 2, "high": 9, "rate28": Fraction(56, 21)},
            "non_opioid": {"observed": 1, "low": 1, "high": 8, "rate28": Fraction(28, 21)},
        },
        "acute_doses": {**dict.fromkeys(CLASSES, 0), "triptan": 2, "non_opioid": 0.5},
    }


def test_whole_doses_are_printed_whole():
    found = counted(took("sumatriptan", doses=Decimal("2.0")), took("ibuprofen", doses=Decimal("1.5"))).to_json()
    assert repr(found["acute_doses"]["triptan"]) == "2"
    assert repr(found["acute_doses"]["non_opioid"]) == "1.5"
