"""The design of a study: what a patient tells, how many are needed, what the looks cost, and where it stands."""

import numpy as np
import pytest

from migrainedays.errors import Impossible, NothingToEvaluate
from migrainedays.evidence.cycle_model import NAMES
from migrainedays.evidence.study_clinic import StudyClinic, draw_study, estimate_allocated
from migrainedays.evidence.study_design import (
    decide_look,
    decide_path,
    information_of,
    plan_study,
    power_of,
    run_study,
    verify,
)
from migrainedays.evidence.study_plan import Months, StudyDesign
from migrainedays.evidence.study_protocol import protocol_page, stand
from tests.unit.evidence.test_outlook import CYCLE, LEVEL, LEVEL_NAMES, fitted

CLINIC = StudyClinic(0.6, -0.8, (float(np.log(0.9)), float(np.log(0.6)), -0.2), 8.0)


@pytest.fixture(scope="module")
def design() -> StudyDesign:
    return plan_study(CLINIC, 2.5, looks=3, patients_a_month=6)


def test_a_clinic_is_taken_from_its_fit() -> None:
    found = StudyClinic.of(fitted(LEVEL_NAMES, LEVEL), 0.8)
    assert (found.intercept, found.treated, found.entered) == (0.6, -0.8, 0.8)
    assert found.phi == pytest.approx(8.0)
    assert found.spreads == (pytest.approx(np.log(0.9)), pytest.approx(np.log(0.6)), -0.3)


def test_a_clinic_without_months_before_treatment_cannot_plan() -> None:
    with pytest.raises(NothingToEvaluate, match="months before and under treatment"):
        StudyClinic.of(fitted(NAMES, CYCLE), 0.9)


def test_days_and_logits_are_each_other_s_way_back() -> None:
    for days in (-4.0, -1.0, 2.0):
        assert CLINIC.days(CLINIC.logit(days)) == pytest.approx(days, abs=1e-6)
    assert CLINIC.days(0.0) == 0.0
    assert CLINIC.logit(-2.5) < 0


def test_a_drawn_study_has_its_months_and_its_arms() -> None:
    under = np.arange(40) % 2 == 1
    windows = draw_study(np.random.default_rng(1), CLINIC, under, -0.4, Months(2, 3))
    assert windows.patients == 40
    assert len(windows.patient) == 200
    version_b = windows.design[:, windows.names.index("version_b")]
    assert np.unique(windows.patient[version_b > 0]).tolist() == np.flatnonzero(under).tolist()
    assert version_b.sum() == 20 * 3


def test_the_analysis_finds_the_effect_without_bias() -> None:
    rng, under = np.random.default_rng(2), np.arange(200) % 2 == 1
    fits = [estimate_allocated(draw_study(rng, CLINIC, under, -0.5, Months())) for _ in range(30)]
    effects = np.array([found["version_b"] for found in fits])
    errors = np.array([found.error("version_b") for found in fits])
    assert effects.mean() == pytest.approx(-0.5, abs=3 * errors.mean() / np.sqrt(30))
    assert np.mean(np.abs(effects + 0.5) < 1.96 * errors) >= 0.83


@pytest.mark.parametrize("under", [np.zeros(30, bool), np.ones(30, bool), np.arange(30) < 4])
def test_an_arm_with_too_few_patients_is_refused(under: np.ndarray) -> None:
    windows = draw_study(np.random.default_rng(1), CLINIC, np.arange(30) % 2 == 1, 0.0, Months())
    design = windows.design.copy()
    design[:, windows.names.index("version_b")] = windows.treated * under[windows.patient]
    object.__setattr__(windows, "design", design)
    with pytest.raises(NothingToEvaluate, match="at least 5 under each"):
        estimate_allocated(windows)


def test_information_grows_with_the_months_of_a_patient() -> None:
    few, many = (information_of(CLINIC, -0.4, months) for months in (Months(1, 1), Months(2, 6)))
    assert 0 < few < many


def test_more_patients_and_fewer_looks_find_more() -> None:
    once = [power_of(-0.4, information, 1)[0] for information in (10, 30, 90)]
    assert once == sorted(once)
    assert power_of(-0.4, 30, 5)[0] < once[1]


@pytest.mark.parametrize("looks", [1, 3, 5])
def test_looking_often_does_not_cry_wolf_more(looks: int) -> None:
    found = decide_path(0.0, 50.0, looks)
    assert found["better"] + found["worse"] <= 0.04
    assert found["better"] == pytest.approx(found["worse"], abs=0.005)


def test_the_plan_is_the_smallest_that_is_enough(design: StudyDesign) -> None:
    assert 0.8 <= design.power < 0.83
    assert design.false_alarms <= 0.04
    assert design.days == -2.5
    assert CLINIC.days(design.effect) == pytest.approx(-2.5, abs=1e-6)
    less = design.information * (design.patients - 4) / design.patients
    assert power_of(design.effect, less, design.looks)[0] < 0.8


def test_the_time_is_that_of_the_pace_and_of_the_last_patient_s_months(design: StudyDesign) -> None:
    assert design.months_needed == pytest.approx(design.patients / 6 + 4)


def test_looks_are_even_and_the_last_sees_everybody(design: StudyDesign) -> None:
    assert len(design.look_at) == 3
    assert design.look_at[-1] == design.patients
    assert design.look_at[0] == -(-design.patients // 3)


def test_a_larger_difference_takes_fewer_patients(design: StudyDesign) -> None:
    assert plan_study(CLINIC, 4.0, looks=3, patients_a_month=6).patients < design.patients / 2


def test_a_difference_too_small_to_find_is_refused() -> None:
    with pytest.raises(NothingToEvaluate, match="More than 2000 patients"):
        plan_study(CLINIC, 0.3, looks=3, patients_a_month=6)


@pytest.mark.parametrize(
    "asked",
    [
        {"days": 0.0, "looks": 3, "patients_a_month": 6},
        {"days": 2.0, "looks": 0, "patients_a_month": 6},
        {"days": 2.0, "looks": 3, "patients_a_month": 0},
        {"days": 2.0, "looks": 3, "patients_a_month": 6, "power": 1.0},
    ],
)
def test_a_study_without_patients_looks_or_question_is_none(asked: dict[str, float]) -> None:
    days = asked.pop("days")
    with pytest.raises(Impossible):
        plan_study(CLINIC, days, **asked)


def test_whole_studies_keep_the_promise(design: StudyDesign) -> None:
    found = verify(CLINIC, design, design.effect, 24)
    assert abs(found["better"] - design.power) <= 0.25
    assert sum(found.values()) == pytest.approx(1.0)
    none = verify(CLINIC, design, 0.0, 24)
    assert none["better"] + none["worse"] <= 0.13


def test_a_large_effect_ends_the_study_early(design: StudyDesign) -> None:
    assert run_study(np.random.default_rng(1), CLINIC, design, -2.0) == "better"
    assert run_study(np.random.default_rng(1), CLINIC, design, 2.0) == "worse"


def test_a_look_with_one_arm_nearly_empty_is_used_up_and_decides_nothing(design: StudyDesign) -> None:
    tiny = StudyDesign(-3.0, -9.0, 8, 2, Months(), 50.0, 0.8, 0.03, 8.0)
    assert run_study(np.random.default_rng(1), CLINIC, tiny, -3.0) == "go_on"


def test_a_look_decides_by_the_limit_fixed_before(design: StudyDesign) -> None:
    assert decide_look(design, 1, -1.0, 0.15) == "better"
    assert decide_look(design, 1, 1.0, 0.15) == "worse"
    assert decide_look(design, 1, -0.2, 0.15) == "go_on"


def test_the_page_for_a_board_says_what_is_fixed(design: StudyDesign) -> None:
    page = dict(protocol_page("The clinic", "six-trigger-sites", ("1", "2"), design, "66687aad"))
    assert list(page)[0] == "Question"
    assert "six-trigger-sites version 2" in page["Question"]
    assert "2.5 days" in page["Question"]
    assert "66687aad" in page["Allocation"]
    assert f"{design.patients} patients in both arms" in page["Size and time"]
    assert "80 %" in page["Size and time"]
    assert "3 looks, when " in page["Looks and stopping"]
    assert sum(len(text.split()) for text in page.values()) < 450


def test_the_state_tells_counts_and_no_results(design: StudyDesign) -> None:
    first = design.look_at[0]
    early, due = stand(design, 20, 10, 0), stand(design, 90, first, 0)
    assert not early.may_look
    assert f"when {first - 10} more have complete windows" in early.sentence
    assert due.may_look
    assert "may be taken now" in due.sentence
    assert not stand(design, 90, first, 1).may_look
    assert not any(arm in early.sentence for arm in (" A ", " B ", "better", "worse"))


def test_after_the_last_look_nobody_looks(design: StudyDesign) -> None:
    ended = stand(design, design.patients, design.patients, 3)
    assert (ended.may_look, ended.next_look_at) == (False, None)
    assert "No look is left." in ended.sentence


@pytest.mark.parametrize(("allocated", "complete", "looks"), [(5, 6, 0), (5, -1, 0), (5, 5, 4), (5, 5, -1)])
def test_counts_that_cannot_be_are_impossible(design: StudyDesign, allocated: int, complete: int, looks: int) -> None:
    with pytest.raises(Impossible):
        stand(design, allocated, complete, looks)
