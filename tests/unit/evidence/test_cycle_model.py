"""The cycle model: its likelihood against the general sums, its gradient against differences, what it refuses."""

import numpy as np
import pytest
from scipy.stats import betabinom

from migrainedays.errors import NothingToEvaluate
from migrainedays.evidence.counts import every_chance, log_chance
from migrainedays.evidence.cycle_model import (
    CHRONIC,
    EPISODIC,
    NAMES,
    NODES,
    Chain,
    CycleLikelihood,
    believed,
    fit_cycle,
)
from migrainedays.evidence.forward_backward import forward_backward
from migrainedays.evidence.series import Series
from tests.evidence_clinics import series, two_states

PLACE = believed().mean + 0.1


@pytest.fixture(scope="module")
def clinic() -> Series:
    return two_states(patients=60, months=12, seed=3)


@pytest.mark.parametrize(("y", "n", "p", "phi"), [(0, 28, 0.3, 8.0), (28, 28, 0.9, 3.0), (5, 11, 0.5, 20.0)])
def test_a_count_is_beta_binomial(y: int, n: int, p: float, phi: float) -> None:
    expected = betabinom.logpmf(y, n, phi * p, phi * (1 - p))
    assert float(log_chance(y, n, np.log(p / (1 - p)), phi)) == pytest.approx(expected)


def test_the_chances_of_all_counts_add_up_to_one() -> None:
    assert every_chance(np.array([-3.0, 0.0, 5.0]), 8.0).sum(axis=1) == pytest.approx([1.0, 1.0, 1.0])


def test_the_likelihood_is_that_of_the_general_sums_at_each_node(clinic: Series) -> None:
    chain = Chain.at(PLACE)
    y, n = clinic.headache_days, clinic.observed_days
    total = 0.0
    for node, weight in enumerate(chain.weight):
        emission = np.stack([log_chance(y, n, chain.eta[node, k], chain.phi[k]) for k in (0, 1)], axis=2)
        value, _ = forward_backward(emission, chain.start, chain.change, clinic.treated)
        total = total + weight * np.exp(value)
    assert CycleLikelihood(clinic).climbing(PLACE)[0] == pytest.approx(np.log(total).sum(), abs=1e-9)


@pytest.mark.parametrize("name", NAMES)
def test_the_gradient_is_that_of_the_likelihood(clinic: Series, name: str) -> None:
    likelihood, step = CycleLikelihood(clinic), np.zeros(len(NAMES))
    at = NAMES.index(name)
    step[at] = 1e-5
    rise = likelihood.climbing(PLACE + step)[0] - likelihood.climbing(PLACE - step)[0]
    assert likelihood.climbing(PLACE)[1][at] == pytest.approx(rise / 2e-5, abs=1e-5)


def test_the_curvature_is_that_of_the_gradient(clinic: Series) -> None:
    likelihood, step = CycleLikelihood(clinic), np.full(len(NAMES), 1e-4)
    rise = likelihood.climbing(PLACE + step)[1] - likelihood.climbing(PLACE - step)[1]
    assert likelihood.derivatives(PLACE).hessian @ step == pytest.approx(rise / 2, abs=2e-5)


def test_what_was_foretold_step_by_step_adds_up_to_the_likelihood(clinic: Series) -> None:
    likelihood = CycleLikelihood(clinic)
    known, where = likelihood.filtered(PLACE)
    assert known[:, -1].sum() == pytest.approx(likelihood.climbing(PLACE)[0])
    assert where.shape == (60, 12, NODES, 2)
    assert where.sum(axis=(2, 3)) == pytest.approx(np.ones((60, 12)))


def test_the_fit_finds_what_was_true() -> None:
    found = fit_cycle(CycleLikelihood(two_states(patients=300, months=15, seed=5)))
    truth = {"episodic": -1.3, "log_gap": np.log(2.6), "log_sd_level": np.log(0.5), "break_treated": np.log(0.25)}
    for name, value in truth.items():
        assert abs(found[name] - value) < 3 * found.error(name) + 0.05, name
    assert found.convergence.converged
    assert found.patients == 300


def test_states_are_told_apart_by_their_days(clinic: Series) -> None:
    found = fit_cycle(CycleLikelihood(clinic))
    _, where = CycleLikelihood(clinic).filtered(found.parameters)
    state = where.sum(axis=2)
    many = (clinic.headache_days > 22) & (clinic.observed_days == 28)
    few = (clinic.headache_days < 4) & (clinic.observed_days == 28)
    assert state[many][:, CHRONIC].mean() > 0.95
    assert state[few][:, EPISODIC].mean() > 0.95


def test_a_missing_month_moves_the_state_only_by_time() -> None:
    one = series([[24, -1]])
    chain = Chain.at(PLACE)
    _, where = CycleLikelihood(one).filtered(PLACE)
    assert where[0, 1] == pytest.approx(where[0, 0] @ chain.change[1])


def test_untreated_and_treated_months_change_at_their_own_rates() -> None:
    chain = Chain.at(np.array([-1.0, 0.5, -0.5, 2.0, 2.0, 0.0, -3.0, -2.0, 0.0, -1.0]))
    assert chain.change[0, CHRONIC, EPISODIC] == pytest.approx(1 / (1 + np.e**3))
    assert chain.change[1, CHRONIC, EPISODIC] == pytest.approx(0.5)
    assert chain.change.sum(axis=2) == pytest.approx(np.ones((2, 2)))


@pytest.mark.parametrize("months", [[[20]] * 20, [[20, 18]] * 7])
def test_too_few_months_that_follow_each_other_are_refused(months: list[list[int]]) -> None:
    with pytest.raises(NothingToEvaluate, match="at least 8 are needed"):
        fit_cycle(CycleLikelihood(series(months)))
