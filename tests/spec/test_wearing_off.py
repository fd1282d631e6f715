"""Wearing-off: no consensus definition exists, so ours is named, shown with its numbers, and slow to be called."""

from fractions import Fraction

import pytest

from migrainedays.diary import DiaryDay
from migrainedays.treatment import Session
from migrainedays.windows import DAY, Span
from tests.diaries import ANNA
from tests.treated import GAP, SESSION_1, evaluated, session_on, treated, without


def worn(*cycles):
    """Wearing-off of each cycle, the last of which has no next session."""
    return evaluated(treated(20, *cycles, ())).wearing_off


def test_the_index_is_the_last_28_days_less_days_29_to_56():
    found = worn((9, 8, 12))
    assert found[0].index == 4
    assert "12 headache days in the last 28 against 8 on days 29 to 56" in found[0].why


def test_a_cycle_without_a_next_session_has_no_index():
    found = worn((9, 8, 12))
    assert found[1].index is None
    assert "no next session" in found[1].why


@pytest.mark.parametrize(("days", "has_index"), [(83, False), (84, True)])
def test_only_cycles_of_84_days_are_looked_at(days, has_index):
    values = [value for value in treated(20, (9, 8, 12)) if not isinstance(value, Session)]
    numbered = [
        Session(patient=ANNA, session=n, date=Span(on, on))
        for n, on in enumerate((SESSION_1, SESSION_1 + DAY * days), start=1)
    ]
    found = evaluated([*values, *numbered]).wearing_off[0]
    assert (found.index is not None) is has_index
    assert has_index or "83 days" in found.why


TOO_FEW = "Too few days were entered on days 29 to 56 or in the last 28 of the cycle."


def test_too_few_days_give_no_index():
    assert worn((9, GAP, 12))[0].index is None
    assert worn((9, 8, GAP))[0].why == TOO_FEW


@pytest.mark.parametrize("place", [29, 57])
@pytest.mark.parametrize(("entered", "has_index"), [(20, True), (19, False), (14, False), (13, False)])
def test_both_ends_of_the_index_need_twenty_days(place, entered, has_index):
    span = Span(SESSION_1 + DAY * (place + entered), SESSION_1 + DAY * (place + 27))
    [found, _] = evaluated([*without(treated(20, (9, 8, 12), ()), span)]).wearing_off
    assert (found.index is not None, found.why == TOO_FEW) == (has_index, not has_index)


@pytest.mark.parametrize("place", [29, 57])
def test_days_that_leave_headache_open_give_no_index(place):
    span = Span.window(SESSION_1 + DAY * place)
    open_days = [DiaryDay(patient=ANNA, date=date) for date in span]
    [found, _] = evaluated([*without(treated(20, (9, 8, 12), ()), span), *open_days]).wearing_off
    assert (found.index, found.why) == (None, TOO_FEW)


@pytest.mark.parametrize(
    ("cycles", "verdict"),
    [
        (((9, 8, 12),), "indeterminate"),
        (((9, 8, 12), (9, 8, 12)), "indeterminate"),
        (((9, 8, 14), (9, 8, 14)), "yes"),
        (((9, 8, 12), (9, 8, 9)), "indeterminate"),
        (((9, 8, 13), (9, 8, 12), (9, 8, 12)), "yes"),
        (((9, 8, 9), (9, 8, 16), (9, 8, 8)), "indeterminate"),
        (((9, 8, 8), (9, 8, 7), (9, 8, 12)), "no"),
        (((9, 8, 8), (9, 8, 8)), "no"),
        (((9, 8, 9), (9, 8, 8)), "indeterminate"),  # a third cycle could still make it two
        (((9, 8, 8), (9, 8, 9)), "indeterminate"),
        (((9, 8, 2), (9, 8, 13), (9, 8, 12), (9, 8, 12)), "yes"),
    ],
)
def test_it_is_called_where_two_of_three_cycles_show_it_and_the_interval_excludes_nought(cycles, verdict):
    assert worn(*cycles)[len(cycles) - 1].verdict.value == verdict


def test_the_interval_of_the_mean_is_the_wider_of_two():
    found = worn((9, 8, 12), (9, 8, 13), (9, 8, 14))[2]
    assert (round(found.low, 2), round(found.high, 2)) == (0.97, 9.03)
    found = worn((9, 8, 12), (9, 8, 14))[1]
    assert (round(found.low, 2), round(found.high, 2)) == (-7.71, 17.71)


def test_missing_days_widen_the_interval():
    values = treated(20, (9, 8, 12), (9, 8, 12), ())
    whole = evaluated(values).wearing_off[1]
    assert (whole.index, round(whole.low, 2), round(whole.high, 2)) == (4, -0.91, 8.91)
    week = Span.window(session_on(2) + 57 * DAY, 7)  # three of its days have headache, as of every seven
    fewer = evaluated([*without(values, week)]).wearing_off[1]
    assert (fewer.index, round(fewer.low, 2), round(fewer.high, 2)) == (4, -1.13, 9.13)


def test_the_index_is_exact():
    values = [value for value in treated(20, (9, 8, 12), ()) if getattr(value, "date", None) != SESSION_1 + 30 * DAY]
    index = evaluated(values).wearing_off[0].index
    assert isinstance(index, Fraction)
    assert index.denominator in (1, 27)
