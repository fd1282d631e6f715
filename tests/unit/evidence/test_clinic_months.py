"""A clinic's months: who counts, who could be judged, and what stands in where they are too few."""

import numpy as np
import pytest
from scipy.special import expit

from migrainedays.evidence.clinic_months import (
    clinic_months,
    first_answers,
    fit_clinic,
    published_stack,
)
from migrainedays.evidence.courses import windows_of
from migrainedays.evidence.cycle_model import NAMES, believed
from migrainedays.evidence.level_model import LevelModel
from migrainedays.literature import claim
from migrainedays.windows import DAY
from tests.unit.evidence.test_forecast import SESSION_1, clinic, make_course


def answers(before: list[int], after: list[int]) -> dict[int, bool | None]:
    course = make_course("Anna", before, after)
    return first_answers(course, windows_of(course))


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ([10, 20, 20], {1: True}),
        ([11, 20, 20], {1: False}),
        ([11, 9, 9, 10, 20, 20], {1: False, 2: True}),
        ([12, 20, 20, 12, 20, 20, 10], {1: False, 2: False, 3: True}),
        ([12, 20, 20] * 4, {1: False, 2: False, 3: False}),
    ],
)
def test_only_the_first_month_after_a_session_answers(after: list[int], expected: dict[int, bool]) -> None:
    assert answers([20, 20], after) == expected


def test_without_a_baseline_nothing_can_be_answered() -> None:
    assert answers([-1], [9, 9, 9]) == {1: None}


def test_a_course_that_does_not_begin_with_session_1_has_no_answer() -> None:
    course = make_course("Anna", [20, 20], [9, 9], sessions=0)
    assert first_answers(course, windows_of(course)) == {}


def test_who_has_no_window_or_no_session_does_not_count() -> None:
    silent = make_course("Silent", [-1], [-1])
    untreated = make_course("Untreated", [20, 20], [], sessions=0)
    found = clinic_months([silent, untreated, make_course("Anna", [20, 20], [9])])
    assert set(found.windows) == {"Anna"}
    assert found.judged == {1: 1, 2: 0, 3: 0}


def test_who_responded_is_not_judged_again() -> None:
    late = make_course("Late", [20, 20], [15, 15, 15, 9, 9, 9, 9])
    soon = make_course("Soon", [20, 20], [9, 9, 9, 9, 9, 9, 9])
    assert clinic_months([late, soon]).judged == {1: 2, 2: 1, 3: 0}


def test_only_what_was_known_on_the_day_counts() -> None:
    found = clinic_months(clinic(6), SESSION_1 + 30 * DAY)
    assert {len(windows) for windows in found.windows.values()} == {2}
    assert found.judged == {1: 6, 2: 0, 3: 0}


@pytest.mark.parametrize(("others", "is_fitted"), [(7, False), (8, True), (20, True)])
def test_eight_patients_followed_over_two_windows_are_enough(others: int, is_fitted: bool) -> None:
    assert fit_clinic(clinic_months(clinic(others)))[1] is is_fitted


def test_what_stands_in_is_what_is_published() -> None:
    stack = published_stack()
    assert stack.cycle.parameters == pytest.approx(believed().mean)
    assert stack.cycle.names == NAMES
    baseline, change = (float(claim(f"forecast.{name}").number) for name in ("baseline", "change_week_24"))
    level = LevelModel(stack.level).coefficients
    assert 28 * expit(level["intercept"]) == pytest.approx(baseline)
    assert 28 * expit(level["intercept"] + level["treated"]) == pytest.approx(baseline + change)
    assert "not fitted" in stack.level.convergence.story


def test_every_published_number_that_a_forecast_shows_was_seen() -> None:
    for key in ("baseline", "change_week_24", "first_response_added_2", "first_response_added_3", "month_2", "month_3"):
        assert claim(f"forecast.{key}").verified, key


def test_a_fit_is_the_same_whoever_comes_first() -> None:
    one, other = (fit_clinic(clinic_months(order))[0] for order in (clinic(16), clinic(16)[::-1]))
    assert one.cycle.parameters == pytest.approx(other.cycle.parameters, abs=1e-3)
    assert one.level.parameters == pytest.approx(other.level.parameters, abs=1e-3)
    assert np.isclose(one.weight, other.weight, atol=0.35)
