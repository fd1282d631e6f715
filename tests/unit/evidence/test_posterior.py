"""Draws: weighted in small clinics, plain in larger ones, the same every time."""

import numpy as np
import pytest
from scipy.stats import multivariate_t, t

from migrainedays.evidence.fit import fit
from migrainedays.evidence.likelihood import Likelihood
from migrainedays.evidence.posterior import (
    DRAWS,
    FREEDOM,
    SMALL_CLINIC,
    WIDTHS,
    _spread_evenly,
    _widths,
    draw,
    quantile,
)
from migrainedays.evidence.prior import clinic_prior
from studies.model_clinics import draw_windows


def test_a_larger_clinic_is_drawn_by_curvature() -> None:
    likelihood = Likelihood(draw_windows(SMALL_CLINIC + 10, 4, seed=1))
    prior = clinic_prior(likelihood.names)
    found = fit(likelihood, prior)
    draws = draw(found, likelihood, prior, count=4000)
    assert draws.effective == pytest.approx(4000)
    assert np.cov(draws.values.T) == pytest.approx(found.covariance, abs=0.08 * found.covariance.max())


def test_a_small_clinic_s_spreads_are_lopsided() -> None:
    likelihood = Likelihood(draw_windows(15, 5, seed=4))
    prior = clinic_prior(likelihood.names)
    found = fit(likelihood, prior)
    draws = draw(found, likelihood, prior)
    assert DRAWS / 3 < draws.effective < DRAWS
    assert draws.weights.sum() == pytest.approx(1.0)
    low, middle, high = quantile(draws.of("log_phi"), draws.weights, (0.025, 0.5, 0.975))
    assert high - middle != pytest.approx(middle - low, rel=0.02)
    assert (draw(found, likelihood, prior).values == draws.values).all()


def test_weighted_draws_equal_a_grid() -> None:
    """One spread alone, integrated on a grid: mean and SD of its posterior must come out."""
    likelihood = Likelihood(draw_windows(12, 3, seed=6), "independent", change=False)
    prior = clinic_prior(likelihood.names)
    found = fit(likelihood, prior)
    draws = draw(found, likelihood, prior, count=3000)
    at = found.names.index("intercept"), found.names.index("log_sd_level")
    mean = draws.weights @ draws.values
    centred = draws.values - mean
    sd = np.sqrt(draws.weights @ centred**2)
    assert mean[at[0]] == pytest.approx(found["intercept"], abs=0.3 * found.error("intercept"))
    assert sd[at[1]] == pytest.approx(found.error("log_sd_level"), rel=0.25)


def test_a_tail_of_a_small_clinic_needs_no_thousands_of_draws() -> None:
    """The chance of a value beyond the rim, of each parameter: the usual number of draws against ten times as many."""
    likelihood = Likelihood(draw_windows(25, 6, seed=8))
    prior = clinic_prior(likelihood.names)
    found = fit(likelihood, prior)
    many = draw(found, likelihood, prior, count=10 * DRAWS, seed=1)
    rim = np.array([quantile(column, many.weights, (0.025, 0.975)) for column in many.values.T]).T
    answers = [draw(found, likelihood, prior, seed=seed) for seed in range(2, 10)]
    below = np.mean([few.weights @ (few.values < rim[0]) for few in answers], axis=0)
    beyond = np.mean([few.weights @ (few.values > rim[1]) for few in answers], axis=0)
    assert np.concatenate([below, beyond]) == pytest.approx(np.full(16, 0.025), abs=0.01)


def test_proposals_follow_a_t_distribution_on_every_axis() -> None:
    even = np.ones(3)
    away, log_density = _spread_evenly(5000, even, even, seed=5)
    for column in away.T:
        assert np.quantile(column, (0.05, 0.5, 0.95)) == pytest.approx(t.ppf((0.05, 0.5, 0.95), FREEDOM), abs=0.08)
    expected = multivariate_t(np.zeros(3), np.eye(3), df=FREEDOM).logpdf(away)
    assert log_density - expected == pytest.approx(np.full(5000, (log_density - expected).mean()), abs=1e-9)


def test_a_side_that_is_wider_gets_more_of_them() -> None:
    below, above = np.array([1.0, 0.7]), np.array([3.0, 0.7])
    away, log_density = _spread_evenly(4000, below, above, seed=5)
    assert np.mean(away > 0, axis=0) == pytest.approx([0.75, 0.5], abs=0.01)
    weights = np.exp(-0.5 * np.sum((away / np.where(away < 0, below, above)) ** 2, axis=1) - log_density)
    mean = weights @ away / weights.sum()
    assert mean == pytest.approx([2 * np.sqrt(2 / np.pi), 0.0], abs=0.05)


def test_how_lopsided_a_posterior_is_shows_on_its_axes() -> None:
    """A density that is normal with SD 1 downwards and 2 upwards."""

    def height(place: np.ndarray) -> float:
        return float(-0.5 * np.sum((place / np.where(place < 0, 1.0, 2.0)) ** 2))

    below, above = _widths(height, np.zeros(2), np.eye(2))
    assert below == pytest.approx([1.0, 1.0])
    assert above == pytest.approx([2.0, 2.0])
    flat_below, flat_above = _widths(lambda _: 0.0, np.zeros(2), np.eye(2))
    assert (flat_below == WIDTHS[1]).all()
    assert (flat_above == WIDTHS[1]).all()


def test_weighted_quantiles() -> None:
    values, weights = np.array([3.0, 1.0, 2.0]), np.array([0.25, 0.5, 0.25])
    assert quantile(values, weights, (0.25, 0.875)) == pytest.approx([1.0, 3.0])
