"""Windows and spans, whatever the dates."""

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from migrainedays.windows import Span, consecutive, weeks_since
from tests.strategies import DAYS

LENGTHS = st.integers(1, 90)


@given(DAYS, LENGTHS)
def test_a_window_holds_its_days_and_no_others(first, days):
    window = Span.window(first, days)
    assert list(window) == [first + dt.timedelta(days=n) for n in range(days)]
    assert window.first in window
    assert window.last in window
    assert first - dt.timedelta(days=1) not in window
    assert window.last + dt.timedelta(days=1) not in window


@given(DAYS, LENGTHS)
def test_before_and_after_mirror_each_other(session, days):
    before, after = Span.before(session, days), Span.after(session, days)
    assert len(before) == len(after) == days
    assert session - before.first == after.last - session
    assert before.last < session < after.first


@given(DAYS, st.integers(-5, 400), LENGTHS)
def test_consecutive_windows_touch_and_never_reach_past_the_end(first, length, days):
    last = first + dt.timedelta(days=length)
    windows = consecutive(first, last, days)
    assert all(len(window) == days for window in windows)
    assert all((b.first - a.last).days == 1 for a, b in pairwise(windows))
    if windows:
        assert windows[0].first == first
        assert windows[-1].last <= last
        assert (last - windows[-1].last).days < days
    else:
        assert length + 1 < days


@given(DAYS)
def test_a_day_a_month_and_a_year_write_themselves_back(day):
    for text in (str(day), str(day)[:7], str(day)[:4]):
        assert str(Span.read(text)) == text
        assert day in Span.read(text)


@given(DAYS, st.integers(-700, 700))
def test_weeks_since_a_session_are_whole(session, days):
    weeks = weeks_since(session, session + dt.timedelta(days=days))
    assert 7 * weeks <= days < 7 * (weeks + 1)
