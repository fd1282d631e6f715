"""Errors that hold where months resemble each other more than the model knows."""

import numpy as np
import pytest
from scipy.special import expit

from migrainedays.evidence.fit import fit
from migrainedays.evidence.likelihood import Likelihood
from migrainedays.evidence.posterior import draw_by_curvature
from migrainedays.evidence.prior import clinic_prior
from migrainedays.evidence.robust import robust_error, widened
from migrainedays.evidence.windows import Windows, arrange
from studies.model_clinics import draw_windows, truth_of


@pytest.mark.parametrize("change", [True, False], ids=["two levels", "one level"])
@pytest.mark.parametrize("family", ["bounded", "independent", "unbounded"])
def test_the_patients_scores_add_up_to_the_gradient(family: str, change: bool) -> None:
    likelihood = Likelihood(draw_windows(15, 6, seed=3), family, change=change)
    at = truth_of(likelihood.names)
    likelihood.derivatives(at)
    scores = likelihood.scores(at)
    assert scores.shape == (15, len(likelihood.names))
    assert scores.sum(axis=0) == pytest.approx(likelihood.derivatives(at).gradient, abs=1e-4)


def test_each_patient_s_score_is_that_of_a_clinic_of_one() -> None:
    windows = draw_windows(5, 6, seed=4)
    at = truth_of(Likelihood(windows).names)
    alone = [Likelihood(windows.rows(6 * n, 6 * n + 6)).derivatives(at).gradient for n in range(5)]
    assert Likelihood(windows).scores(at) == pytest.approx(np.array(alone), abs=1e-6)


def test_where_a_month_was_chosen_its_part_of_the_normaliser_is_left_out() -> None:
    looked_at = np.array([6, 0, 0, 6, 0, 0])
    windows = arrange(
        np.repeat([0, 1], 3), np.tile([0, 0, 1], 2), np.array([20, 15, 9, 25, 11, 4]), np.full(6, 28), {},
        looked_at=looked_at,
    )  # fmt: skip
    likelihood = Likelihood(windows)
    at = truth_of(likelihood.names)
    likelihood.derivatives(at)
    assert likelihood.scores(at).sum(axis=0) == pytest.approx(likelihood.derivatives(at).gradient, abs=1e-3)


def draw_clinic(seed: int, together: float) -> Windows:
    """Eighty patients, eight months; a month's level takes over this share of the deviation of the month before."""
    rng = np.random.default_rng(seed)
    patient, month = np.repeat(np.arange(80), 8), np.tile(np.arange(8), 80)
    noise = rng.normal(0, 0.7, (80, 8))
    for k in range(1, 8):
        noise[:, k] = together * noise[:, k - 1] + np.sqrt(1 - together**2) * noise[:, k]
    late = (month >= 5).astype(float)
    eta = rng.normal(0, 0.9, 80)[patient] + noise.ravel()
    columns = {"late": late}
    return arrange(patient, month >= 2, rng.binomial(28, expit(eta)), np.full(640, 28), columns)


def errors(together: float) -> np.ndarray:
    """Estimate, error by curvature and robust error of a column without an effect, in some clinics."""
    found = []
    for seed in range(40):
        likelihood = Likelihood(draw_clinic(seed, together))
        best = fit(likelihood, clinic_prior(likelihood.names))
        found.append((best["late"], best.error("late"), robust_error(best, likelihood, "late")))
    return np.array(found)


def test_months_that_hang_together_make_the_error_larger_as_they_should() -> None:
    estimate, plain, robust = errors(together=0.7).T
    assert robust.mean() > 1.1 * plain.mean()
    assert np.std(estimate) == pytest.approx(robust.mean(), rel=0.3)


def test_where_they_do_not_it_costs_little() -> None:
    _, plain, robust = errors(together=0.0).T
    assert (robust >= plain).all()
    assert robust.mean() < 1.12 * plain.mean()


def test_draws_are_spread_to_the_same_error_and_nothing_else_moves() -> None:
    likelihood = Likelihood(draw_windows(60, 6, seed=2))
    found = fit(likelihood)
    draws = draw_by_curvature(found, count=4000)
    wide = widened(draws, found, "version_b", 2 * found.error("version_b"))
    assert np.std(wide.of("version_b")) == pytest.approx(2 * np.std(draws.of("version_b")))
    assert (wide.of("post") == draws.of("post")).all()
