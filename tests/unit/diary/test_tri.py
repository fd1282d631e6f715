"""Three answers: what is decided stays decided, whatever the open ones turn out to be."""

import itertools

import pytest

from migrainedays.diary import Tri

YES, NO, OPEN = Tri.YES, Tri.NO, Tri.INDETERMINATE
ALL = (YES, NO, OPEN)


def completions(answers):
    """Every way in which the open answers may turn out."""
    return itertools.product(*[(True, False) if answer is OPEN else (answer is YES,) for answer in answers])


def expected(answers, rule):
    """The answer that every completion agrees on, else open."""
    found = {rule(list(completed)) for completed in completions(answers)}
    return Tri.of(found.pop()) if len(found) == 1 else OPEN


THREE = list(itertools.product(ALL, repeat=3))


@pytest.mark.parametrize("answers", THREE, ids=lambda answers: "-".join(a.value for a in answers))
def test_a_rule_is_decided_when_every_completion_agrees(answers):
    assert Tri.all(answers) is expected(answers, all)
    assert Tri.any(answers) is expected(answers, any)
    for needed in range(5):
        assert Tri.at_least(needed, answers) is expected(answers, lambda found, n=needed: sum(found) >= n)


@pytest.mark.parametrize(("one", "two"), list(itertools.product(ALL, repeat=2)))
def test_and_or_and_not(one, two):
    assert one & two is Tri.all((one, two))
    assert one | two is Tri.any((one, two))
    assert ~~one is one
    assert ~(one & two) is ~one | ~two


def test_a_blank_is_open():
    assert [Tri.of(answer) for answer in (True, False, None)] == [YES, NO, OPEN]


def test_of_no_answers_all_are_yes_and_none_is():
    assert Tri.all([]) is YES
    assert Tri.any([]) is NO
