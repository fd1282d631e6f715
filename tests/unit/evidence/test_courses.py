"""Courses become windows counted from their own sessions."""

import datetime as dt

import numpy as np
import pytest

from migrainedays.columns import Value
from migrainedays.course import Course
from migrainedays.diary import DiaryDay
from migrainedays.errors import NothingToEvaluate, WrongUse
from migrainedays.evidence.courses import start_windows, version_windows, windows_of
from migrainedays.evidence.one_course import _earlier, judge_patient
from migrainedays.treatment import Person, Session
from migrainedays.windows import DAY, Span

SESSION_1 = dt.date(2025, 3, 3)


def make_course(
    patient: str, before: int, after: int, *, versions: tuple[str, ...] = ("1",), days: tuple[int, int] = (20, 8)
) -> Course:
    """`before` and `after` months of diary around session 1, then a session every 84 days."""
    values: list[Value] = []
    for month in range(-before, after):
        for n in range(28):
            count = days[0] if month < 0 else days[1]
            date = SESSION_1 + DAY * (28 * month + n + (1 if month >= 0 else 0))
            values.append(DiaryDay(patient=patient, date=date, headache=n < count))
    for number, version in enumerate(versions, 1):
        on = SESSION_1 + DAY * 84 * (number - 1)
        values.append(
            Session(patient=patient, session=number, date=Span(on, on), protocol="six-trigger-sites", version=version)
        )
    return Course.of(Person(patient=patient), values, intakes_kept=False)


def test_months_are_counted_from_the_sessions() -> None:
    windows = windows_of(make_course("P1", before=1, after=4, versions=("1", "2")))
    assert [window.session for window in windows] == [0, 1, 1, 1, 2]
    assert [window.version for window in windows] == [None, "1", "1", "1", "2"]
    assert [window.headache_days for window in windows] == [20, 8, 8, 8, 8]
    assert {window.observed_days for window in windows} == {28}
    assert windows[0].span.last == SESSION_1 - DAY
    assert windows[1].span.first == SESSION_1 + DAY
    assert windows[0].rate28 == 20


def test_the_earliest_of_several_months_before_is_dropped() -> None:
    windows = windows_of(make_course("P1", before=3, after=1))
    assert [window.session for window in windows] == [0, 0, 1]


def test_days_after_the_day_asked_for_are_not_seen() -> None:
    windows = windows_of(make_course("P1", before=1, after=3), on=SESSION_1 + 40 * DAY)
    assert [window.session for window in windows] == [0, 1]


def test_without_a_session_there_is_nothing_to_compare() -> None:
    assert windows_of(make_course("P1", before=2, after=0, versions=())) == []


def test_versions_of_one_protocol_only() -> None:
    courses = [make_course("P1", 1, 4, versions=("1", "2")), make_course("P2", 1, 2, versions=("7",))]
    found = version_windows(courses, "six-trigger-sites", ("1", "2"))
    assert found.count() == {"A": 1, "B": 1}
    assert found.years[0] < found.years[3]
    with pytest.raises(NothingToEvaluate, match=r"No session follows the protocol 'preempt'"):
        version_windows(courses, "preempt", ("1", "2"))


def test_a_further_version_of_the_protocol_takes_part_beside_the_two() -> None:
    courses = [make_course("P1", 1, 4, versions=("1", "2")), make_course("P2", 1, 2, versions=("7",))]
    found = version_windows(courses, "six-trigger-sites", ("1", "2"))
    assert np.unique(found.patient).tolist() == [0, 1]
    assert found.elsewhere.tolist() == [0, 0, 0, 0, 0, 0, 1, 1]
    under_a, under_b = found.under
    assert under_a.tolist() == [False, True, True, True, False, False, False, False]
    assert under_b.tolist() == [False, False, False, False, True, False, False, False]
    assert found.first_under_other(1).tolist() == [False] * 5 + [True] * 3


def test_months_are_counted_within_each_cycle() -> None:
    found = version_windows([make_course("P1", 2, 6, versions=("1", "2"))], "six-trigger-sites", ("1", "2"))
    assert found.session.tolist() == [0, 1, 1, 1, 2, 2, 2]
    assert found.month.tolist() == [0, 0, 1, 2, 0, 1, 2]


def test_a_first_month_is_held_against_first_months() -> None:
    """What wears off by the third month is no reason to call an ordinary first month a surprise, nor the reverse."""
    windows = windows_of(make_course("P1", before=1, after=4, versions=("1", "2")))
    model = _earlier(windows, windows[1:])
    assert model.names == ("intercept", "treated", "cycle", "month_2", "month_3")
    assert model.design[:, 3].tolist() == [0, 0, 1, 0, 0]
    assert model.design[:, 4].tolist() == [0, 0, 0, 1, 0]


def test_a_patient_whose_only_month_before_qualified() -> None:
    windows = windows_of(make_course("P1", before=1, after=2))
    assert start_windows(windows, {"P1": 6}).looked_at.tolist() == [6, 0, 0]


def make_clinic() -> list[Course]:
    old = [make_course(f"A{n}", 1, 3, days=(15 + n % 10, 5 + (7 * n) % 12)) for n in range(14)]
    new = [make_course(f"B{n}", 1, 3, versions=("2",), days=(20, 10)) for n in range(3)]
    return [*old, *new, make_course("B9", 1, 3, versions=("2",), days=(26, 1))]


def test_one_result_is_judged_among_the_clinic_s_courses() -> None:
    found = judge_patient(make_clinic(), "B9")
    assert found.best_of == 18
    assert found.severity_rank == (1, 18)
    assert found.percentile < 0.01 < found.corrected
    assert judge_patient(make_clinic(), "B1").percentile > 0.2


def test_a_patient_who_is_not_there() -> None:
    with pytest.raises(WrongUse, match="No patient"):
        judge_patient(make_clinic(), "Z1")


@pytest.mark.parametrize(("before", "after", "lacks"), [(0, 2, "before the first session"), (1, 0, "after a session")])
def test_a_patient_without_either_month(before: int, after: int, lacks: str) -> None:
    with pytest.raises(NothingToEvaluate, match=lacks):
        judge_patient([*make_clinic(), make_course("C1", before, after)], "C1")


def test_a_patient_alone() -> None:
    with pytest.raises(NothingToEvaluate, match="No other patient"):
        judge_patient([make_course("C1", 1, 2)], "C1")
