"""The cast as a clinic: who responded first when, whose cycle broke, and whose stayed so."""

import pytest

from migrainedays.classification import profile
from migrainedays.classification.profiles import DEFAULT
from migrainedays.course.evaluate import Evaluation, evaluate
from migrainedays.errors import NothingToEvaluate
from migrainedays.evidence.clinic_results import (
    count_first_responses,
    estimate_cycle_broken,
    estimate_still_broken,
)
from migrainedays.evidence.first_response import estimate_first_response
from tests.people import CAST, anna, ben, clara, course_of, eva


def evaluated(*people) -> list[Evaluation]:
    return [evaluate(course_of(person()), profile(DEFAULT)) for person in people]


def test_anna_responds_at_once_ben_late_clara_never() -> None:
    counts = count_first_responses(found.followed for found in evaluated(anna, ben, clara))
    assert (counts[0].at_risk, counts[0].responded) == (3, 1)
    assert sum(count.responded for count in counts[1:]) == 1
    assert counts[1].at_risk == 2


def test_who_has_responded_is_no_longer_at_risk() -> None:
    counts = count_first_responses(found.followed for found in evaluated(anna))
    assert [count.at_risk for count in counts] == [1, 0, 0]


def test_the_counts_make_an_estimate() -> None:
    counts = count_first_responses(found.followed for found in evaluated(*CAST))
    answers = estimate_first_response(counts)
    assert answers[0].by_then.estimate < answers[1].by_then.estimate < answers[2].by_then.estimate
    assert all(count.at_risk + count.not_judged <= len(CAST) for count in counts)


def test_eva_s_cycle_breaks_and_returns() -> None:
    broken = estimate_cycle_broken(evaluated(eva))
    assert (broken.patients, broken.events) == (1, 1)
    still = estimate_still_broken(evaluated(eva))
    assert still.events == 1
    assert still.steps[-1].share.estimate == 0.0


def test_anna_s_cycle_breaks_and_stays_so() -> None:
    still = estimate_still_broken(evaluated(anna))
    assert (still.patients, still.events) == (1, 0)


def test_clara_s_never_breaks() -> None:
    assert estimate_cycle_broken(evaluated(clara)).events == 0
    with pytest.raises(NothingToEvaluate, match="whose cycle broke"):
        estimate_still_broken(evaluated(clara))
