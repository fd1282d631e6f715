"""Chapter: attacks around menstruation (ICHD-3 A1.1.1, A1.1.2).

The first bleeding day is day 1, the day before it day -1: there is no day 0. The window is two days on either side.
"""

import datetime as dt

import pytest

from migrainedays.classification import classify, profile
from migrainedays.classification.limits import limit
from migrainedays.classification.menstrual import first_bleeding_days, menstrual_pattern, perimenstrual_window
from migrainedays.diary import Exposure, Tri
from tests.diaries import ANNA, anna, diagnosed, diary, free, migraine, on


def bleeding(*days, level=None):
    return [Exposure(patient=ANNA, date=on(n), factor="menstruation", level=level) for n in days]


def pattern(sick, menses, length=90, gaps=()):
    days = [migraine(n) if n in sick else free(n) for n in range(length) if n not in gaps]
    entries = diary(*days, *bleeding(*menses))
    return menstrual_pattern(entries, classify(entries, profile("ICHD3_C"), anna()))


def test_menses_on_the_tenth_of_may():
    found = perimenstrual_window(dt.date(2025, 5, 10))
    assert (found.first, found.last) == (dt.date(2025, 5, 8), dt.date(2025, 5, 12))
    assert len(found) == 5


def test_a_cycle_begins_with_the_first_of_its_bleeding_days():
    assert first_bleeding_days(diary(*bleeding(3, 4, 5, 7, 31, 32))) == [on(3), on(31)]


def test_bleeding_after_a_longer_pause_is_a_new_cycle():
    gap = limit("menstruation.new_cycle_gap")
    assert first_bleeding_days(diary(*bleeding(3, 3 + gap))) == [on(3)]
    assert first_bleeding_days(diary(*bleeding(3, 4 + gap))) == [on(3), on(4 + gap)]


def test_asked_and_answered_none_is_no_bleeding():
    assert first_bleeding_days(diary(*bleeding(3, level=0), *bleeding(4, level=1))) == [on(4)]


MENSES = (10, 38, 66)


@pytest.mark.parametrize(
    ("sick", "expected"),
    [
        ({10, 38, 66}, "pure"),
        ({8, 38}, "pure"),  # two days before, and two of three cycles
        ({12, 40, 68}, "pure"),
        ({10, 38, 50}, "related"),
        ({10}, "none"),
        ({7, 41}, "none"),  # a day too early, a day too late
        (set(), "none"),
    ],
)
def test_two_of_three_cycles(sick, expected):
    assert pattern(sick, MENSES).pattern == expected


def test_two_cycles_are_not_enough_to_say():
    assert pattern({10, 38}, MENSES[:2]).in_window is Tri.INDETERMINATE
    assert pattern({10, 38}, MENSES[:2]).pattern == "undecided"


def test_four_of_six_cycles():
    menses = tuple(10 + 28 * n for n in range(6))
    assert pattern(set(menses[:4]), menses, 180).in_window is Tri.YES
    assert pattern(set(menses[:3]), menses, 180).in_window is Tri.NO


def test_a_missing_day_in_the_window_leaves_it_open():
    found = pattern({10}, MENSES, gaps=(38,))
    assert found.in_window is Tri.INDETERMINATE
    assert pattern({10, 66}, MENSES, gaps=(38,)).pattern == "undecided"  # pure or related: a day is missing


def test_the_diagnosis_tells_it():
    sick = [migraine(n) if n in {10, 38, 66} else free(n) for n in range(90)]
    notes = diagnosed(*sick, *bleeding(*MENSES)).notes
    assert any("A1.1.1" in note for note in notes)
    assert any(f"{on(64)} to {on(68)}" in note for note in notes)
    assert not any("A1.1" in note for note in diagnosed(*sick).notes)
