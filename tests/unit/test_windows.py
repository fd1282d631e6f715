"""Days and windows: whole days, both ends included, never converted."""

import datetime as dt

import pytest

from migrainedays.windows import Span, consecutive, weeks_since

NEW_YEAR = dt.date(2026, 1, 1)


def test_a_window_is_28_whole_days():
    window = Span.window(NEW_YEAR)
    assert len(window) == 28
    assert list(window)[0] == NEW_YEAR
    assert list(window)[-1] == dt.date(2026, 1, 28)


def test_before_and_after_leave_the_session_day_out():
    session = dt.date(2026, 3, 10)
    assert Span.before(session) == Span(dt.date(2026, 2, 10), dt.date(2026, 3, 9))
    assert Span.after(session) == Span(dt.date(2026, 3, 11), dt.date(2026, 4, 7))
    assert session not in Span.before(session)
    assert session not in Span.after(session)


def test_a_span_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="cannot end"):
        Span(NEW_YEAR, dt.date(2025, 12, 31))


@pytest.mark.parametrize(
    ("text", "days"), [("2026-03-01", 1), ("2024-02", 29), ("2026-02", 28), ("2026-12", 31), ("2024", 366)]
)
def test_a_day_a_month_or_a_year_is_its_whole_span_and_writes_itself_back(text, days):
    span = Span.read(text)
    assert len(span) == days
    assert str(span) == text
    assert span.is_day is (days == 1)


@pytest.mark.parametrize("text", ["26-03-01", "2026-13", "2026-02-30", "March 2026", "2026-3", "20260301", ""])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the sentence is the column's
        Span.read(text)


def test_a_trailing_part_is_no_window():
    assert len(consecutive(NEW_YEAR, dt.date(2026, 2, 25))) == 2
    assert len(consecutive(NEW_YEAR, dt.date(2026, 2, 24))) == 1
    assert consecutive(NEW_YEAR, dt.date(2025, 12, 31)) == []


def test_weeks_before_a_session_are_negative():
    session = dt.date(2026, 3, 10)
    assert weeks_since(session, session) == 0
    assert weeks_since(session, dt.date(2026, 3, 17)) == 1
    assert weeks_since(session, dt.date(2026, 3, 9)) == -1
