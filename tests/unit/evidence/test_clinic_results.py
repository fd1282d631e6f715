"""The cast as a clinic: who responded first when, whose cycle broke, whose stayed so, and who could not be judged."""

import dataclasses
import datetime as dt
from collections.abc import Iterable

import pytest

from migrainedays.classification import profile
from migrainedays.classification.profiles import DEFAULT
from migrainedays.course.evaluate import evaluate
from migrainedays.diary import Tri
from migrainedays.evidence.clinic_results import ClinicResults, Lasting, count_first_responses, results_of
from migrainedays.evidence.facts import Facts, Followup, facts_of
from migrainedays.evidence.results_to_json import results_to_json
from tests.people import CAST, anna, ben, clara, course_of, eva

DAY_0 = dt.date(2026, 1, 5)


def facts(*people) -> list[Facts]:
    return [facts_of(evaluate(course_of(person()), profile(DEFAULT))) for person in people]


def results(*people) -> ClinicResults:
    return results_of(facts(*people))


def curve(found: Lasting | None) -> Lasting:
    assert found is not None
    return found


def seen(days: int, came: bool = False) -> Followup:
    return Followup(days, came, DAY_0 + dt.timedelta(days=days))


def patient(**columns) -> Facts:
    return Facts(treated=True, **columns)


def test_anna_responds_at_once_ben_late_clara_never() -> None:
    counts = count_first_responses(facts(anna, ben, clara))
    assert (counts[0].at_risk, counts[0].responded) == (3, 1)
    assert sum(count.responded for count in counts[1:]) == 1
    assert counts[1].at_risk == 2


def test_who_has_responded_is_no_longer_at_risk() -> None:
    assert [count.at_risk for count in count_first_responses(facts(anna))] == [1, 0, 0]


def test_the_counts_make_an_estimate() -> None:
    answers = results(*CAST).first_responses
    assert answers is not None
    assert answers[0].by_then.estimate < answers[1].by_then.estimate < answers[2].by_then.estimate
    assert all(answer.count.at_risk + answer.count.not_judged <= len(CAST) for answer in answers)


def test_a_session_that_could_not_be_judged_is_counted_apart_and_the_patient_stays_at_risk() -> None:
    one = patient(responses=((1, Tri.INDETERMINATE), (2, Tri.NO), (3, Tri.YES)))
    counts = count_first_responses([one])
    assert [(c.at_risk, c.responded, c.not_judged) for c in counts] == [(0, 0, 1), (1, 0, 0), (1, 1, 0)]


def test_eva_s_cycle_breaks_and_returns() -> None:
    found = results(eva)
    assert (curve(found.broken).curve.patients, curve(found.broken).curve.events) == (1, 1)
    still = curve(found.still_broken).curve
    assert still.events == 1
    assert still.steps[-1].share.estimate == 0.0


def test_anna_s_cycle_breaks_and_stays_so() -> None:
    still = curve(results(anna).still_broken).curve
    assert (still.patients, still.events) == (1, 0)


def test_clara_s_never_breaks_and_what_is_lacking_is_said() -> None:
    found = results(clara)
    assert curve(found.broken).curve.events == 0
    assert found.still_broken is None
    assert "whose cycle broke" in found.lacking["still_broken"]


def test_an_empty_clinic_says_what_is_lacking_and_gives_no_number() -> None:
    found = results_of([Facts(treated=False)])
    assert (found.patients, found.treated) == (1, 0)
    assert set(found.lacking) == {"first_responses", "broken", "still_broken"}
    assert found.first_responses is None
    assert all(share.judged == 0 for share in found.shares)


def test_everybody_is_on_the_curve_or_said_not_to_be() -> None:
    found = curve(
        results_of(
            [patient(broken=seen(84, True)), patient(broken=seen(60)), patient(unseen=True), patient(below_before=True)]
        ).broken
    )
    assert (found.curve.patients, found.not_judged, found.outside) == (2, 1, 1)


def test_a_diary_that_ended_long_ago_has_stopped() -> None:
    found = curve(results_of([patient(broken=seen(20)), patient(broken=seen(70)), patient(broken=seen(77))]).broken)
    assert (found.curve.left, found.stopped) == (3, 1)


def test_a_cycle_that_broke_long_ago_has_not_stopped() -> None:
    found = curve(results_of([patient(broken=seen(20, True)), patient(broken=seen(300))]).broken)
    assert found.stopped == 0


def test_each_share_accounts_for_every_treated_patient() -> None:
    found = results(*CAST)
    for share in found.shares:
        assert share.judged + share.not_judged + share.outside == found.treated
    assert {share.name for share in found.shares} == {"headache_free", "off_acute", "off_preventives"}


def test_an_ability_counts_those_who_were_asked() -> None:
    regained = patient(abilities={"tied_hair": Tri.YES})
    never_asked = patient(abilities={})
    (share,) = results_of([regained, never_asked, dataclasses.replace(never_asked, abilities=None)]).abilities
    assert (share.name, share.yes, share.judged, share.outside) == ("tied_hair", 1, 1, 2)


# -- as a document ------------------------------------------------------------------------------------------
def test_the_document_has_each_figure_with_its_sentence() -> None:
    document = results_to_json(results(*CAST))
    assert document["patients"] == len(CAST)
    for figure in [*document["first_responses"], document["cycle_broken"], *document["shares"]]:
        assert figure["sentence"].endswith(".")
    assert "without a response before" in document["first_responses"][0]["sentence"]
    assert document["first_responses"][2]["published_by_then"] == pytest.approx(0.709, abs=5e-4)


def test_the_document_says_null_where_nothing_can_be_said() -> None:
    document = results_to_json(results_of([]))
    assert (document["first_responses"], document["cycle_broken"], document["still_broken"]) == (None, None, None)
    assert document["lacking"]["first_responses"].startswith("No patient can be judged after session 1")


def sentence(patients: Iterable[Facts]) -> str:
    return results_to_json(results_of(patients))["cycle_broken"]["sentence"]


def test_the_curve_in_words_names_who_left_and_who_is_not_on_it() -> None:
    told = sentence([patient(broken=seen(90, True)), patient(broken=seen(200)), patient(unseen=True)])
    assert told.startswith("1 of 2 cycles broke.")
    assert "After 12 weeks 100 %" in told
    assert "After 24 weeks 50 %" in told
    assert "1 could not be judged" in told
    assert "had no cycle to break" not in told


def test_a_short_curve_is_said_at_its_end() -> None:
    assert "After 4 weeks 100 % (3 to 100 %) were not broken yet." in sentence([patient(broken=seen(28))])
