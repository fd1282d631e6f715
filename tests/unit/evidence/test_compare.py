"""Version against version: what comes out, and what is refused with words."""

from dataclasses import replace

import numpy as np
import pytest

from migrainedays.errors import NothingToEvaluate
from migrainedays.evidence.compare import Comparison, compare
from migrainedays.evidence.question import Question
from migrainedays.evidence.to_json import comparison_to_json
from migrainedays.evidence.versions import VersionWindows, model_windows
from studies.switching_clinic import draw_clinic, until

QUESTION = Question("p", ("1", "2"), margin=2.0, looks=5)


@pytest.fixture(scope="module")
def better() -> Comparison:
    return compare(until(draw_clinic(3, effect=-1.0, patients=200), 4.0), QUESTION, look=5)


def test_a_true_improvement_is_found(better: Comparison) -> None:
    estimate, error = better.logit
    assert estimate == pytest.approx(-1.0, abs=3 * error)
    assert better.effect.low < better.effect.estimate < better.effect.high < 0
    assert better.monitoring.decision == "better"
    assert better.response.low > 0
    assert better.probability_better > 0.99
    assert "fewer headache days per 28" in better.sentence


def test_a_hidden_step_would_move_it(better: Comparison) -> None:
    low, high = better.step_drift_bound
    assert low < better.effect.estimate < high
    assert any("step change" in sentence for sentence in better.assumptions)


def test_headache_on_missing_days_is_allowed_for(better: Comparison) -> None:
    shifts = dict(better.missing_shifts)
    assert shifts[0.0] == pytest.approx(better.effect.estimate)
    assert set(shifts) == {0.0, 0.5, 1.0}


def test_a_version_with_more_missing_days_looks_worse_when_headache_hides_in_them() -> None:
    windows = draw_clinic(3, effect=0.0)
    fewer = windows.version_b & (windows.observed_days > 14)
    sparse = replace(
        windows,
        observed_days=np.where(fewer, 14, windows.observed_days),
        headache_days=np.where(fewer, windows.headache_days * 14 // windows.observed_days, windows.headache_days),
    )
    shifts = dict(compare(sparse, QUESTION).missing_shifts)
    assert shifts[0.0] < shifts[0.5] < shifts[1.0]


def test_the_answer_is_the_contract_s(better: Comparison) -> None:
    answer = comparison_to_json(better)
    assert set(answer) >= {
        "question", "n", "naive", "effect", "logit", "probability_better", "monitoring", "step_drift_bound",
        "assumptions",
    }  # fmt: skip
    assert answer["effect"]["unit"] == "headache days per 28"
    assert answer["n"] == {"A": better.patients["A"], "B": better.patients["B"]}
    assert answer["monitoring"]["looks_declared"] == 5
    assert set(answer["naive"]) == {"estimate", "low", "high"}


def test_a_close_null_is_no_difference_of_interest() -> None:
    many = draw_clinic(8, effect=0.0, drift=0.0, shift=0.0, patients=1500)
    found = compare(many, replace(QUESTION, margin=3.0, looks=1), look=1)
    assert found.monitoring.decision == "no_difference_of_interest"


@pytest.fixture(scope="module")
def small() -> VersionWindows:
    return draw_clinic(1, effect=0.0, patients=40)


def test_only_one_version_is_refused(small: VersionWindows) -> None:
    with pytest.raises(NothingToEvaluate, match="No patient has a diary window after a session under version 2"):
        compare(small.only(~small.version_b), QUESTION)


def test_too_few_patients_are_refused(small: VersionWindows) -> None:
    few = small.only(~small.version_b | (small.patient >= small.patient.max() - 1))
    with pytest.raises(NothingToEvaluate, match=r"Only 2 patients .* at least 5"):
        compare(few, QUESTION)


def test_no_baseline_is_refused(small: VersionWindows) -> None:
    with pytest.raises(NothingToEvaluate, match="diary before their first session"):
        compare(small.only(small.session > 0), QUESTION)


def test_all_days_missing_is_refused(small: VersionWindows) -> None:
    empty = replace(small, observed_days=0 * small.observed_days, headache_days=0 * small.headache_days)
    with pytest.raises(NothingToEvaluate, match="All days are missing"):
        compare(empty, QUESTION)


def test_columns_that_do_not_vary_are_left_out(small: VersionWindows) -> None:
    first_cycle = small.only(small.session <= 1)
    assert "cycle" not in model_windows(first_cycle).names
    assert "cycle" in model_windows(small).names


def test_who_began_under_b_is_known_by_the_first_treated_window() -> None:
    windows = VersionWindows(
        patient=np.array([5, 5, 5, 9, 9]),
        session=np.array([0, 1, 2, 0, 1]),
        version_b=np.array([False, False, True, False, True]),
        years=np.arange(5.0),
        headache_days=np.full(5, 9),
        observed_days=np.full(5, 28),
    )
    assert windows.first_under_b.tolist() == [False, False, False, True, True]
    assert windows.count() == {"A": 1, "B": 2}
