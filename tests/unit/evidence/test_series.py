"""Windows one after the other: places kept, missing ones carried, the calendar continued."""

import datetime as dt

import numpy as np
import pytest

from migrainedays.errors import Impossible
from migrainedays.evidence.courses import CourseWindow
from migrainedays.evidence.series import Series, series_of
from migrainedays.windows import DAY, Span
from tests.evidence_clinics import series

FIRST = dt.date(2026, 1, 5)


def window(day: int, session: int, headache_days: int = 10, observed: int = 28) -> CourseWindow:
    """A window that begins so many days after the first."""
    span = Span.window(FIRST + day * DAY)
    return CourseWindow("Anna", session, "preempt", "1", span, headache_days, observed)


def test_each_window_has_its_place_and_a_missing_one_keeps_it() -> None:
    found = series_of([[window(0, 0, 20), window(84, 1, 8, 25), window(112, 1, 9)]])
    assert found.headache_days.tolist() == [[20, 0, 0, 8, 9]]
    assert found.observed_days.tolist() == [[28, 0, 0, 25, 28]]
    assert found.lived.tolist() == [5]


def test_windows_that_wait_for_a_session_stay_in_order() -> None:
    found = series_of([[window(0, 0), window(29, 1), window(57, 1), window(85, 1), window(121, 2)]])
    assert found.session.tolist() == [[0, 1, 1, 1, 2]]
    assert found.month.tolist() == [[0, 1, 2, 3, 1]]


def test_shorter_courses_end_earlier() -> None:
    found = series_of([[window(0, 1)], [window(0, 1), window(28, 1)]])
    assert found.lived.tolist() == [1, 2]
    assert found.observed_days.tolist() == [[28, 0], [28, 28]]


def test_what_explains_a_window() -> None:
    found = series([[20, 10, 9, 8, 7, 6]], [[0, 1, 1, 1, 2, 6]]).explained()
    assert found["treated"].tolist() == [[0, 1, 1, 1, 1, 1]]
    assert found["cycle"].tolist() == [[0, 0, 0, 0, 1, 3]]
    assert found["late"].tolist() == [[0, 0, 1, 0, 0, 1]]


def test_only_what_varies_where_a_day_was_observed_explains() -> None:
    assert "treated" not in series([[20, 10]]).columns()
    assert "treated" not in series([[-1, 10]], [[0, 1]]).columns()
    assert series([[20, 10]], [[0, 1]]).has_change


def test_the_window_model_sees_the_observed_windows() -> None:
    windows = series([[20, -1, 9], [11, 12, 13]], [[0, 1, 1], [0, 1, 1]]).windows()
    assert windows.headache_days.tolist() == [20, 9, 11, 12, 13]
    assert windows.treated.tolist() == [False, True, False, True, True]
    assert windows.names == ("intercept", "treated", "late")


def test_until_hides_what_came_later() -> None:
    found = series([[20, 10, 9], [5, 6, 7]]).until(np.array([1, 3]))
    assert found.headache_days.tolist() == [[20, 0, 0], [5, 6, 7]]
    assert found.observed_days.tolist() == [[28, 0, 0], [28, 28, 28]]
    assert found.lived.tolist() == [1, 3]


def test_the_calendar_goes_on_with_a_session_every_three_months() -> None:
    ahead = series([[20, 10, 9]], [[0, 1, 1]]).until(np.array([2])).ahead(5)
    assert ahead.session.tolist() == [[1, 2, 2, 2, 3]]
    assert ahead.month.tolist() == [[3, 1, 2, 3, 1]]
    assert not ahead.observed_days.any()


def test_a_month_past_due_is_followed_by_the_next_session() -> None:
    late = Series(*(np.array([row]) for row in ([9] * 4, [28] * 4, [1] * 4, [1, 2, 3, 4])), lived=np.array([4]))
    assert late.ahead(4).session.tolist() == [[2, 2, 2, 3]]
    assert late.ahead(4).month.tolist() == [[1, 2, 3, 1]]


def test_without_a_session_nothing_is_assumed_to_begin() -> None:
    ahead = series([[20, 18]], [[0, 0]]).ahead(3)
    assert ahead.session.tolist() == [[0, 0, 0]]
    assert ahead.month.tolist() == [[0, 0, 0]]


@pytest.mark.parametrize(("y", "n"), [(29, 28), (-1, 28), (3, 29), (3, 2)])
def test_counts_that_no_window_can_hold_are_impossible(y: int, n: int) -> None:
    one = np.array([[1]])
    with pytest.raises(Impossible, match="0 to 28"):
        Series(np.array([[y]]), np.array([[n]]), one, one, np.array([1]))


def test_several_are_one_and_each_stays_as_it_was() -> None:
    longer, shorter = series([[20, 10, 9]], [[0, 1, 1]]), series([[18, 7]], [[0, 1]])
    together = Series.of([longer, shorter, longer])
    assert together.patients == 3
    assert together.lived.tolist() == [3, 2, 3]
    assert together.headache_days.tolist() == [[20, 10, 9], [18, 7, 0], [20, 10, 9]]
    assert together.observed_days[1].tolist() == [28, 28, 0]
    assert together.session[1].tolist() == [0, 1, 0]
    assert together.rows(np.array([False, True, False])).month[0, :2].tolist() == shorter.month[0].tolist()
    assert Series.of([longer]).headache_days.tolist() == longer.headache_days.tolist()
