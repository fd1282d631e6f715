"""From courses to the study's columns: patients in the arm of their allocation, whole months, nothing after leaving."""

import dataclasses

import numpy as np
import pytest

from migrainedays.errors import NothingToEvaluate
from migrainedays.evidence.study_courses import fingerprint, spans_missing, windows_of_study
from migrainedays.evidence.study_plan import Months, TakingPart
from migrainedays.evidence.windows import Windows
from migrainedays.windows import DAY
from tests.studied import LATER, ON, arm_of, course, diary_after, diary_before, name, session, study

MONTHS = Months()


def windows(patients: int = 12, months: Months = MONTHS, on: object = LATER) -> Windows:
    courses, parts = study(patients)
    return windows_of_study(courses, parts, months, on)  # type: ignore[arg-type]


def under_b(found: Windows) -> np.ndarray:
    return found.design[:, found.names.index("version_b")] > 0


def test_each_patient_has_the_months_of_the_plan() -> None:
    found = windows()
    assert found.patients == 12
    assert len(found.patient) == 12 * 4
    assert found.treated.sum() == 12 * 3
    assert set(found.observed_days.tolist()) == {28}


def test_only_treated_windows_of_arm_b_are_under_b() -> None:
    found = windows()
    assert under_b(found).sum() == 6 * 3
    assert not (under_b(found) & ~found.treated.astype(bool)).any()


def test_a_patient_counts_in_the_arm_of_the_allocation_whatever_was_injected() -> None:
    courses, parts = study(12)
    turned = {number: TakingPart("B" if part.arm == "A" else "A", ON) for number, part in parts.items()}
    once, again = (windows_of_study(courses, given, MONTHS, LATER) for given in (parts, turned))
    treated = once.treated.astype(bool)
    assert (under_b(once)[treated] == ~under_b(again)[treated]).all()


def test_nobody_enters_before_the_last_window_has_passed() -> None:
    with pytest.raises(NothingToEvaluate, match="at least 5 under each version"):
        windows(on=LATER - DAY)
    assert windows(on=LATER).patients == 12


def test_who_does_not_take_part_is_left_out() -> None:
    courses, parts = study(12)
    found = windows_of_study(courses, dict(list(parts.items())[:10]), MONTHS, LATER)
    assert found.patients == 10


def test_who_was_never_treated_is_left_out() -> None:
    courses, parts = study(12)
    stranger = course("never", *diary_before("never"))
    found = windows_of_study([*courses, stranger], parts | {"never": TakingPart("A", ON)}, MONTHS, LATER)
    assert found.patients == 12


@pytest.mark.parametrize(("gone_after", "left"), [(0, 1), (1, 1), (28, 1), (29, 2), (57, 3), (85, 4)])
def test_nothing_is_used_from_the_day_of_withdrawing(gone_after: int, left: int) -> None:
    courses, parts = study(12)
    parts[name(0)] = dataclasses.replace(parts[name(0)], withdrawn_on=ON + DAY * gone_after)
    found = windows_of_study(courses, parts, MONTHS, LATER)
    assert int((found.patient == 0).sum()) == left


def test_days_that_were_not_entered_are_not_counted_as_free() -> None:
    who = name(0)
    thin = course(who, session(who), *diary_before(who, entered=14), *diary_after(who, months=2))
    courses, parts = study(12)
    found = windows_of_study([thin, *courses[1:]], parts, MONTHS, LATER)
    own = found.patient == 0
    assert found.observed_days[own].tolist() == [14, 28, 28]


def test_the_shares_of_missing_days_are_told_by_arm() -> None:
    who = name(1)
    assert arm_of(1) == "B"
    thin = course(who, session(who, "2"), *diary_before(who), *diary_after(who, months=2)[:42])
    courses, parts = study(4)
    found = windows_of_study([courses[0], thin, *courses[2:]], parts, MONTHS, LATER)
    missing_a, missing_b = spans_missing(found)
    assert missing_a == 0.0
    assert missing_b == pytest.approx(14 / (5 * 28))


def test_the_same_windows_have_the_same_fingerprint_and_others_another() -> None:
    assert fingerprint(windows()) == fingerprint(windows())
    assert fingerprint(windows()) != fingerprint(windows(patients=11))
    assert len(fingerprint(windows())) == 64


def test_a_study_without_any_diary_is_a_sentence() -> None:
    with pytest.raises(NothingToEvaluate, match="No patient of the study"):
        windows_of_study([course("P", session("P"))], {"P": TakingPart("A", ON)}, MONTHS, LATER)
    with pytest.raises(NothingToEvaluate):
        windows_of_study([], {}, MONTHS, LATER)
