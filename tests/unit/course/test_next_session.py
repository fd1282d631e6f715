"""The sentences beside a proposed day, and the claims that it rests on."""

import datetime as dt

import pytest

from migrainedays.course.next_session import propose
from migrainedays.course.review_point import ReviewPoint, review_point
from migrainedays.diary import Tri
from migrainedays.protocol.interval import Interval
from migrainedays.treatment import Session
from migrainedays.treatment.series import Series
from migrainedays.windows import DAY, Span

FIRST = dt.date(2026, 3, 2)
FOUR_MONTHS = Interval(84, months=4)
USUAL = "4 calendar months after session 1 on 2026-03-02 is 2026-07-02."
ALWAYS, LATER = ("treatment.interval_days",), ("treatment.interval_days", "series.later_days")


def given(count):
    days = [FIRST + 84 * n * DAY for n in range(count)]
    return [Session(patient="Anna", session=n, date=Span(on, on)) for n, on in enumerate(days, start=1)]


@pytest.mark.parametrize(
    ("seen", "sentences", "claims"),
    [
        ({}, (), ALWAYS),
        (
            {"worn_off": Tri.YES},
            ("Headache came back before the session was due: as early as 84 days after the last toxin is suggested.",),
            ALWAYS,
        ),
        (
            {"cycle": "returned"},
            ("The cycle has returned: as early as 84 days after the last toxin is suggested.",),
            ALWAYS,
        ),
        (
            {"worn_off": Tri.YES, "cycle": "holding"},
            ("Wearing-off speaks for an earlier day, the broken cycle for a later one: the usual day stands.",),
            ALWAYS,
        ),
        ({"cycle": "broken"}, ("The cycle is broken: 28 days later is suggested, with a review before it.",), LATER),
    ],
)
def test_a_proposal_says_what_moved_it_and_names_its_claims(seen, sentences, claims):
    found = propose(given(1), FOUR_MONTHS, on=FIRST + DAY, **seen)
    assert (found.why, found.claims) == ((USUAL, *sentences), claims)


def test_a_cycle_that_returned_is_named_where_the_usual_day_is_the_earliest():
    found = propose(given(1), Interval(84), on=FIRST + DAY, cycle="returned")
    assert found.why[1:] == ("The cycle has returned; the usual day is the earliest already.",)


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (
            1,
            ReviewPoint(dt.date(2026, 9, 2), 1, 3, "6 calendar months after the first session of the series."),
        ),
        (2, ReviewPoint(FIRST + 168 * DAY, 2, 3, "After session 2 of 3 in this series.")),
    ],
)
def test_a_review_point_says_why_that_day(count, expected):
    assert review_point(Series(patient="Anna", series=1), given(count), Interval(84)) == expected
