"""Three-valued answers."""

import itertools

import pytest

from migrainedays.diary import Tri

YES, NO, OPEN = Tri.YES, Tri.NO, Tri.INDETERMINATE


@pytest.mark.parametrize(("answer", "expected"), [(True, YES), (False, NO), (None, OPEN)])
def test_a_blank_is_indeterminate(answer, expected):
    assert Tri.of(answer) is expected


@pytest.mark.parametrize(("answer", "expected"), [(YES, NO), (NO, YES), (OPEN, OPEN)])
def test_not(answer, expected):
    assert ~answer is expected


@pytest.mark.parametrize(
    ("one", "other", "both", "either"),
    [
        (YES, YES, YES, YES),
        (YES, NO, NO, YES),
        (YES, OPEN, OPEN, YES),
        (NO, NO, NO, NO),
        (NO, OPEN, NO, OPEN),
        (OPEN, OPEN, OPEN, OPEN),
    ],
)
def test_and_or(one, other, both, either):
    assert one & other is other & one is both
    assert one | other is other | one is either


def test_of_nothing():
    assert Tri.all([]) is YES
    assert Tri.any([]) is NO


@pytest.mark.parametrize("answers", list(itertools.product(Tri, repeat=3)))
def test_all_and_any_agree_with_at_least(answers):
    assert Tri.all(answers) is Tri.at_least(3, answers)
    assert Tri.any(answers) is Tri.at_least(1, answers)
    assert Tri.all(answers) is ~Tri.any(~answer for answer in answers)


@pytest.mark.parametrize(
    ("low", "high", "expected"), [(15, 15, YES), (14, 14, NO), (14, 15, OPEN), (0, 14, NO), (16, 28, YES)]
)
def test_within_bounds(low, high, expected):
    assert Tri.within(15, low, high) is expected
