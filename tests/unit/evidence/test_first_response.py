"""First response by session: counts, intervals, the published line."""

import numpy as np
import pytest

from migrainedays.errors import Impossible, NothingToEvaluate
from migrainedays.evidence.first_response import (
    SessionCount,
    draw_by_then,
    estimate_first_response,
    published_hazard,
)

COUNTS = (SessionCount(1, 20, 9, not_judged=2), SessionCount(2, 10, 2), SessionCount(3, 7, 2))


def test_hazards_are_counts_with_two_imagined_patients() -> None:
    first = estimate_first_response(COUNTS)[0]
    assert first.hazard.estimate == pytest.approx((9 + 2 * 0.493) / 22)
    assert first.by_then.estimate == pytest.approx(first.hazard.estimate)
    assert first.by_then.low == pytest.approx(first.hazard.low)


def test_what_has_come_by_then_equals_the_exact_posterior() -> None:
    third = estimate_first_response(COUNTS)[2]
    draws = draw_by_then(COUNTS, 400_000, seed=1)
    assert third.by_then.estimate == pytest.approx(draws.mean(), abs=0.002)
    assert third.by_then.low == pytest.approx(np.quantile(draws, 0.025), abs=0.004)
    assert third.by_then.high == pytest.approx(np.quantile(draws, 0.975), abs=0.004)


def test_the_published_line_reaches_seven_in_ten() -> None:
    assert estimate_first_response(COUNTS)[2].published_by_then == pytest.approx(0.709, abs=5e-4)
    assert published_hazard(5) == published_hazard(3)


def test_the_sentence_gives_counts_denominators_and_who_could_not_be_judged() -> None:
    sentence = estimate_first_response(COUNTS)[0].sentence
    assert "9 of 20 patients" in sentence
    assert "2 could not be judged" in sentence
    assert "published: 49 %" in sentence


def test_nobody_to_judge_is_refused() -> None:
    with pytest.raises(NothingToEvaluate, match="28 days before it"):
        estimate_first_response((SessionCount(1, 0, 0),))
    with pytest.raises(NothingToEvaluate):
        estimate_first_response(())


def test_more_responses_than_patients_are_impossible() -> None:
    with pytest.raises(Impossible):
        SessionCount(1, 3, 4)
