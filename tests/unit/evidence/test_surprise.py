"""One result against what is usual: percentile, correction, and what is refused."""

import numpy as np
import pytest
from scipy.special import expit

from migrainedays.errors import NothingToEvaluate
from migrainedays.evidence.surprise import (
    EarlierProtocol,
    OneCourse,
    correct_for_best,
    earlier_windows,
    fit_earlier,
    judge,
    more_needed,
    percentile,
    quick_percentile,
)
from migrainedays.evidence.windows import Windows


def draw_earlier(patients: int, seed: int) -> Windows:
    """Two months before and four after, level normal(0.5, 0.9), change normal(-0.7, 0.6), phi 8."""
    rng = np.random.default_rng(seed)
    level, change = rng.normal(0.5, 0.9, patients), rng.normal(-0.7, 0.6, patients)
    patient, number = np.repeat(np.arange(patients), 6), np.tile(np.arange(6), patients)
    eta = level[patient] + (number >= 2) * change[patient]
    days = rng.binomial(28, rng.beta(8 * expit(eta), 8 * expit(-eta)))
    return earlier_windows(patient, number >= 2, days, np.full(days.size, 28))


@pytest.fixture(scope="module")
def earlier() -> EarlierProtocol:
    return fit_earlier(draw_earlier(80, seed=1))


def course(before: int, *result: int) -> OneCourse:
    return OneCourse(np.array([before, before]), np.array([28, 28]), np.array(result), np.full(len(result), 28))


def test_fewer_days_are_rarer(earlier: EarlierProtocol) -> None:
    shares = [percentile(earlier, course(20, y)) for y in (2, 8, 14, 20, 26)]
    assert shares == sorted(shares)
    assert shares[0] < 0.05 < shares[2] < shares[4]


def test_a_mild_patient_s_low_count_is_less_surprising(earlier: EarlierProtocol) -> None:
    assert percentile(earlier, course(16, 3)) > 2 * percentile(earlier, course(27, 3))


def test_three_months_say_more_than_one(earlier: EarlierProtocol) -> None:
    assert percentile(earlier, course(22, 3, 3, 3)) < percentile(earlier, course(22, 3))


def test_the_percentile_equals_a_simulation(earlier: EarlierProtocol) -> None:
    rng = np.random.default_rng(9)
    size, fit = 400_000, earlier.fit
    before = rng.normal(fit["intercept"], np.exp(fit["log_sd_level"]), size)
    sd1, rho = np.exp(fit["log_sd_change"]), np.tanh(fit["z_correlation"])
    u = (before - fit["intercept"]) / np.exp(fit["log_sd_level"])
    change = fit["treated"] + sd1 * (rho * u + np.sqrt(1 - rho**2) * rng.normal(size=size))
    phi = np.exp(fit["log_phi"])

    def months(eta: np.ndarray) -> np.ndarray:
        return rng.binomial(28, rng.beta(phi * expit(eta), phi * expit(-eta)))

    like = months(before) == 20
    result = months((before + change)[like])
    expected = np.mean(result < 9) + 0.5 * np.mean(result == 9)
    one = OneCourse(np.array([20]), np.array([28]), np.array([9]), np.array([28]))
    assert quick_percentile(earlier, one) == pytest.approx(expected, abs=0.01)


def test_the_best_of_many_is_less_surprising() -> None:
    assert correct_for_best(0.001, 1) == pytest.approx(0.001)
    assert correct_for_best(0.001, 60) == pytest.approx(1 - 0.999**60)
    assert correct_for_best(1.0, 3) == pytest.approx(1.0)


def test_more_months_need_fewer_patients(earlier: EarlierProtocol) -> None:
    assert 1 < more_needed(earlier, course(20, 5, 5, 5)) < more_needed(earlier, course(20, 5))


def test_the_answer_puts_the_corrected_figure_first(earlier: EarlierProtocol) -> None:
    severity = np.array([20.0, 25.0, 10.0, 15.0])
    found = judge(draw_earlier(80, seed=1), course(20, 2), 4, severity, own_severity=20.0)
    assert found.severity_rank == (2, 4)
    assert found.corrected == pytest.approx(correct_for_best(found.percentile, 4))
    assert found.sentence.startswith("Of 20 clinics like this one where nothing changed")
    assert found.sentence.index("20 clinics") < found.sentence.index("Taken alone")


def test_too_few_earlier_patients_are_refused() -> None:
    with pytest.raises(NothingToEvaluate, match="at least 8"):
        fit_earlier(draw_earlier(5, seed=1))


def test_a_patient_without_a_baseline_is_refused() -> None:
    nothing = np.array([], int)
    with pytest.raises(NothingToEvaluate, match="no diary before the first session"):
        judge(draw_earlier(20, seed=1), OneCourse(nothing, nothing, np.array([3]), np.array([28])), 4, np.ones(4), 1.0)
