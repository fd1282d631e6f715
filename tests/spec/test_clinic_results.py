"""What became of the patients: a clinic's results, and who is counted in each.

A share without its denominator says nothing, and a denominator from which those who could not be judged were dropped
in silence says something wrong. So each figure of a clinic names how many it holds for, of how many who could be
judged, how many could not, and how many it does not concern.
"""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from migrainedays.cli.main import commands
from migrainedays.diary import Tri
from migrainedays.evidence.clinic_results import ClinicResults, results_of
from migrainedays.evidence.facts import Facts, facts_of
from migrainedays.evidence.first_response import SessionCount, estimate_first_response
from migrainedays.exchange import write_folder
from migrainedays.windows import DAY
from tests import people
from tests.treated import evaluated, session_on, treated


def clinic(*courses: list) -> ClinicResults:
    """The results of courses written down by what they count."""
    return results_of(facts_of(evaluated(values)) for values in courses)


AT_ONCE = treated(20, [8, 8, 8], [7, 7, 7], [6, 6, 6])
LATE = treated(20, [18, 18, 18], [17, 17, 17], [8, 8, 8])
NEVER = treated(20, [19, 20, 19], [20, 19, 20], [19, 19, 19])
GAPS = treated(20, [None, 18, 18], [8, 8, 8])


# -- first responses ------------------------------------------------------------------------------------
def test_a_patient_responds_for_the_first_time_once() -> None:
    """Who responded after session 1 is no longer among those who may respond first after session 2."""
    answers = clinic(AT_ONCE, LATE, NEVER).first_responses
    assert answers is not None
    told = [(a.count.session, a.count.responded, a.count.at_risk) for a in answers]
    assert told == [(1, 1, 3), (2, 0, 2), (3, 1, 2)]


def test_who_could_not_be_judged_after_a_session_is_said_and_stays_among_those_who_may_respond() -> None:
    answers = clinic(AT_ONCE, GAPS).first_responses
    assert answers is not None
    assert (answers[0].count.at_risk, answers[0].count.not_judged) == (1, 1)
    assert (answers[1].count.at_risk, answers[1].count.responded) == (1, 1)
    assert "(1 could not be judged)" in answers[0].sentence


def test_published_figures_weigh_no_more_than_two_patients_a_session() -> None:
    """With fifty patients who never respond, the published half moves the answer by less than two in a hundred."""
    (answer,) = estimate_first_response((SessionCount(1, 50, 0),))
    assert 0 < answer.hazard.estimate < 0.02
    assert answer.published == pytest.approx(0.493)


def test_with_few_patients_the_answer_says_how_little_is_known() -> None:
    (answer,) = estimate_first_response((SessionCount(1, 3, 3),))
    assert answer.hazard.high - answer.hazard.low > 0.4


# -- the cycle -------------------------------------------------------------------------------------------
def test_the_share_not_yet_broken_falls_with_time_and_those_who_left_count_until_they_left() -> None:
    broken = clinic(AT_ONCE, LATE, NEVER).broken
    assert broken is not None
    assert (broken.curve.patients, broken.curve.events, broken.curve.left) == (3, 2, 1)
    shares = [step.share.estimate for step in broken.curve.steps]
    assert shares == sorted(shares, reverse=True)


def test_a_cycle_that_was_below_the_threshold_before_session_1_was_not_broken_by_treatment() -> None:
    broken = clinic(AT_ONCE, treated(9, [8, 8, 8])).broken
    assert broken is not None
    assert (broken.curve.patients, broken.outside) == (1, 1)


def test_only_broken_cycles_can_return() -> None:
    still = clinic(treated(20, [8, 8, 8], [20, 20, 20], [20, 20, 20]), NEVER).still_broken
    assert still is not None
    assert (still.curve.patients, still.curve.events, still.outside) == (1, 1, 1)


# -- what was left off, and what came back -----------------------------------------------------------------
def shares(found: ClinicResults) -> dict:
    return {share.name: share for share in found.shares}


def test_headache_free_needs_every_day_entered() -> None:
    free = shares(clinic(treated(20, [8, 4, 0]), AT_ONCE))["headache_free"]
    assert (free.yes, free.judged) == (1, 2)
    missing = session_on(1) + 75 * DAY
    without_one = [value for value in treated(20, [8, 4, 0]) if getattr(value, "date", None) != missing]
    assert shares(clinic(without_one))["headache_free"].not_judged == 1


def test_a_drug_that_nobody_asked_about_is_not_a_drug_that_nobody_takes() -> None:
    off = shares(clinic(AT_ONCE, LATE))["off_acute"]
    assert (off.judged, off.not_judged) == (0, 2)
    assert off.interval is None


def test_nobody_can_be_lost_between_the_figures() -> None:
    found = clinic(AT_ONCE, LATE, NEVER, GAPS)
    for share in found.shares:
        assert share.judged + share.not_judged + share.outside == found.treated
    assert found.broken is not None
    assert found.broken.curve.patients + found.broken.not_judged + found.broken.outside == found.treated


def test_a_clinic_without_a_treated_patient_gets_sentences_and_no_numbers() -> None:
    found = results_of([Facts(treated=False), Facts(treated=False)])
    assert (found.patients, found.treated) == (2, 0)
    assert "a diary of 28 days before it and of 28 days after it" in found.lacking["first_responses"]
    assert "with a session 1" in found.lacking["broken"]


# -- on the command line -----------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("results") / "folder"
    write_folder(path, people.clinic())
    return path


def test_evaluate_carries_the_clinic_s_results(folder: Path) -> None:
    done = CliRunner().invoke(commands, ["evaluate", str(folder), "--json"])
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)["clinic"]
    results = found["results"]
    assert results["patients"] == found["patients"]
    assert results["treated"] == found["treated"]
    assert [figure["session"] for figure in results["first_responses"]] == [1, 2, 3]
    for figure in results["shares"]:
        assert figure["judged"] + figure["not_judged"] + figure["outside"] == results["treated"]


def test_an_answer_that_cannot_be_judged_is_none_of_the_two() -> None:
    """The third answer is kept through every count."""
    found = results_of([Facts(treated=True, answers={"headache_free": Tri.INDETERMINATE})])
    free = shares(found)["headache_free"]
    assert (free.yes, free.judged, free.not_judged) == (0, 0, 1)
