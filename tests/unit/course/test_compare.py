"""The arithmetic under the rules: exact, never rounded over a threshold."""

from fractions import Fraction

import pytest

from migrainedays.classification import Count
from migrainedays.course.compare import below, fall_of, falls_by, number, percent, share_by_bounds
from migrainedays.diary import Tri
from migrainedays.treatment import Person
from migrainedays.windows import DAY
from tests.diaries import ANNA
from tests.treated import SESSION_1, evaluated, months, treated

PERSON = Person(patient=ANNA)


def count(low, high=None, rate=None):
    return Count(low, low, low if high is None else high, None if rate is None else Fraction(rate))


@pytest.mark.parametrize(
    ("before", "after", "fall"),
    [
        (20, 14, Fraction(3, 10)),
        (20, 20, 0),
        (20, 25, Fraction(-1, 4)),
        (0, 3, None),
        (None, 3, None),
        (20, None, None),
    ],
)
def test_a_fall_is_a_share_of_what_was(before, after, fall):
    assert fall_of(count(0, 28, before), count(0, 28, after)) == fall


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(28), "28"),
        (Fraction(1, 3), "0.33"),
        (Fraction(2, 3), "0.66"),
        (Fraction(29999, 1000), "29.99"),
        (Fraction(-1, 4), "-0.25"),
        (Fraction(-1, 1000), "0"),
        (Fraction(5, 2), "2.5"),
        (Fraction(100), "100"),
        (Fraction(1, 100), "0.01"),
    ],
)
def test_numbers_are_cut_and_never_rounded_up(value, text):
    assert number(value) == text


def test_a_share_just_short_of_thirty_percent_does_not_read_as_thirty():
    assert percent(Fraction(299999, 1_000_000)) == "29.99 %"
    assert percent(Fraction(3, 10)) == "30 %"


@pytest.mark.parametrize(
    ("before", "after", "answer"),
    [
        ((20, 20), (10, 10), "yes"),
        ((20, 20), (11, 11), "no"),
        ((20, 24), (10, 10), "yes"),
        ((20, 24), (11, 11), "indeterminate"),
        ((20, 24), (12, 12), "indeterminate"),
        ((20, 24), (13, 13), "no"),
        ((20, 20), (8, 10), "yes"),
        ((20, 20), (8, 11), "indeterminate"),
        ((20, 20), (11, 28), "no"),
        ((1, 1), (0, 0), "yes"),
        ((0, 0), (0, 0), "indeterminate"),
        ((0, 0), (1, 1), "no"),
        ((0, 28), (0, 28), "indeterminate"),
        ((0, 20), (11, 11), "no"),
    ],
)
def test_bounds_alone(before, after, answer):
    assert share_by_bounds(Fraction(1, 2), count(*before), count(*after)).value == answer


@pytest.mark.parametrize(
    ("low", "high", "answer"),
    [(14, 14, "yes"), (15, 15, "no"), (14, 15, "indeterminate"), (0, 14, "yes"), (15, 28, "no")],
)
def test_below_is_by_bounds(low, high, answer):
    assert below(15, count(low, high)).value == answer


def test_without_a_window_the_answer_is_open_and_says_what_is_lacking():
    window = evaluated(treated(20, (10,))).followed.cycles[0].first
    assert "no baseline" in falls_by("response.responder_50", None, window).why
    later = falls_by("response.responder_50", window, None)
    assert later.why == "The window to be judged has not been lived yet."
    assert falls_by("response.responder_50", None, window).verdict is Tri.INDETERMINATE
    assert (later.verdict, later.by_bounds) == (Tri.INDETERMINATE, Tri.INDETERMINATE)


def test_days_towards_the_target_have_a_rate_only_where_enough_days_were_entered():
    followed = evaluated(
        [PERSON, *months(7, peak=2, entered=13), *months(14, first=SESSION_1 + 28 * DAY, peak=2)]
    ).followed
    few, whole = (followed.target_days(window) for window in followed.windows)
    assert (few.low, few.high, few.rate28) == (7, 22, None)
    assert (whole.low, whole.high, whole.rate28) == (14, 14, 14)


def test_too_few_days_are_named_by_their_window():
    cycles = evaluated(treated(None, (10,))).followed.cycles
    answer = falls_by("response.responder_50", cycles[0].before, cycles[0].first)
    assert answer.why == "Not enough days in the baseline window (0 and 28 of 28 days entered)."
    answer = falls_by("response.responder_50", cycles[0].before, cycles[0].before)
    assert "the baseline window and the later window" in answer.why
