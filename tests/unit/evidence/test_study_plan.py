"""What a plan fixes: which windows count, when a patient is complete, how many come in a month."""

import datetime as dt

import pytest

from migrainedays.evidence.study_plan import Months, StudyDesign, TakingPart, patients_a_month
from migrainedays.windows import DAY, WINDOW_DAYS
from tests.studied import ON, session


@pytest.mark.parametrize(("before", "after"), [(1, 1), (1, 3), (2, 3), (3, 6)])
def test_windows_lie_on_either_side_of_the_session(before: int, after: int) -> None:
    windows = Months(before, after).windows(ON)
    assert [treated for treated, _ in windows] == [False] * before + [True] * after
    assert {len(span) for _, span in windows} == {WINDOW_DAYS}
    assert windows[before - 1][1].last == ON - DAY
    assert windows[before][1].first == ON + DAY


def test_no_two_windows_share_a_day_and_the_session_s_own_day_is_in_none() -> None:
    days = [day for _, span in Months(3, 6).windows(ON) for day in span]
    assert len(days) == len(set(days))
    assert ON not in days


@pytest.mark.parametrize("after", [1, 3, 6])
def test_complete_is_who_has_lived_the_last_window(after: int) -> None:
    months, part = Months(1, after), TakingPart("A", ON)
    last = months.windows(ON)[-1][1].last
    assert months.complete_on(ON) == last
    assert not part.is_complete(ON, months, last)
    assert part.is_complete(ON, months, last + DAY)


def test_the_session_of_a_study_is_the_first_since_consent() -> None:
    part = TakingPart("A", ON)
    before, own, later = (session("P", on=ON + DAY * n, number=k) for k, n in ((1, -90), (2, 3), (3, 87)))
    assert part.treated_on([later, before, own]) == ON + 3 * DAY
    assert part.treated_on([before]) is None
    assert part.treated_on([]) is None


def test_a_session_on_the_day_of_consent_counts_and_one_elsewhere_does_not() -> None:
    part = TakingPart("B", ON)
    assert part.treated_on([session("P")]) == ON
    assert part.treated_on([session("P", number=0)]) is None


def test_the_arm_counts_whatever_was_injected() -> None:
    assert TakingPart("B", ON).treated_on([session("P", version="1", protocol="preempt")]) == ON


def test_the_pace_is_that_of_the_last_year() -> None:
    on = dt.date(2026, 11, 1)
    year = [on - DAY * (28 * n + 1) for n in range(13)]
    assert patients_a_month(year, on) == 1.0
    assert patients_a_month([*year, on - DAY * 400], on) == 1.0
    assert patients_a_month([on], on) == 0.0
    assert patients_a_month([], on) == 0.0


@pytest.mark.parametrize(("patients", "looks", "at"), [(10, 1, (10,)), (10, 3, (4, 7, 10)), (172, 3, (58, 115, 172))])
def test_looks_are_even_and_rounded_up(patients: int, looks: int, at: tuple[int, ...]) -> None:
    assert StudyDesign(-0.4, -2.0, patients, looks, Months(), 40.0, 0.8, 0.03, 20.0).look_at == at
