"""Whom to call: one person, one reason, one thing to do, on the very day from which it is so."""

import datetime as dt
from typing import Any

import pytest

from migrainedays.course.recall import ORDER, Known, Line, Planned, recall
from migrainedays.errors import Impossible
from migrainedays.protocol.interval import Interval
from migrainedays.treatment import Session
from migrainedays.treatment.authorisation import Authorisation
from migrainedays.treatment.series import Series
from migrainedays.windows import DAY, Span

FIRST = dt.date(2026, 3, 2)
DUE = FIRST + 84 * DAY


def given(count: int = 1) -> tuple[Session, ...]:
    days = [FIRST + 84 * n * DAY for n in range(count)]
    return tuple(Session(patient="A", session=n, date=Span(day, day)) for n, day in enumerate(days, start=1))


def called(today: dt.date, **known: Any) -> list[Line]:
    return recall(Known(**{"quiet_after_days": 5} | known), today=today)


def kinds(today: dt.date, **known: Any) -> list[str]:
    return [line.kind for line in called(today, **known)]


class TestASession:
    @pytest.mark.parametrize(
        ("after", "kind"),
        [(-29, []), (-28, ["due"]), (0, ["due"]), (1, ["overdue"]), (365, ["overdue"]), (366, [])],
    )
    def test_it_is_called_for_four_weeks_ahead_until_a_year_later(self, after: int, kind: list[str]) -> None:
        assert kinds(DUE + after * DAY, sessions=given()) == kind

    @pytest.mark.parametrize(
        ("after", "sentence"),
        [
            (0, "Session 2 has no date yet."),
            (1, "Session 2 is overdue by 1 day."),
            (9, "Session 2 is overdue by 9 days."),
        ],
    )
    def test_it_says_how_late(self, after: int, sentence: str) -> None:
        (line,) = called(DUE + after * DAY, sessions=given())
        assert (line.sentence, line.on, line.occasion) == (sentence, DUE, "session-2")

    def test_who_has_a_date_is_not_called(self) -> None:
        planned = (Planned(DUE + 9 * DAY, "treatment"),)
        assert kinds(DUE + 3 * DAY, sessions=given(), planned=planned) == []

    def test_a_review_is_no_date_for_a_session(self) -> None:
        planned = (Planned(DUE + 9 * DAY, "review"),)
        assert kinds(DUE + 3 * DAY, sessions=given(), planned=planned) == ["overdue"]

    def test_the_practices_own_interval_counts(self) -> None:
        assert kinds(DUE + DAY, sessions=given(), interval=Interval(84, months=6)) == []

    def test_after_the_last_of_a_series_nobody_is_called_for_another(self) -> None:
        series = Series(patient="A", series=1, sessions=2, reviewed_on=FIRST + 170 * DAY)
        assert kinds(FIRST + 200 * DAY, sessions=given(2), series=series) == []
        assert kinds(FIRST + 200 * DAY, sessions=given(2)) == ["overdue"]

    def test_who_was_only_treated_elsewhere_is_not_called(self) -> None:
        told = (Session(patient="A", session=0, date=Span.read("2025-05")),)
        assert kinds(DUE, sessions=told) == []


class TestAReview:
    SERIES = Series(patient="A", series=1)

    @pytest.mark.parametrize(("after", "kind"), [(-1, []), (0, ["review"])])
    def test_from_its_day_on(self, after: int, kind: list[str]) -> None:
        third = (Planned(FIRST + 170 * DAY, "treatment"),)
        today = FIRST + (168 + after) * DAY
        assert kinds(today, sessions=given(2), series=self.SERIES, planned=third) == kind

    @pytest.mark.parametrize("kind", ["review", "review_from_home"])
    def test_not_once_it_was_arranged(self, kind: str) -> None:
        planned = (Planned(FIRST + 170 * DAY, "treatment"), Planned(FIRST + 169 * DAY, kind))
        assert kinds(FIRST + 168 * DAY, sessions=given(2), series=self.SERIES, planned=planned) == []

    def test_it_says_how_many_were_given(self) -> None:
        lines = called(FIRST + 168 * DAY, sessions=given(2), series=self.SERIES)
        (line,) = [line for line in lines if line.kind == "review"]
        assert line.sentence == "The series is to be reviewed: 2 of 3 sessions given."


class TestAnAuthorisation:
    def one(self, **columns: Any) -> Authorisation:
        return Authorisation(**{"patient": "A", "payer": "Mutual", "from_on": FIRST} | columns)

    def lines(self, today: dt.date, one: Authorisation, **known: Any) -> list[Line]:
        told = {"sessions": given(), "planned": (Planned(DUE, "treatment"),)} | known
        return [line for line in called(today, authorisations=(one,), **told) if line.kind == "authorisation"]

    @pytest.mark.parametrize(("days", "called_for"), [(43, 0), (42, 1), (0, 1), (-1, 1)])
    def test_six_weeks_before_it_ends(self, days: int, called_for: int) -> None:
        until = DUE + 60 * DAY
        assert len(self.lines(until - days * DAY, self.one(until_on=until))) == called_for

    def test_long_before_where_it_ends_before_the_next_session(self) -> None:
        (line,) = self.lines(FIRST + DAY, self.one(until_on=DUE - DAY))
        assert (line.sentence, line.on) == ("Mutual: the authorisation ends.", DUE - DAY)

    def test_it_has_ended(self) -> None:
        (line,) = self.lines(DUE, self.one(until_on=DUE - DAY))
        assert line.sentence == "Mutual: the authorisation ended."

    @pytest.mark.parametrize(("sessions", "called_for"), [(1, 1), (2, 0), (None, 0)])
    def test_where_all_its_sessions_were_given(self, sessions: int | None, called_for: int) -> None:
        lines = self.lines(FIRST + DAY, self.one(sessions=sessions))
        assert len(lines) == called_for
        assert all("all 1 sessions that were authorised" in line.sentence for line in lines)

    def test_sessions_before_it_began_are_not_counted(self) -> None:
        later = self.one(from_on=FIRST + DAY, sessions=1)
        assert self.lines(FIRST + 2 * DAY, later) == []

    def test_a_newer_one_takes_its_place(self) -> None:
        ended, new = self.one(until_on=FIRST + DAY), self.one(from_on=FIRST + 2 * DAY)
        assert kinds(FIRST + 3 * DAY, sessions=given(), authorisations=(ended, new)) == []

    def test_who_comes_no_more_needs_none(self) -> None:
        assert self.lines(DUE, self.one(until_on=DUE), sessions=(), planned=()) == []

    def test_it_cannot_end_before_it_begins(self) -> None:
        with pytest.raises(Impossible):
            self.one(until_on=FIRST - DAY)


class TestABaseline:
    PLANNED = (Planned(DUE, "treatment"),)
    BEGINS = DUE - 28 * DAY

    @pytest.mark.parametrize(("after", "called_for"), [(-8, 0), (-7, 1), (0, 1), (27, 1), (28, 0)])
    def test_it_begins_28_days_before_the_first_session(self, after: int, called_for: int) -> None:
        lines = called(self.BEGINS + after * DAY, planned=self.PLANNED)
        assert [line.kind for line in lines] == ["baseline"] * called_for

    @pytest.mark.parametrize(("after", "told"), [(0, "It has not begun yet."), (3, "3 days of 28 are lost already.")])
    def test_it_says_what_is_lost(self, after: int, told: str) -> None:
        (line,) = called(self.BEGINS + after * DAY, planned=self.PLANNED)
        assert line.sentence.endswith(told)
        assert line.on == self.BEGINS

    def test_who_keeps_it_is_left_in_peace(self) -> None:
        today = self.BEGINS + 3 * DAY
        assert kinds(today, planned=self.PLANNED, last_entry_on=self.BEGINS) == []
        assert kinds(today, planned=self.PLANNED, last_entry_on=self.BEGINS - DAY) == ["baseline"]

    def test_before_a_later_session_nothing_begins(self) -> None:
        assert kinds(self.BEGINS, sessions=given(), planned=self.PLANNED) == []


class TestAQuietDiary:
    @pytest.mark.parametrize(("silent", "called_for"), [(0, 0), (5, 0), (6, 1), (90, 1), (91, 0)])
    def test_after_so_many_days_as_the_practice_says(self, silent: int, called_for: int) -> None:
        lines = called(FIRST + silent * DAY, last_entry_on=FIRST)
        assert [line.sentence for line in lines] == [f"No diary day for {silent} days."] * called_for

    def test_a_new_silence_is_a_new_occasion(self) -> None:
        one, other = (called(day + 9 * DAY, last_entry_on=day)[0].occasion for day in (FIRST, FIRST + 30 * DAY))
        assert one != other


def test_the_most_pressing_comes_first() -> None:
    today = FIRST + 170 * DAY
    ended = Authorisation(patient="A", payer="Mutual", from_on=FIRST, until_on=today)
    series = Series(patient="A", series=1)
    known = {"sessions": given(2), "series": series, "authorisations": (ended,), "last_entry_on": today - 10 * DAY}
    found = kinds(today, **known)
    assert found == ["overdue", "review", "authorisation", "quiet"]
    assert found == sorted(found, key=ORDER.index)
