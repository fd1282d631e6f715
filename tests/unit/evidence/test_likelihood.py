"""The likelihood against integration by brute force, and its derivatives against differences."""

import numpy as np
import pytest
from scipy.special import betaln, expit, gammaln, logsumexp

from migrainedays.evidence.likelihood import Likelihood
from migrainedays.evidence.spread import covariance, half_log_determinant, precision
from migrainedays.evidence.spread import entries as precision_entries
from migrainedays.evidence.windows import Windows, arrange
from studies.model_clinics import draw_windows, truth_of


def log_beta_binomial(y: int, n: int, mean: np.ndarray, phi: float) -> np.ndarray:
    """The textbook formula."""
    ways = gammaln(n + 1) - gammaln(y + 1) - gammaln(n - y + 1)
    return ways + betaln(y + phi * mean, n - y + phi * (1 - mean)) - betaln(phi * mean, phi * (1 - mean))


def by_brute_force(windows: Windows, parameters: np.ndarray) -> float:
    """The same integral on a fine rectangle, no cleverness."""
    beta, spreads, phi = parameters[:-4], parameters[-4:-1], float(np.exp(parameters[-1]))
    sigma = covariance(spreads)
    steps = np.linspace(-8, 8, 321)
    before, treated = np.meshgrid(steps, steps, indexing="ij")
    inverse = np.linalg.inv(sigma)
    prior = -0.5 * (inverse[0, 0] * before**2 + 2 * inverse[0, 1] * before * treated + inverse[1, 1] * treated**2)
    prior -= np.log(2 * np.pi) + 0.5 * np.linalg.slogdet(sigma)[1]
    total = 0.0
    for patient in range(windows.patients):
        height = prior.copy()
        for row in np.flatnonzero(windows.patient == patient):
            eta = windows.design[row] @ beta + (treated if windows.treated[row] else before)
            height += log_beta_binomial(windows.headache_days[row], windows.observed_days[row], expit(eta), phi)
        total += logsumexp(height) + 2 * np.log(steps[1] - steps[0])
    return float(total)


@pytest.fixture(scope="module")
def windows() -> Windows:
    return draw_windows(patients=12, windows=6, seed=3)


def test_the_integral_equals_brute_force(windows: Windows) -> None:
    likelihood = Likelihood(windows, nodes=25)
    parameters = truth_of(likelihood.names)
    assert likelihood.value(parameters) == pytest.approx(by_brute_force(windows, parameters), abs=2e-6)


def test_seven_nodes_are_near(windows: Windows) -> None:
    seven = Likelihood(windows, nodes=7)
    parameters = truth_of(seven.names)
    seven.derivatives(parameters)
    assert seven.value(parameters) == pytest.approx(by_brute_force(windows, parameters), abs=1e-4)


def test_patients_with_windows_of_one_kind_only() -> None:
    full = draw_windows(patients=9, windows=4, seed=5)
    kept = full.take((full.patient % 3 == 0) | ((full.patient % 3 == 1) == full.treated.astype(bool)))
    likelihood = Likelihood(kept, nodes=25)
    parameters = truth_of(likelihood.names)
    assert kept.patients == 9
    assert likelihood.value(parameters) == pytest.approx(by_brute_force(kept, parameters), abs=2e-6)


def differences(function, at: np.ndarray, step: float = 1e-4) -> np.ndarray:
    """Central differences, one row a parameter."""
    return np.array([(function(at + e) - function(at - e)) / (2 * step) for e in step * np.eye(at.size)])


@pytest.mark.parametrize("change", [True, False], ids=["two levels", "one level"])
@pytest.mark.parametrize("family", ["bounded", "independent", "unbounded"])
def test_gradient_and_hessian_are_those_of_the_sum(windows: Windows, family: str, change: bool) -> None:
    likelihood = Likelihood(windows, family, change=change, nodes=21, points=4097)
    at = truth_of(likelihood.names) * 0.8
    analytic = likelihood.derivatives(at)
    assert analytic.value == pytest.approx(likelihood.value(at), abs=1e-8)
    assert analytic.gradient == pytest.approx(differences(likelihood.value, at), abs=2e-4)
    hessian = differences(lambda place: likelihood.derivatives(place).gradient, at)
    scale = np.sqrt(np.outer(np.diag(hessian), np.diag(hessian)))
    assert np.abs((analytic.hessian - hessian) / scale).max() < 2e-3


def test_an_offset_shifts_the_linear_predictor(windows: Windows) -> None:
    likelihood = Likelihood(windows)
    parameters = truth_of(likelihood.names)
    shifted = Windows(**{**windows.__dict__, "offset": np.full(len(windows.patient), 0.25)})
    moved = parameters + 0.25 * np.eye(parameters.size)[0]
    assert Likelihood(shifted).value(parameters) == pytest.approx(likelihood.value(moved), abs=1e-6)


def test_a_level_beyond_the_table_continues_straight() -> None:
    always = arrange(np.array([0]), np.array([1]), np.array([28]), np.array([28]), {})
    likelihood = Likelihood(always, change=False)
    far = [likelihood.value(np.array([x, np.log(0.1), np.log(8.0)])) for x in (-16.0, -17.0, -18.0)]
    assert far[0] - far[1] == pytest.approx(far[1] - far[2], rel=1e-3)


@pytest.mark.parametrize("spread", [np.array([-0.1, -0.5, 0.4]), np.array([0.3, -1.5, -0.8])])
def test_precision_is_the_inverse_covariance_with_its_derivatives(spread: np.ndarray) -> None:
    entries, first, second = precision(spread)
    assert entries == pytest.approx(precision_entries(spread))
    inverse = np.linalg.inv(covariance(spread))
    assert entries == pytest.approx([inverse[0, 0], inverse[0, 1], inverse[1, 1]])
    assert first == pytest.approx(differences(lambda at: precision(at)[0], spread).T, abs=1e-5)
    bends = differences(lambda at: precision(at)[1], spread)
    assert second == pytest.approx(np.moveaxis(bends, 0, 2), abs=1e-4)
    half, slope, bend = half_log_determinant(spread)
    assert half == pytest.approx(0.5 * np.linalg.slogdet(inverse)[1])
    assert slope == pytest.approx(differences(lambda at: np.array(half_log_determinant(at)[0]), spread), abs=1e-6)
    assert bend == pytest.approx(differences(lambda at: half_log_determinant(at)[1], spread), abs=1e-6)
