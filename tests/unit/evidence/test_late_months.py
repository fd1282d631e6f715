"""Wearing-off within the coming cycle: estimated where the clinic shows third months, with its interval."""

import dataclasses

import numpy as np
import pytest
from scipy.special import expit

from migrainedays.evidence.cycle_model import NAMES
from migrainedays.evidence.late_months import LateMonths, estimate_late_months
from migrainedays.evidence.stacking import Stack
from tests.evidence_clinics import series
from tests.unit.evidence.test_outlook import CYCLE, LEVEL, LEVEL_NAMES, fitted

WITH_LATE = ("intercept", "treated", "late", "log_sd_level", "log_sd_change", "z_correlation", "log_phi")


def stack(late: float, error: float = 0.1) -> Stack:
    """A clinic in which third months differ by so many logits."""
    level = fitted(WITH_LATE, np.insert(LEVEL, 2, late))
    covariance = np.eye(len(WITH_LATE)) * error**2
    return Stack(fitted(NAMES, CYCLE), dataclasses.replace(level, covariance=covariance), 0.3)


OWN = series([[20, 9, 10, 9]], [[0, 1, 1, 1]])


def found(late: float, error: float = 0.1) -> LateMonths:
    known = estimate_late_months(stack(late, error), OWN, OWN.ahead(6))
    assert known is not None
    return known


def test_a_worse_third_month_is_more_days() -> None:
    assert found(0.5).days.estimate > 1.5
    assert found(-0.5).days.estimate < -1.0
    assert found(0.0).days.estimate == pytest.approx(0.0)


def test_the_interval_holds_the_estimate_and_widens_with_the_error() -> None:
    sharp, blunt = found(0.4, 0.05).days, found(0.4, 0.3).days
    for days in (sharp, blunt):
        assert days.low < days.estimate < days.high
    assert blunt.high - blunt.low > 4 * (sharp.high - sharp.low)
    assert sharp.low > 0
    assert blunt.low < 0


def test_it_is_the_difference_on_the_patient_s_own_level() -> None:
    mild, severe = series([[20, 2, 2, 2]], [[0, 1, 1, 1]]), series([[20, 12, 12, 12]], [[0, 1, 1, 1]])
    small, large = (estimate_late_months(stack(0.4), own, own.ahead(6)) for own in (mild, severe))
    assert small is not None
    assert large is not None
    assert 0 < small.days.estimate < large.days.estimate
    steepest = 28 * (expit(0.2) - expit(-0.2))
    assert large.days.estimate <= steepest + 1e-9


def test_a_month_that_is_late_itself_starts_from_the_same_level() -> None:
    from_second = estimate_late_months(stack(0.4), OWN.until(np.array([3])), OWN.until(np.array([3])).ahead(6))
    shifted = estimate_late_months(stack(0.4), OWN.until(np.array([3])), OWN.ahead(6))
    assert from_second is not None
    assert shifted is not None
    assert from_second.days.estimate == pytest.approx(shifted.days.estimate, abs=1e-9)


def test_without_third_months_nothing_is_said() -> None:
    plain = Stack(fitted(NAMES, CYCLE), fitted(LEVEL_NAMES, LEVEL), 0.5)
    assert estimate_late_months(plain, OWN, OWN.ahead(6)) is None


def test_the_published_difference_stands_beside() -> None:
    known = found(0.4)
    assert known.published == pytest.approx(2.66)
    assert "published elsewhere: +2.7" in known.sentence
    assert f"{known.days.estimate:+.1f} headache days" in known.sentence
