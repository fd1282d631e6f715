"""A look at a study: the effect of the allocation in days, the declared rule, and the document that is kept."""

import dataclasses
import json

import pytest

from migrainedays.errors import NothingToEvaluate
from migrainedays.evidence.study_courses import windows_of_study
from migrainedays.evidence.study_look import ASSUMPTIONS, StudyLook, look_at, look_to_json
from migrainedays.evidence.study_plan import Months, StudyDesign
from migrainedays.evidence.windows import Windows
from tests.studied import LATER, VERSIONS, study

DESIGN = StudyDesign(-0.45, -2.5, 40, 2, Months(), 50.0, 0.8, 0.03, 24.0)


def windows(patients: int = 40, better: int = 5) -> Windows:
    courses, parts = study(patients, better)
    return windows_of_study(courses, parts, Months(), LATER)


@pytest.fixture(scope="module")
def better() -> StudyLook:
    return look_at(windows(), DESIGN, VERSIONS, 2)


def test_fewer_days_under_b_are_found_and_called(better: StudyLook) -> None:
    assert better.effect.low < -5 < better.effect.high or better.effect.estimate == pytest.approx(-5, abs=1.0)
    assert better.effect.low < better.effect.estimate < better.effect.high < 0
    assert better.decision == "better"
    assert better.probability_better > better.tail > 0.97


def test_patients_are_counted_by_arm(better: StudyLook) -> None:
    assert better.patients == (20, 20)


def test_more_days_under_b_are_worse() -> None:
    found = look_at(windows(better=-5), DESIGN, VERSIONS, 1)
    assert found.effect.estimate > 0
    assert found.decision == "worse"
    assert "more headache days per 28" in found.sentence


def test_no_difference_goes_on() -> None:
    found = look_at(windows(better=0), DESIGN, VERSIONS, 1)
    assert found.decision == "go_on"
    assert abs(found.effect.estimate) < 1.5
    assert found.effect.low < 0 < found.effect.high


def test_the_limit_is_that_of_the_design_at_every_look() -> None:
    first, last = (look_at(windows(better=0), DESIGN, VERSIONS, number) for number in (1, 2))
    assert first.tail == last.tail
    once = dataclasses.replace(DESIGN, looks=1)
    assert look_at(windows(better=0), once, VERSIONS, 1).tail < first.tail


def test_the_sentence_says_allocated_and_gives_the_interval(better: StudyLook) -> None:
    assert better.sentence.startswith("Patients allocated to 2 had ")
    assert "than those allocated to 1" in better.sentence
    assert "95 % interval -" in better.sentence
    assert "sceptic" in better.sentence
    assert "cause" not in better.sentence


def test_without_missing_days_no_shift_changes_anything(better: StudyLook) -> None:
    (_, assumed), *others = better.missing_shifts
    assert all(effect == pytest.approx(assumed) for _, effect in others)
    assert assumed == pytest.approx(better.effect.estimate, abs=1.0)


def test_the_document_holds_what_is_kept_with_the_question(better: StudyLook) -> None:
    told = look_to_json(better, windows(), LATER)
    assert json.loads(json.dumps(told)) == told
    assert told["n"] == {"A": 20, "B": 20}
    assert told["effect"]["low"] < told["effect"]["estimate"] < told["effect"]["high"]
    assert told["monitoring"]["decision"] == "better"
    assert told["monitoring"]["look"] == 2
    assert told["monitoring"]["e_value"] > 1
    assert (told["windows"], told["days_missing"]) == (160, 0)
    assert told["assumptions"] == list(ASSUMPTIONS)
    assert told["on"] == LATER.isoformat()
    assert len(told["inputs"]) == 64


def test_the_same_records_give_the_same_look(better: StudyLook) -> None:
    again = look_at(windows(), DESIGN, VERSIONS, 2)
    assert look_to_json(again, windows(), LATER) == look_to_json(better, windows(), LATER)


def test_an_arm_with_too_few_patients_is_a_sentence() -> None:
    with pytest.raises(NothingToEvaluate, match="4 patients of the study have a diary under version"):
        look_at(windows(8), DESIGN, VERSIONS, 1)
