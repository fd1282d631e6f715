"""Each reason to call somebody, read whole: the kind, the day, the sentence, and the occasion it is called for once."""

import datetime as dt

import pytest

from migrainedays.course.recall import Known, Line, Planned, recall
from migrainedays.treatment import Condition, Session
from migrainedays.treatment.authorisation import Authorisation
from migrainedays.treatment.series import Series
from migrainedays.windows import DAY, Span

FIRST = dt.date(2026, 3, 2)
DUE = FIRST + 84 * DAY


def given(count=1):
    days = [FIRST + 84 * n * DAY for n in range(count)]
    return tuple(Session(patient="A", session=n, date=Span(day, day)) for n, day in enumerate(days, start=1))


def called(today, **known):
    return recall(Known(quiet_after_days=5, **known), today=today)


def allowed(until=None, sessions=None):
    return (Authorisation(patient="A", payer="Fund", from_on=FIRST, until_on=until, sessions=sessions),)


ALL_GIVEN = "Fund: all 1 sessions that were authorised have been given."


@pytest.mark.parametrize(
    ("today", "planned", "on"),
    [
        (DUE - 40 * DAY, (), DUE),  # the day that is proposed
        (DUE + 400 * DAY, (), DUE + 400 * DAY),  # today, where that has passed
        (DUE - 40 * DAY, (Planned(DUE + 9 * DAY, "treatment"), Planned(DUE + 3 * DAY, "treatment")), DUE + 3 * DAY),
        (DUE - 40 * DAY, (Planned(DUE + 3 * DAY, "treatment"), Planned(DUE + 9 * DAY, "treatment")), DUE + 3 * DAY),
    ],
)
def test_where_all_authorised_sessions_were_given_the_next_one_needs_another(today, planned, on):
    found = called(today, sessions=given(), planned=planned, authorisations=allowed(sessions=1))
    assert found == [Line("authorisation", on, ALL_GIVEN, "authorisation-2026-03-02")]


@pytest.mark.parametrize(
    ("until", "planned", "expected"),
    [
        (DUE + 60 * DAY, DUE + 60 * DAY, None),  # it covers the day of the session itself
        (DUE + 60 * DAY, DUE + 61 * DAY, "Fund: the authorisation ends."),
        (DUE - 43 * DAY, DUE - 43 * DAY, "Fund: the authorisation ends."),  # soon, and on the day itself not yet ended
        (DUE - 44 * DAY, DUE, "Fund: the authorisation ended."),
    ],
)
def test_an_authorisation_must_reach_to_the_session_that_is_booked(until, planned, expected):
    known = {"sessions": given(), "planned": (Planned(planned, "treatment"),), "authorisations": allowed(until)}
    line = Line("authorisation", until, expected, "authorisation-2026-03-02") if expected else None
    assert called(DUE - 43 * DAY, **known) == ([line] if line else [])


def test_without_a_session_here_the_booked_first_one_is_what_must_be_covered():
    known = {"planned": (Planned(DUE, "treatment"),), "authorisations": allowed(DUE - DAY)}
    assert [line.sentence for line in called(FIRST, **known)] == ["Fund: the authorisation ends."]
    assert called(FIRST, planned=(Planned(DUE, "review"),), authorisations=allowed(DUE - DAY)) == []


def test_a_review_a_baseline_and_a_silence_have_their_day_and_their_occasion():
    reviewed = called(FIRST + 168 * DAY, sessions=given(2), series=Series(patient="A", series=4))
    sentence = "The series is to be reviewed: 2 of 3 sessions given."
    assert Line("review", FIRST + 168 * DAY, sentence, "review-4") in reviewed
    sentence = "The diary before the first session begins. It has not begun yet."
    assert called(DUE - 28 * DAY, planned=(Planned(DUE, "treatment"),)) == [
        Line("baseline", DUE - 28 * DAY, sentence, f"baseline-{DUE}")
    ]
    assert called(FIRST + 6 * DAY, last_entry_on=FIRST) == [
        Line("quiet", FIRST, "No diary day for 6 days.", "quiet-2026-03-02")
    ]


def test_toxin_elsewhere_moves_the_day_on_which_a_session_is_due():
    elsewhere = Condition(patient="A", condition="other_toxin", asked_on=FIRST + 30 * DAY, answer=True)
    assert [line.kind for line in called(DUE + DAY, sessions=given())] == ["overdue"]
    [line] = called(DUE + 2 * DAY, sessions=given(), conditions=(elsewhere,))
    assert (line.kind, line.on) == ("due", FIRST + 114 * DAY)
