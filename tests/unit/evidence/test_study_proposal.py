"""From the clinic's courses to a proposal, with what whole studies drawn from it say of its promise."""

import json

import pytest

from migrainedays.errors import NothingToEvaluate
from migrainedays.evidence.study_clinic import StudyClinic
from migrainedays.evidence.study_plan import Months, StudyDesign
from migrainedays.evidence.study_proposal import (
    Wish,
    clinic_of,
    draw_studies,
    other_differences,
    plan,
    proposal_to_json,
)
from tests.studied import LATER, course, diary_after, diary_before, session, study
from tests.unit.evidence.test_study_design import CLINIC

WISH = Wish(days=2.5, looks=3, power=0.8, patients_a_month=6, months=Months())


@pytest.fixture(scope="module")
def design() -> StudyDesign:
    return plan(CLINIC, WISH)


def test_a_clinic_is_read_from_its_own_courses() -> None:
    found = clinic_of(study(30, better=0)[0], LATER)
    assert isinstance(found, StudyClinic)
    assert found.treated < 0 < found.intercept
    assert found.entered == 1.0


def test_the_share_of_days_that_are_entered_is_the_clinic_s_own() -> None:
    thin = [
        course(who, session(who), *diary_before(who, entered=14), *diary_after(who))
        for who in (f"T-{n}" for n in range(8))
    ]
    assert clinic_of(thin, LATER).entered == pytest.approx((14 + 3 * 28) / (4 * 28))


@pytest.mark.parametrize("patients", [0, 1, 4])
def test_too_few_courses_are_a_sentence_that_says_how_many_would_do(patients: int) -> None:
    with pytest.raises(NothingToEvaluate, match=f"{patients} patients have a diary both before and after.*at least 5"):
        clinic_of(study(patients)[0], LATER)


def test_courses_without_a_month_before_do_not_count() -> None:
    bare = [course(who, session(who), *diary_after(who)) for who in ("a", "b", "c", "d", "e", "f")]
    with pytest.raises(NothingToEvaluate, match="0 patients"):
        clinic_of(bare, LATER)


def test_the_wish_is_granted(design: StudyDesign) -> None:
    assert (design.days, design.looks, design.months) == (-2.5, 3, Months())
    assert design.power >= 0.8


def test_studies_are_drawn_with_the_effect_and_without(design: StudyDesign) -> None:
    drawn = list(draw_studies(CLINIC, design, 12))
    assert [there for there, _ in drawn] == [True] * 12 + [False] * 12
    assert {decision for _, decision in drawn} <= {"better", "worse", "go_on"}
    assert drawn == list(draw_studies(CLINIC, design, 12))


def test_the_proposal_holds_its_figures_and_where_they_come_from(design: StudyDesign) -> None:
    drawn = [(True, "better")] * 8 + [(True, "go_on")] * 2 + [(False, "go_on")] * 9 + [(False, "worse")]
    told = json.loads(json.dumps(proposal_to_json(CLINIC, WISH, [(2.5, design)], drawn)))
    assert told["drawn"] == {"studies": 10, "power": 0.8, "false_alarms": 0.1, "seed": 40}
    assert told["design"]["patients"] == design.patients
    assert told["design"]["look_at"] == list(design.look_at)
    assert told["design"]["months"] == {"before": 1, "after": 3}
    assert told["clinic"]["phi"] == CLINIC.phi
    assert told["wish"]["patients_a_month"] == 6


def test_other_sizes_stand_beside_the_proposed_one(design: StudyDesign) -> None:
    sizes = proposal_to_json(CLINIC, WISH, [(2.5, design)], [(True, "better"), (False, "go_on")])["sizes"]
    assert [size["patients"] for size in sizes] == sorted({size["patients"] for size in sizes})
    assert [size["power"] for size in sizes] == sorted(size["power"] for size in sizes)
    (own,) = [size for size in sizes if size["proposed"]]
    assert own["patients"] == design.patients
    assert own["power"] == pytest.approx(design.power)
    assert own["months"] == pytest.approx(design.months_needed)


def test_larger_differences_take_fewer_patients_and_less_time(design: StudyDesign) -> None:
    designs = other_differences(CLINIC, WISH)
    assert [days for days, _ in designs] == [2.5, 3.5, 4.5]
    assert designs[0][1] == design
    assert [one.patients for _, one in designs] == sorted((one.patients for _, one in designs), reverse=True)
    told = proposal_to_json(CLINIC, WISH, designs, [(True, "better"), (False, "go_on")])["differences"]
    assert told[0] == {"days": 2.5, "patients": design.patients, "months": design.months_needed}
    assert told[2]["months"] < told[0]["months"]


def test_a_wish_that_nobody_can_grant_is_a_sentence() -> None:
    with pytest.raises(NothingToEvaluate, match="a larger one, or more clinics, would suffice"):
        plan(CLINIC, Wish(0.3, 3, 0.8, 6, Months()))
