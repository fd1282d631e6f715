"""Kaplan and Meier with Greenwood against a textbook's figures and a hand-made case."""

import numpy as np
import pytest

from migrainedays.errors import Impossible, NothingToEvaluate
from migrainedays.evidence.survival import estimate_survival

# Weeks in remission under 6-mercaptopurine (Freireich 1963), the example of most textbooks.
WEEKS = np.array([6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35], float)
RELAPSED = np.array([1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0], bool)


@pytest.mark.parametrize(
    ("week", "share"),
    [(5, 1.0), (6, 0.857), (7, 0.807), (10, 0.753), (13, 0.690), (16, 0.627), (22, 0.538), (23, 0.448)],
)
def test_the_textbook_curve(week: float, share: float) -> None:
    assert estimate_survival(WEEKS, RELAPSED).at(week).estimate == pytest.approx(share, abs=6e-4)


def test_greenwood_on_the_log_log_scale() -> None:
    at_23 = estimate_survival(WEEKS, RELAPSED).at(23)
    variance = 0.448**2 * sum(
        d / (n * (n - d)) for n, d in ((21, 3), (17, 1), (15, 1), (12, 1), (11, 1), (7, 1), (6, 1))
    )
    width = 1.96 * np.sqrt(variance) / (0.448 * abs(np.log(0.448)))
    assert at_23.low == pytest.approx(0.448 ** np.exp(width), abs=2e-3)
    assert at_23.high == pytest.approx(0.448 ** np.exp(-width), abs=2e-3)


def test_counts_stand_beside_the_curve() -> None:
    curve = estimate_survival(WEEKS, RELAPSED)
    assert (curve.patients, curve.events) == (21, 9)
    assert curve.median == 23
    first = curve.steps[0]
    assert (first.at_risk, first.events, first.left) == (21, 3, 1)


def test_nobody_had_the_event_and_the_limit_is_that_of_those_still_followed() -> None:
    curve = estimate_survival(np.array([3.0, 4.0]), np.array([False, False]))
    assert curve.median is None
    assert curve.at(9.0).estimate == 1.0
    assert curve.at(3.0).low == pytest.approx(0.025**0.5)
    assert curve.at(4.0).low == pytest.approx(0.025)


def test_many_without_the_event_leave_a_narrow_limit() -> None:
    assert estimate_survival([100.0] * 60, [False] * 60).at(100).low == pytest.approx(0.94, abs=0.001)


def test_everyone_had_the_event_and_few_do_not_prove_all() -> None:
    end = estimate_survival(np.array([3.0, 3.0]), np.array([True, True])).at(3.0)
    assert (end.estimate, end.low) == (0.0, 0.0)
    assert end.high == pytest.approx(1 - 0.025**0.5)


def test_the_last_of_several_has_the_limit_of_who_was_left() -> None:
    curve = estimate_survival([2.0, 5.0], [True, True])
    assert curve.at(5.0).high == pytest.approx(0.975 * curve.at(2.0).high)


def test_who_left_is_counted() -> None:
    curve = estimate_survival(WEEKS, RELAPSED)
    assert curve.left == 12
    assert sum(step.left for step in curve.steps) == 12


def test_nobody_followed_is_refused() -> None:
    with pytest.raises(NothingToEvaluate):
        estimate_survival(np.array([]), np.array([]))
    with pytest.raises(Impossible):
        estimate_survival(np.array([-1.0]), np.array([True]))
