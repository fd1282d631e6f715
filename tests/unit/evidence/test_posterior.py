"""Draws: weighted in small clinics, plain in larger ones, the same every time."""

import numpy as np
import pytest

from migrainedays.evidence.fit import fit
from migrainedays.evidence.likelihood import Likelihood
from migrainedays.evidence.posterior import SMALL_CLINIC, draw, quantile
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
    assert 150 < draws.effective < 600
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


def test_weighted_quantiles() -> None:
    values, weights = np.array([3.0, 1.0, 2.0]), np.array([0.25, 0.5, 0.25])
    assert quantile(values, weights, (0.25, 0.875)) == pytest.approx([1.0, 3.0])
