"""The calendar to come: windows from tomorrow, sessions when they are due, months by their middle day."""

import datetime as dt

import numpy as np
import pytest

from migrainedays.evidence.coming import STEPS, come, interval, own_series
from migrainedays.evidence.courses import CourseWindow, count_months, windows_of
from migrainedays.windows import DAY, Span
from tests.unit.evidence.test_forecast import SESSION_1, make_course


def test_windows_begin_tomorrow_and_follow_each_other() -> None:
    coming = come(SESSION_1, (1, SESSION_1))
    assert len(coming.windows) == STEPS
    assert coming.windows[0] == Span.after(SESSION_1)
    assert all(b.first == a.last + DAY for a, b in zip(coming.windows, coming.windows[1:], strict=False))


def test_the_interval_is_the_label_s() -> None:
    assert interval() == dt.timedelta(days=84)


@pytest.mark.parametrize(
    ("days", "first"),
    [(0, 84), (40, 84), (83, 84), (84, 85), (120, 121)],
    ids=["today", "within", "the day before", "on its day", "overdue"],
)
def test_the_next_session_is_due_or_comes_at_once(days: int, first: int) -> None:
    coming = come(SESSION_1 + days * DAY, (3, SESSION_1))
    assert coming.sessions[0] == (4, SESSION_1 + first * DAY)
    assert coming.sessions[1] == (5, SESSION_1 + (first + 84) * DAY)


@pytest.mark.parametrize(
    ("days", "sessions", "months"),
    [
        (0, [1, 1, 1, 2, 2, 2], [1, 2, 3, 1, 2, 3]),
        (28, [1, 1, 2, 2, 2, 3], [2, 3, 1, 2, 3, 1]),
        (56, [1, 2, 2, 2, 3, 3], [3, 1, 2, 3, 1, 2]),
        (200, [2, 2, 2, 3, 3, 3], [1, 2, 3, 1, 2, 3]),
    ],
)
def test_a_window_belongs_to_the_session_before_its_middle(days: int, sessions: list[int], months: list[int]) -> None:
    found = come(SESSION_1 + days * DAY, (1, SESSION_1)).series
    assert found.session[0, :6].tolist() == sessions
    assert found.month[0, :6].tolist() == months
    assert not found.observed_days.any()


@pytest.mark.parametrize(("days", "step"), [(1, 1), (10, 1), (16, 2), (29, 2), (85, 4)])
def test_the_step_that_a_month_mostly_lies_in(days: int, step: int) -> None:
    assert come(SESSION_1, (1, SESSION_1)).step_of(SESSION_1 + days * DAY) == step


def window(day: int, session: int) -> CourseWindow:
    return CourseWindow("Anna", session, None, None, Span.window(SESSION_1 + day * DAY), 9, 28)


@pytest.mark.parametrize(("days", "lived"), [(56, 3), (57, 3), (85, 4), (141, 6)])
def test_months_since_the_last_entry_are_lived_too(days: int, lived: int) -> None:
    found = own_series([window(-28, 0), window(1, 1), window(29, 1)], SESSION_1 + days * DAY)
    assert found.lived.tolist() == [lived]
    assert found.observed_days.sum() == 3 * 28
    assert found.session[0, 1:].tolist() == [1] * (lived - 1)
    assert np.array_equal(found.month[0, 1:], np.arange(1, lived))


@pytest.mark.parametrize(
    ("before", "after", "months"), [([20], [], 1), ([20, 21], [], 2), ([20], [9, 9], 4), ([-1], [9, -1, 9], 2)]
)
def test_months_that_hold_an_entry_are_counted_from_the_first(before: list[int], after: list[int], months: int) -> None:
    assert count_months(make_course("Anna", before, after)) == months


@pytest.mark.parametrize("days", [1, 13, 27])
def test_a_part_of_a_month_is_a_window_of_its_length(days: int) -> None:
    found = windows_of(make_course("Anna", [20, 21], [9, 8]), SESSION_1 + (28 + days) * DAY, part=True)
    assert len(found[-1].span) == days
    assert found[-1].observed_days == days
    assert found[-1].span.last == SESSION_1 + (28 + days) * DAY
