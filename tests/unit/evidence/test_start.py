"""Enrolled at the worst month: the naive figure, the run-in, and the band over months looked at."""

import numpy as np
import pytest

from migrainedays.errors import Impossible, NothingToEvaluate
from migrainedays.evidence.start import StartAnswer, StartWindows, estimate_start
from studies.worst_month import draw_clinic


@pytest.fixture(scope="module")
def clinic() -> StartWindows:
    return draw_clinic(seed=5, effect=0.0)


@pytest.fixture(scope="module")
def band(clinic: StartWindows) -> StartAnswer:
    return estimate_start(clinic.only(clinic.treated | (clinic.looked_at > 0)))


def test_the_naive_table_improves_everyone(clinic: StartWindows) -> None:
    answer = estimate_start(clinic)
    assert answer.naive.high < -4


def test_the_run_in_month_does_not(clinic: StartWindows) -> None:
    answer = estimate_start(clinic)
    assert answer.basis == "run-in"
    assert answer.logit.low < 0 < answer.logit.high
    assert answer.days.low < 0 < answer.days.high
    assert "naive table says" in answer.sentence


def test_without_a_run_in_the_answer_is_a_band(band: StartAnswer) -> None:
    assert band.basis == "selection"
    assert [k for k, _ in band.band] == [3, 6, 12]
    estimates = [interval.estimate for _, interval in band.band]
    assert estimates == sorted(estimates)
    right = dict(band.band)[6]
    assert right.low < 0 < right.high
    assert "depending on how many months were looked at" in band.sentence


def test_calling_the_qualifying_month_ordinary_finds_an_improvement(clinic: StartWindows) -> None:
    ordinary = clinic.only(clinic.treated | (clinic.looked_at > 0)).as_ordinary()
    assert estimate_start(ordinary).logit.high < -0.5


def test_a_month_that_did_not_qualify_cannot_have_been_chosen(clinic: StartWindows) -> None:
    chosen = clinic.only(clinic.treated | (clinic.looked_at > 0))
    low = StartWindows(**{**vars(chosen), "headache_days": np.minimum(chosen.headache_days, 9)})
    with pytest.raises(Impossible, match="at least 15"):
        estimate_start(low)


@pytest.mark.parametrize("kept", [True, False], ids=["nothing before", "nothing after"])
def test_too_little_is_refused(clinic: StartWindows, kept: bool) -> None:
    with pytest.raises(NothingToEvaluate, match="at least 5"):
        estimate_start(clinic.only(clinic.treated == kept))
