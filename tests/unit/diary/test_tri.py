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


# -- what is decided stays decided, whatever the open answers turn out to be ---------------------------------
def completions(answers):
    """Every way in which the open answers may turn out."""
    return itertools.product(*[(True, False) if answer is OPEN else (answer is YES,) for answer in answers])


def agreed(answers, rule):
    """The answer that every completion agrees on, else open."""
    found = {rule(list(completed)) for completed in completions(answers)}
    return Tri.of(found.pop()) if len(found) == 1 else OPEN


@pytest.mark.parametrize("answers", list(itertools.product(Tri, repeat=3)))
def test_a_rule_is_decided_when_every_completion_agrees(answers):
    assert Tri.all(answers) is agreed(answers, all)
    assert Tri.any(answers) is agreed(answers, any)
    for needed in range(5):
        assert Tri.at_least(needed, answers) is agreed(answers, lambda found, n=needed: sum(found) >= n)


@pytest.mark.parametrize("low", range(5))
@pytest.mark.parametrize("more", range(5))
def test_bounds_decide_when_every_count_within_them_agrees(low, more):
    counts = range(low, low + more + 1)
    for needed in range(9):
        found = {count >= needed for count in counts}
        expected = Tri.of(found.pop()) if len(found) == 1 else OPEN
        assert Tri.within(needed, low, low + more) is expected
