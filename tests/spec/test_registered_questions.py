"""A question before looking: what is declared, what each look may decide, and what looking more often costs.

Whoever looks at every visit and stops at the first splendid figure finds a better version in many clinics where there
is none. So the question says beforehand how often one will look, and every look is held to that.
"""

import datetime as dt

import pytest

from migrainedays.errors import Impossible
from migrainedays.evidence.monitoring import E_VALUE_NEEDED, decide, e_value, sceptical, tail_at
from migrainedays.evidence.question import SCEPTICAL_SD, Question

FIVE = Question("six-trigger-sites", ("1", "2"), margin=2.0, looks=5, registered_on=dt.date(2026, 1, 5))
UNLIMITED = Question("six-trigger-sites", ("1", "2"), margin=2.0)


# -- what is declared ------------------------------------------------------------------------------------
def test_a_question_can_be_read_aloud() -> None:
    assert FIVE.sentence == (
        "Do headache days per 28 differ under six-trigger-sites 2 from 1; a difference of 2 days would matter; "
        "5 looks declared."
    )
    assert "looked at without a declared limit" in UNLIMITED.sentence


@pytest.mark.parametrize(
    ("given", "column"),
    [
        ({"versions": ("1", "1")}, "versions"),
        ({"looks": 0}, "looks"),
        ({"margin": 0.0}, "margin"),
        ({"margin": -2.0}, "margin"),
        ({"outcome": "whatever comes out best"}, "outcome"),
    ],
)
def test_what_cannot_be_asked_is_no_question(given: dict, column: str) -> None:
    with pytest.raises(Impossible) as refused:
        Question(**{"protocol": "six-trigger-sites", "versions": ("1", "2"), **given})
    assert refused.value.column == column


# -- a declared number of looks ---------------------------------------------------------------------------
def test_a_sceptic_believes_half_of_an_effect_that_is_known_as_badly_as_he_expects_none() -> None:
    belief = sceptical(-0.4, SCEPTICAL_SD)
    assert belief.mean == pytest.approx(-0.2)
    assert belief.sd < SCEPTICAL_SD
    assert 0.5 < belief.below_zero < 1


def test_more_looks_ask_for_more_at_each() -> None:
    asked = []
    for looks in (1, 2, 5, 10):
        tail = tail_at(Question("p", ("1", "2"), looks=looks), looks, 0.2)
        assert tail is not None
        asked.append(tail)
    assert asked == sorted(asked)
    assert 0.95 < asked[0] < asked[-1] < 1


def test_a_look_decides_where_the_sceptic_is_sure_enough_and_says_which_side() -> None:
    assert decide(FIVE, 1, -1.2, 0.2) == "better"
    assert decide(FIVE, 1, 1.2, 0.2) == "worse"
    assert decide(FIVE, 1, -0.2, 0.2) == "go_on"


def test_what_would_do_at_the_only_look_does_not_do_at_the_first_of_ten() -> None:
    once = Question("p", ("1", "2"), looks=1)
    often = Question("p", ("1", "2"), looks=10)
    between = next(e / 100 for e in range(20, 200) if decide(once, 1, -e / 100, 0.2) == "better")
    assert decide(often, 1, -between, 0.2) == "go_on"


@pytest.mark.parametrize("estimate", [-5.0, 5.0])
def test_a_look_beyond_the_declared_ones_decides_nothing(estimate: float) -> None:
    """However large the figure: the promise was made for five looks."""
    assert tail_at(FIVE, 6, 0.1) is None
    assert decide(FIVE, 6, estimate, 0.1) == "go_on"


# -- looks without a limit ----------------------------------------------------------------------------------
def test_without_a_limit_an_e_value_of_twenty_decides() -> None:
    assert E_VALUE_NEEDED == 20.0
    reached = next(e / 100 for e in range(300) if e_value(-e / 100, 0.2) >= E_VALUE_NEEDED)
    assert decide(UNLIMITED, 1, -reached, 0.2) == "better"
    assert decide(UNLIMITED, 40, -reached, 0.2) == "better"
    assert decide(UNLIMITED, 40, -(reached - 0.02), 0.2) == "go_on"


def test_looking_without_a_limit_asks_for_more_than_five_declared_looks() -> None:
    def needed(question: Question) -> float:
        return next(e / 100 for e in range(300) if decide(question, 5, -e / 100, 0.2) == "better")

    assert needed(UNLIMITED) > needed(FIVE)


@pytest.mark.parametrize("estimate", [0.0, -0.05, 0.05])
def test_where_nothing_is_seen_evidence_falls_below_one(estimate: float) -> None:
    """An e-value below one speaks for no difference; it never decides."""
    assert e_value(estimate, 0.2) < 1
