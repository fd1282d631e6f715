"""When the diary asks: daily, or every third day with the gap filled at one sitting."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrainedays.diary.phone import RHYTHMS, is_asked, next_asked

ON = dt.date(2026, 3, 10)
days = st.sets(st.integers(0, 20).map(lambda back: ON - dt.timedelta(days=back)))


def back(*numbers):
    return {ON - dt.timedelta(days=n) for n in numbers}


class TestIsAsked:
    @pytest.mark.parametrize(
        ("written", "asked"), [(back(), True), (back(1), True), (back(0), False), (back(0, 1), False)]
    )
    def test_daily_on_each_day_that_is_not_told(self, written, asked):
        assert is_asked(ON, rhythm="daily", written=written) is asked
        assert is_asked(ON, rhythm=None, written=written) is asked

    @pytest.mark.parametrize(
        ("written", "asked"), [(back(), True), (back(3), True), (back(2), False), (back(0), False)]
    )
    def test_every_third_day_when_three_are_open(self, written, asked):
        assert is_asked(ON, rhythm="every_third_day", written=written) is asked

    def test_an_unknown_rhythm_is_our_own_mistake(self):
        with pytest.raises(KeyError):
            is_asked(ON, rhythm="monthly", written=())


class TestNextAsked:
    @given(written=days, rhythm=st.sampled_from(sorted(RHYTHMS)))
    def test_it_is_asked_on_that_day_and_on_none_before(self, written, rhythm):
        found = next_asked(ON, rhythm=rhythm, written=written)
        assert ON <= found <= ON + dt.timedelta(days=RHYTHMS[rhythm])
        assert is_asked(found, rhythm=rhythm, written=written)
        between = (ON + dt.timedelta(days=n) for n in range((found - ON).days))
        assert not any(is_asked(day, rhythm=rhythm, written=written) for day in between)

    def test_somebody_who_always_answers_is_asked_every_third_day(self):
        written, asked = set(), []
        for n in range(30):
            day = ON + dt.timedelta(days=n)
            if is_asked(day, rhythm="every_third_day", written=written):
                asked.append(n)
                written |= {day, day - dt.timedelta(days=1), day - dt.timedelta(days=2)}
        assert asked == list(range(0, 30, 3))
