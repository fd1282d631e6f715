"""Fits: they find the truth, tell how they ended, and refuse to speak when they did not."""

from dataclasses import replace

import numpy as np
import pytest

from migrainedays.errors import Impossible, NothingToEvaluate
from migrainedays.evidence.fit import NotConverged, fit
from migrainedays.evidence.large import fit_large, in_portions
from migrainedays.evidence.likelihood import Likelihood
from migrainedays.evidence.prior import clinic_prior
from migrainedays.evidence.windows import Windows, arrange
from studies.model_clinics import TRUTH, draw_windows


@pytest.fixture(scope="module")
def windows() -> Windows:
    return draw_windows(patients=400, windows=8, seed=11)


def test_the_truth_lies_within_the_errors(windows: Windows) -> None:
    found = fit(Likelihood(windows))
    for name in found.names:
        assert abs(found[name] - TRUTH[name]) < 3.5 * found.error(name), name
    assert found.convergence.converged
    assert "standard errors" in found.convergence.story
    assert (found.patients, found.windows) == (400, len(windows.patient))


def test_the_gradient_vanishes_where_it_ends(windows: Windows) -> None:
    likelihood = Likelihood(windows, nodes=15)
    found = fit(likelihood)
    there = likelihood.derivatives(found.parameters)
    assert there.gradient * np.sqrt(np.diag(found.covariance)) == pytest.approx(np.zeros(8), abs=1e-4)
    assert found.log_likelihood == pytest.approx(there.value, abs=1e-6)


def test_seven_nodes_agree_with_fifteen_to_a_thousandth_of_an_error(windows: Windows) -> None:
    seven, fifteen = (fit(Likelihood(windows, nodes=nodes)) for nodes in (7, 15))
    apart = (seven.parameters - fifteen.parameters) / np.sqrt(np.diag(fifteen.covariance))
    assert np.abs(apart).max() < 1e-3


def test_portions_and_shares_end_at_the_same_place(windows: Windows) -> None:
    whole, portioned = fit(Likelihood(windows)), fit_large(in_portions(windows, patients=150))
    apart = (whole.parameters - portioned.parameters) / np.sqrt(np.diag(whole.covariance))
    assert np.abs(apart).max() < 1e-3
    assert (portioned.patients, portioned.windows) == (whole.patients, whole.windows)


def test_order_of_patients_and_windows_does_not_matter() -> None:
    rng = np.random.default_rng(0)
    patient, treated = np.repeat(np.arange(40), 4), np.tile([0, 1, 1, 1], 40)
    y, n = rng.integers(5, 20, 160), np.full(160, 28)
    shuffled = rng.permutation(160)
    columns = {"post": treated}
    first = fit(Likelihood(arrange(patient, treated, y, n, columns)), clinic_prior(NAMES))
    s = shuffled
    second = fit(
        Likelihood(arrange(99 - patient[s], treated[s], y[s], n[s], {"post": treated[s]})), clinic_prior(NAMES)
    )
    assert first.parameters == pytest.approx(second.parameters, abs=1e-6)


NAMES = ("intercept", "post", "log_sd_level", "log_sd_change", "z_correlation", "log_phi")


def test_what_the_windows_do_not_determine_is_refused() -> None:
    alike = arrange(np.arange(6), np.ones(6), np.full(6, 28), np.full(6, 28), {})
    with pytest.raises(NotConverged, match="would suffice"):
        fit(Likelihood(alike))
    with pytest.raises(NothingToEvaluate):
        fit(Likelihood(alike))


def test_a_prior_lets_a_small_clinic_speak() -> None:
    small = draw_windows(patients=5, windows=3, seed=2)
    likelihood = Likelihood(small)
    found = fit(likelihood, clinic_prior(likelihood.names))
    assert found.convergence.converged
    assert np.all(np.diag(found.covariance) > 0)


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("headache_days", 29, "0 to the observed days"),
        ("observed_days", 31, "1 to 28"),
        ("headache_days", -1, "0 to the observed days"),
    ],
)
def test_impossible_counts_are_refused(column: str, value: int, reason: str) -> None:
    windows = draw_windows(patients=3, windows=3, seed=2)
    changed = getattr(windows, column).copy()
    changed[0] = value
    with pytest.raises(Impossible, match=reason):
        Likelihood(replace(windows, **{column: changed}))


def test_no_observed_day_at_all() -> None:
    with pytest.raises(NothingToEvaluate, match="at least one diary entry"):
        arrange(np.array([0]), np.array([1]), np.array([0]), np.array([0]), {})


def test_a_column_without_a_value_is_refused() -> None:
    with pytest.raises(Impossible, match="lacks a value"):
        arrange(np.array([0]), np.array([1]), np.array([3]), np.array([28]), {"severity": np.array([np.nan])})


def test_rows_out_of_order_are_refused() -> None:
    windows = draw_windows(patients=3, windows=3, seed=2)
    with pytest.raises(Impossible, match="numbered 0, 1"):
        replace(windows, patient=windows.patient[::-1].copy())
    with pytest.raises(Impossible, match="before treatment come first"):
        replace(windows, treated=windows.treated[::-1].copy())
