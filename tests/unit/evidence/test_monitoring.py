"""Looks, boundaries and e-values against known figures."""

import datetime as dt

import numpy as np
import pytest
from scipy.special import ndtr

from migrainedays.errors import Impossible
from migrainedays.evidence import monitoring
from migrainedays.evidence.monitoring import _crossing, decide, e_value, sceptical, tail_needed
from migrainedays.evidence.question import Question


@pytest.mark.parametrize(("looks", "critical"), [(1, 1.960), (2, 2.178), (5, 2.413), (10, 2.555)])
def test_without_a_prior_the_boundary_is_that_of_pocock(looks: int, critical: float) -> None:
    assert _crossing(looks, 1e9, critical) == pytest.approx(0.05, abs=2e-4)


def test_more_looks_need_a_surer_posterior() -> None:
    tails = [tail_needed(looks, 2.4) for looks in (1, 2, 5, 20)]
    assert tails == sorted(tails)
    assert 0.95 < tails[0] < tails[-1] < 0.999


@pytest.mark.parametrize("looks", [1, 5])
def test_declared_looks_keep_their_promise_in_simulated_paths(looks: int) -> None:
    rng = np.random.default_rng(4)
    final_error = 0.2
    steps = rng.normal(size=(20_000, looks)) / np.sqrt(looks)
    paths = np.cumsum(steps, axis=1)
    share = np.arange(1, looks + 1) / looks
    errors = final_error / np.sqrt(share)
    estimates = paths / np.sqrt(share) * errors
    tail = tail_needed(looks, (monitoring.SCEPTICAL_SD / final_error) ** 2)
    belief = ndtr(-(estimates / errors**2) / np.sqrt(errors**-2.0 + monitoring.SCEPTICAL_SD**-2.0))
    ever = (np.maximum(belief, 1 - belief) > tail).any(axis=1).mean()
    assert ever == pytest.approx(monitoring.FALSE_ALARMS, abs=0.006)


def test_an_e_value_averages_to_one_where_nothing_differs() -> None:
    rng = np.random.default_rng(5)
    values = [e_value(float(d), 0.25) for d in rng.normal(0, 0.25, 40_000)]
    assert np.mean(values) == pytest.approx(1.0, abs=0.05)
    assert np.mean(np.array(values) >= 20) <= 0.05


def test_the_sceptic_shrinks_towards_no_difference() -> None:
    belief = sceptical(-0.6, 0.3)
    assert belief.mean == pytest.approx(-0.3)
    assert belief.sd == pytest.approx(0.3 / np.sqrt(2))
    assert 0.9 < belief.below_zero < 0.95


QUESTION = Question("six-trigger-sites", ("1", "2"), margin=2.0, looks=2, registered_on=dt.date(2025, 1, 1))


@pytest.mark.parametrize(
    ("look", "estimate", "decision"),
    [(1, -0.9, "better"), (2, 0.9, "worse"), (1, -0.1, "go_on"), (3, -0.9, "go_on")],
    ids=["better", "worse", "unclear", "no look is left"],
)
def test_decisions_at_declared_looks(look: int, estimate: float, decision: str) -> None:
    assert decide(QUESTION, look, estimate, 0.15) == decision


def test_without_declared_looks_the_e_value_decides() -> None:
    unlimited = Question("p", ("1", "2"))
    assert decide(unlimited, 40, -0.9, 0.15) == "better"
    assert decide(unlimited, 40, -0.3, 0.15) == "go_on"


@pytest.mark.parametrize(
    "wrong",
    [
        {"versions": ("1", "1")},
        {"versions": ("1", "2"), "looks": 0},
        {"versions": ("1", "2"), "margin": 0.0},
        {"versions": ("1", "2"), "outcome": "luck"},
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(wrong: dict) -> None:
    with pytest.raises(Impossible):
        Question("p", **wrong)


def test_the_question_in_words() -> None:
    assert "2 looks declared" in QUESTION.sentence
    assert "a difference of 2 days would matter" in QUESTION.sentence
    assert "without a declared limit" in Question("p", ("1", "2")).sentence
