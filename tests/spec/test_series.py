"""When the next session may be: the practice's interval, 84 days after any toxin, and what speaks for another day."""

import datetime as dt

import pytest

from migrainedays.course.next_session import Proposal, propose
from migrainedays.course.review_point import review_point, spares_a_journey
from migrainedays.diary import Tri
from migrainedays.errors import Impossible
from migrainedays.literature import claim
from migrainedays.protocol import due, shipped
from migrainedays.protocol.interval import Interval, held
from migrainedays.treatment import Condition, Session
from migrainedays.treatment.series import Series
from migrainedays.windows import DAY, Span

FIRST = dt.date(2026, 3, 2)
TODAY = dt.date(2026, 4, 1)
TWELVE_WEEKS, FOUR_MONTHS = Interval(84), Interval(84, months=4)


def session(number: int, date: dt.date | str | None, **columns: object) -> Session:
    span = None if date is None else Span.read(str(date))
    return Session(patient="Anna", session=number, date=span, **columns)  # type: ignore[arg-type]


def proposed(*sessions: Session, interval: Interval = TWELVE_WEEKS, on: dt.date = TODAY, **seen: object) -> Proposal:
    found = propose(sessions, interval, on=on, **seen)  # type: ignore[arg-type]
    assert found is not None
    return found


class TestTheUsualDay:
    def test_twelve_weeks_after_the_last_session(self) -> None:
        found = proposed(session(1, FIRST))
        assert (found.number, found.on, found.shift) == (2, FIRST + 84 * DAY, "none")
        assert found.why == ("84 days after session 1 on 2026-03-02 is 2026-05-25.",)

    def test_four_calendar_months_after_it_where_a_practice_counts_so(self) -> None:
        found = proposed(session(1, FIRST), interval=FOUR_MONTHS)
        assert found.on == dt.date(2026, 7, 2)
        assert found.why == ("4 calendar months after session 1 on 2026-03-02 is 2026-07-02.",)

    @pytest.mark.parametrize(
        ("day", "after"),
        [("2026-10-31", "2027-02-28"), ("2027-10-31", "2028-02-29"), ("2026-10-30", "2027-02-28")],
    )
    def test_a_month_that_is_too_short_ends_on_its_last_day(self, day: str, after: str) -> None:
        assert str(FOUR_MONTHS.after(dt.date.fromisoformat(day))) == after

    def test_three_calendar_months_are_sometimes_too_short_and_are_then_held_back(self) -> None:
        on = dt.date(2026, 11, 30)  # to 28 February are 90 days, from 28 November to 28 February 92
        assert proposed(session(1, on), interval=Interval(84, months=3), on=on).on == dt.date(2027, 2, 28)
        short = proposed(session(1, FIRST), interval=Interval(70))
        assert (short.on, short.usual_on) == (FIRST + 84 * DAY, FIRST + 70 * DAY)
        assert "84 days are the least" in short.why[1]

    def test_the_first_session_here_is_proposed_by_nobody(self) -> None:
        assert propose([], TWELVE_WEEKS, on=TODAY) is None
        assert propose([session(0, "2025-05")], TWELVE_WEEKS, on=TODAY) is None

    def test_a_session_that_is_dated_after_today_is_not_the_last(self) -> None:
        assert proposed(session(1, FIRST), session(2, TODAY + DAY)).number == 2

    def test_the_protocols_own_schedule_says_the_same(self) -> None:
        version = shipped().version("preempt", "1")
        by_protocol = due([session(1, FIRST)], version)
        assert by_protocol is not None
        assert proposed(session(1, FIRST), interval=Interval(version.interval_days)).on == by_protocol.on


class TestNeverBefore84Days:
    """84 days after the last toxin of any kind, here or elsewhere, for whatever indication."""

    @pytest.mark.parametrize(("days", "early"), [(83, 1), (84, 0), (85, 0)])
    def test_at_83_84_and_85_days(self, days: int, early: int) -> None:
        assert proposed(session(1, FIRST)).days_early(FIRST + days * DAY) == early

    @pytest.mark.parametrize(("product", "indication"), [("abobotulinumtoxinA", "cervical dystonia"), (None, "lines")])
    def test_another_product_for_another_reason_counts(self, product: str | None, indication: str) -> None:
        other = session(0, "2026-03-30", place="elsewhere", product=product, indication=indication)
        found = proposed(session(1, FIRST), other)
        assert found.on == dt.date(2026, 3, 30) + 84 * DAY
        assert "The last toxin (2026-03-30) holds it back" in found.why[-1]

    @pytest.mark.parametrize(
        ("told", "earliest"),
        [("2026-03", dt.date(2026, 3, 31) + 84 * DAY), ("2026", dt.date(2026, 12, 31) + 84 * DAY)],
    )
    def test_a_month_or_year_counts_to_its_last_day(self, told: str, earliest: dt.date) -> None:
        found = proposed(session(0, told), session(1, FIRST))
        assert found.earliest_on == found.on == earliest
        assert found.unknown == ("the day of the last toxin",)
        assert found.why[-1] == "Not known: the day of the last toxin. Ask before the day is relied on."

    def test_a_month_that_ended_before_the_last_session_here_holds_nothing_back(self) -> None:
        found = proposed(session(0, "2026-02"), session(1, FIRST))
        assert (found.on, found.unknown) == (FIRST + 84 * DAY, ())

    def test_a_session_elsewhere_without_a_date_was_before_those_that_follow_it(self) -> None:
        assert proposed(session(0, None), session(1, FIRST)).on == FIRST + 84 * DAY

    def test_a_session_without_any_date_after_it_may_have_been_today(self) -> None:
        hold = held([session(0, None)], on=TODAY)
        assert hold is not None
        assert (hold.until, hold.unknown) == (TODAY + 84 * DAY, ("the day of an earlier session",))

    def test_a_yes_to_toxin_elsewhere_counts_up_to_the_day_of_the_answer(self) -> None:
        asked = FIRST + 20 * DAY
        yes = Condition(patient="Anna", condition="other_toxin", asked_on=asked, answer=True)
        found = proposed(session(1, FIRST), conditions=[yes])
        assert found.on == asked + 84 * DAY
        assert found.unknown == ("the day of a toxin given elsewhere",)

    @pytest.mark.parametrize("answer", [False, None])
    def test_a_no_and_no_answer_hold_nothing_back(self, answer: bool | None) -> None:
        said = Condition(patient="Anna", condition="other_toxin", asked_on=TODAY, answer=answer)
        assert proposed(session(1, FIRST), conditions=[said]).on == FIRST + 84 * DAY

    def test_nothing_is_known_of_any_toxin(self) -> None:
        assert held([], on=TODAY) is None


class TestWhatSpeaksForAnotherDay:
    def test_wearing_off_suggests_the_earliest_day_and_says_why(self) -> None:
        found = proposed(session(1, FIRST), interval=FOUR_MONTHS, worn_off=Tri.YES)
        assert (found.on, found.usual_on, found.shift) == (FIRST + 84 * DAY, dt.date(2026, 7, 2), "earlier")
        assert found.why[1].startswith("Headache came back before the session was due: as early as 84 days")

    @pytest.mark.parametrize("worn_off", [Tri.NO, Tri.INDETERMINATE])
    def test_what_was_not_shown_moves_nothing(self, worn_off: Tri) -> None:
        found = proposed(session(1, FIRST), interval=FOUR_MONTHS, worn_off=worn_off, cycle="easing")
        assert (found.shift, len(found.why)) == ("none", 1)

    def test_wearing_off_under_twelve_weeks_cannot_bring_it_forward(self) -> None:
        found = proposed(session(1, FIRST), worn_off=Tri.YES)
        assert (found.on, found.shift) == (FIRST + 84 * DAY, "none")
        assert "the usual day is the earliest already" in found.why[1]

    def test_wearing_off_never_passes_the_84_days_after_a_toxin_elsewhere(self) -> None:
        found = proposed(session(1, FIRST), session(0, "2026-03"), interval=FOUR_MONTHS, worn_off=Tri.YES)
        assert found.on == dt.date(2026, 3, 31) + 84 * DAY

    @pytest.mark.parametrize("cycle", ["broken", "holding"])
    def test_a_broken_cycle_suggests_a_window_later_with_a_review_before(self, cycle: str) -> None:
        found = proposed(session(1, FIRST), cycle=cycle)
        assert (found.on, found.shift) == (FIRST + 112 * DAY, "later")
        assert found.why[1] == f"The cycle is {cycle}: 28 days later is suggested, with a review before it."
        assert "series.later_days" in found.claims
        assert not claim("series.later_days").verified

    def test_a_cycle_that_returned_suggests_an_earlier_day(self) -> None:
        assert proposed(session(1, FIRST), interval=FOUR_MONTHS, cycle="returned").shift == "earlier"

    def test_where_both_speak_the_usual_day_stands(self) -> None:
        found = proposed(session(1, FIRST), interval=FOUR_MONTHS, worn_off=Tri.YES, cycle="broken")
        assert (found.on, found.shift) == (found.usual_on, "none")
        assert "the usual day stands" in found.why[1]

    def test_how_late_it_is(self) -> None:
        found = proposed(session(1, FIRST))
        assert [found.days_overdue(found.on + n * DAY) for n in (-1, 0, 9)] == [0, 0, 9]


class TestASeries:
    SERIES = Series(patient="Anna", series=1)

    def given(self, count: int, apart: int = 84) -> list[Session]:
        return [session(n, FIRST + DAY * apart * (n - 1)) for n in range(1, count + 1)]

    def test_three_sessions_with_a_review_after_two_unless_somebody_says_otherwise(self) -> None:
        assert (self.SERIES.sessions, self.SERIES.review_after, self.SERIES.review_months) == (3, 2, 6)
        for name in ("sessions", "review_after", "review_months"):
            assert claim(f"series.{name}").number == getattr(self.SERIES, name)

    @pytest.mark.parametrize(("count", "beyond"), [(1, False), (2, False), (3, True)])
    def test_a_session_after_the_planned_ones_is_marked(self, count: int, beyond: bool) -> None:
        found = propose(self.given(count), TWELVE_WEEKS, on=dt.date(2027, 1, 1), series=self.SERIES)
        assert found is not None
        assert found.beyond is beyond

    def test_before_its_first_session_a_series_has_no_review(self) -> None:
        assert review_point(self.SERIES, [session(0, "2025")], TWELVE_WEEKS) is None

    def test_after_one_session_it_is_six_months_after_the_first(self) -> None:
        found = review_point(self.SERIES, self.given(1), TWELVE_WEEKS)
        assert found is not None
        assert (found.on, found.given, found.planned) == (dt.date(2026, 9, 2), 1, 3)

    def test_after_two_sessions_twelve_weeks_apart_it_is_the_day_of_the_third(self) -> None:
        found = review_point(self.SERIES, self.given(2), TWELVE_WEEKS)
        assert found is not None
        assert found.on == FIRST + 168 * DAY
        assert [found.is_due(found.on + n * DAY) for n in (-1, 0, 1)] == [False, True, True]

    def test_with_four_months_between_it_is_the_six_months(self) -> None:
        found = review_point(self.SERIES, self.given(2, apart=122), FOUR_MONTHS)
        assert found is not None
        assert found.on == dt.date(2026, 9, 2)

    def test_never_before_28_days_of_the_last_session_can_be_judged(self) -> None:
        later = Series(patient="Anna", series=1, review_after=3)
        found = review_point(later, self.given(3), TWELVE_WEEKS)
        assert found is not None
        assert found.on == FIRST + (168 + 29) * DAY

    def test_a_second_series_counts_its_own_sessions(self) -> None:
        second = Series(patient="Anna", series=2, first_session=4, sessions=2)
        assert second.last_session == 5
        assert review_point(second, self.given(3), TWELVE_WEEKS) is None
        found = review_point(second, self.given(5), TWELVE_WEEKS)
        assert found is not None
        assert (found.given, found.planned) == (2, 2)

    def test_once_reviewed_nothing_is_due(self) -> None:
        done = Series(patient="Anna", series=1, reviewed_on=dt.date(2026, 9, 1))
        assert review_point(done, self.given(2), TWELVE_WEEKS) is None

    @pytest.mark.parametrize("column", ["first_session", "sessions", "review_after", "review_months"])
    def test_a_series_says_all_that_it_plans(self, column: str) -> None:
        with pytest.raises(Impossible, match="a series says it"):
            Series(patient="Anna", series=1, **{column: None})


class TestSparingAJourney:
    def test_who_lives_far_away_is_offered_a_review_from_home(self) -> None:
        said = spares_a_journey(zone="America/Sao_Paulo", clinic_zone="Europe/Paris", needs_a_session=False)
        assert said is not None
        assert "would spare a journey" in said

    @pytest.mark.parametrize(
        ("zone", "needs"), [("Europe/Paris", False), (None, False), ("", False), ("America/Sao_Paulo", True)]
    )
    def test_who_lives_near_or_comes_anyway_is_not(self, zone: str | None, needs: bool) -> None:
        assert spares_a_journey(zone=zone, clinic_zone="Europe/Paris", needs_a_session=needs) is None
