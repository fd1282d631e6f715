"""Intervals in days and calendar months, and the day until which a toxin holds the next one back."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrainedays.literature import claim
from migrainedays.protocol.interval import LEAST_DAYS, Interval, held
from migrainedays.treatment import Condition, Session
from migrainedays.windows import DAY, Span

TODAY = dt.date(2026, 6, 1)


def test_the_least_is_that_of_the_label() -> None:
    assert claim("treatment.interval_days").number == LEAST_DAYS == 84
    assert Interval().days == 84


@pytest.mark.parametrize(
    ("months", "after"),
    [
        (1, "2026-02-28"),
        (2, "2026-03-31"),
        (3, "2026-04-30"),
        (4, "2026-05-31"),
        (12, "2027-01-31"),
        (13, "2027-02-28"),
    ],
)
def test_calendar_months_end_with_the_month(months: int, after: str) -> None:
    assert str(Interval(84, months).after(dt.date(2026, 1, 31))) == after


@given(day=st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)), months=st.integers(1, 48))
def test_so_many_months_later_is_in_the_month_so_many_later(day: dt.date, months: int) -> None:
    after = Interval(84, months).after(day)
    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == months
    assert after.day == day.day or (after + DAY).day == 1


@given(day=st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)), days=st.integers(1, 1000))
def test_days_are_days(day: dt.date, days: int) -> None:
    assert (Interval(days).after(day) - day).days == days


@pytest.mark.parametrize(("interval", "said"), [(Interval(84), "84 days"), (Interval(84, 4), "4 calendar months")])
def test_it_says_itself(interval: Interval, said: str) -> None:
    assert str(interval) == said


def test_what_is_told_of_the_future_holds_nothing_back_yet() -> None:
    later = Session(patient="A", session=1, date=Span(TODAY + DAY, TODAY + DAY))
    asked = Condition(patient="A", condition="other_toxin", asked_on=TODAY + DAY, answer=True)
    assert held([later], on=TODAY, conditions=[asked]) is None


def test_where_a_known_day_and_an_unknown_one_are_the_same_nothing_has_to_be_asked() -> None:
    known = Session(patient="A", session=1, date=Span.read("2026-05-31"))
    told = Session(patient="A", session=0, date=Span.read("2026-05"))
    hold = held([known, told], on=TODAY)
    assert hold is not None
    assert (hold.last_on, hold.unknown) == (dt.date(2026, 5, 31), ())


def test_other_answers_are_no_toxin() -> None:
    asked = Condition(patient="A", condition="anticoagulant", asked_on=TODAY, answer=True)
    assert held([], on=TODAY, conditions=[asked]) is None
