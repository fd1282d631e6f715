"""A course on the calendar: the baseline, and around each session before, first and last."""

import datetime as dt
from fractions import Fraction

import pytest

from migrainedays.course.follow import last_span
from migrainedays.diary import DiaryDay
from migrainedays.treatment import Person, Session
from migrainedays.windows import DAY, Span
from tests.diaries import ANNA
from tests.treated import GAP, INTERVAL, SESSION_1, days_of, evaluated, months, session_on, sessions, treated, without


def spans(values, **options):
    """From and to of each window around each session, as days since that session."""
    return [
        {
            name: None if window is None else ((window.span.first - cycle.on).days, (window.span.last - cycle.on).days)
            for name, window in (("before", cycle.before), ("first", cycle.first), ("last", cycle.last))
        }
        for cycle in evaluated(values, **options).followed.cycles
    ]


def followed(values, **options):
    return evaluated(values, **options).followed


# -- windows -----------------------------------------------------------------------------------------------
def test_before_first_and_last_lie_around_a_session():
    found = spans(treated(20, (12, 12, 12), (10, 10, 10)))
    assert found == [
        {"before": (-28, -1), "first": (1, 28), "last": (INTERVAL - 28, INTERVAL - 1)},
        {"before": (-28, -1), "first": (1, 28), "last": (57, 84)},
    ]


def test_what_was_counted_names_the_profile_it_was_counted_by():
    assert followed(treated(20, (12,)), name="US_LABEL").profile.name == "US_LABEL"


def test_the_last_window_of_a_cycle_is_the_before_of_the_next():
    one, two = followed(treated(20, (12, 12, 11), (10,))).cycles
    assert one.last == two.before
    assert one.last.headache_days.observed == 11


def test_the_day_of_the_session_belongs_to_no_window():
    values = [value for value in treated(20, (12,)) if not (isinstance(value, DiaryDay) and value.date == SESSION_1)]
    assert followed(values).cycles[0].first == followed(treated(20, (12,))).cycles[0].first


def test_after_the_last_session_the_last_window_begins_more_than_56_days_after_it():
    assert last_span(SESSION_1, None, session_on(1) + 83 * DAY) is None
    assert last_span(SESSION_1, None, session_on(1) + 84 * DAY) == Span.window(SESSION_1 + 57 * DAY)
    assert last_span(SESSION_1, None, session_on(1) + 100 * DAY) == Span.window(SESSION_1 + 73 * DAY)
    assert last_span(SESSION_1, None, None) is None


def test_the_last_window_waits_until_it_has_been_lived():
    assert spans(treated(20, (12, 12)))[0]["last"] is None
    assert spans(treated(20, (12, 12)), on=SESSION_1 + 84 * DAY)[0]["last"] == (57, 84)
    assert spans(treated(20, (12, 12, 12)), on=SESSION_1 + 83 * DAY)[0]["last"] is None


def test_what_came_after_the_day_asked_about_is_not_known_then():
    found = followed(treated(20, (12, 12, 12), (10, 10, 10)), on=SESSION_1 + 28 * DAY)
    [cycle] = found.cycles
    assert (cycle.until, cycle.last, cycle.first.entries) == (None, None, 28)
    assert max(found.verdicts) == SESSION_1 + 28 * DAY


def test_now_is_the_last_dated_row():
    values = treated(20, (12, 12, 12))
    assert followed(values).on == SESSION_1 + 84 * DAY
    late = Session(patient=ANNA, session=2, date=Span.read("2027-01-04"))
    assert followed([*values, late]).on == dt.date(2027, 1, 4)
    assert followed([Person(patient=ANNA)]).on is None


# -- the baseline ------------------------------------------------------------------------------------------
def test_the_baseline_is_the_28_days_before_session_1():
    baseline = followed(treated(20, (12, 12, 12), (10,))).baseline
    assert baseline.span == Span(SESSION_1 - 28 * DAY, SESSION_1 - DAY)
    assert (baseline.headache_days.observed, baseline.entries) == (20, 28)


def test_the_baseline_stays_what_it_was_when_it_was_first_used():
    frozen = followed(treated(20, (12,))).baseline
    found = followed(treated(10, (12,)), baseline=frozen)
    assert found.baseline == frozen
    assert found.cycles[0].fall_first == Fraction(2, 5)


def test_without_sessions_there_is_no_baseline_and_windows_are_counted_all_the_same():
    found = evaluated([Person(patient=ANNA), *months(16, 15)])
    assert found.followed.baseline is None
    assert [window.headache_days.observed for window in found.followed.windows] == [16, 15]
    assert found.rules["nice_ta260"].verdict == "not_proven"
    assert found.rules["responder_50"].verdict == "indeterminate"


def test_a_course_that_begins_with_session_2_has_no_baseline_and_says_so():
    values = [value for value in treated(20, (12, 12, 12), (10, 10)) if getattr(value, "session", None) != 1]
    found = evaluated(values)
    assert found.followed.baseline is None
    assert found.followed.cycles[0].fall_before is not None
    assert "no session 1" in found.notes[0]


def test_a_session_elsewhere_is_no_baseline_and_no_cycle():
    elsewhere = Session(patient=ANNA, session=0, date=Span.read("2024"), place="elsewhere", recalled_before=25)
    found = evaluated([*treated(20, (12,)), elsewhere])
    assert [cycle.number for cycle in found.followed.cycles] == [1]
    assert found.followed.baseline.headache_days.observed == 20


# -- reductions --------------------------------------------------------------------------------------------
def test_reductions_are_exact_and_positive_when_days_become_fewer():
    one, two = followed(treated(20, (14, 12, 13), (9, 9, 15))).cycles
    assert (one.fall_first, one.fall_before, one.fall_last) == (Fraction(3, 10), Fraction(3, 10), Fraction(7, 20))
    assert (two.fall_first, two.fall_before, two.fall_last) == (Fraction(11, 20), Fraction(4, 13), Fraction(1, 4))


def test_worse_is_negative():
    assert followed(treated(20, (25,))).cycles[0].fall_first == Fraction(-1, 4)


def test_thirty_percent_is_thirty_percent_even_of_pro_rated_days():
    """28.0 from 20 of 20 entries to 19.6 from 14 of 20: binary numbers would say 29.999 %."""
    values = [Person(patient=ANNA), *days_of(SESSION_1 - 28 * DAY, 20, entered=20), *sessions(1)]
    values += [*days_of(SESSION_1 + DAY, 14, entered=20)]
    found = evaluated(values)
    assert found.followed.cycles[0].fall_first == Fraction(3, 10)
    assert found.rules["responder_30"].verdict == "yes"


def test_a_window_of_few_days_has_a_rate_to_show_and_none_to_judge_by():
    values = [*treated(20, ()), *days_of(SESSION_1 + DAY, 8, entered=16)]
    found = evaluated(values)
    assert found.followed.cycles[0].fall_first == Fraction(3, 10)
    assert found.rules["responder_30"].verdict == "indeterminate"


def test_a_baseline_without_headache_has_nothing_to_fall_from():
    assert followed(treated(0, (3,))).cycles[0].fall_first is None
    assert followed(treated(GAP, (3,))).cycles[0].fall_first is None


# -- completeness (vector 27) ------------------------------------------------------------------------------
def test_21_entries_are_pro_rated_and_leave_15_days_open():
    [window] = followed([Person(patient=ANNA), *days_of(SESSION_1, 12, entered=20), *_closing()]).windows
    count = window.headache_days
    assert (count.rate28, count.low, count.high, window.quality) == (16, 12, 19, "evaluable")
    assert count.reaches(15).value == "indeterminate"


def test_13_entries_give_no_number():
    [window] = followed([Person(patient=ANNA), *days_of(SESSION_1, 6, entered=12), *_closing()]).windows
    assert (window.headache_days.rate28, window.quality, window.entries) == (None, "not_evaluable", 13)


def test_16_entries_are_pro_rated_with_a_warning():
    [window] = followed([Person(patient=ANNA), *days_of(SESSION_1, 8, entered=15), *_closing()]).windows
    assert (window.headache_days.rate28, window.quality) == (14, "low_confidence")


def _closing():
    """The last day of the window, entered, so that all 28 have been lived."""
    return [DiaryDay(patient=ANNA, date=SESSION_1 + 27 * DAY, headache=False)]


# -- days over the whole diary -----------------------------------------------------------------------------
def test_days_are_counted_over_the_whole_diary():
    found = evaluated(list(without(treated(20, (14,)), Span(SESSION_1 - 10 * DAY, SESSION_1 - 8 * DAY))))
    assert (found.entries, found.missing) == (54, 3)
    assert found.headache_days == sum(v.headache.value == "yes" for v in found.followed.verdicts.values())


def test_sessions_out_of_order_are_told():
    values = [
        *treated(20, (12,)),
        Session(patient=ANNA, session=2, date=Span(SESSION_1 - 90 * DAY, SESSION_1 - 90 * DAY)),
    ]
    assert any("do not rise" in note for note in evaluated(values).notes)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_middle_of_a_cycle_is_days_29_to_56(place):
    cycle = followed(treated(20, (12, 11, 10))).cycles[0]
    assert cycle.middle.span == Span(SESSION_1 + 29 * DAY, SESSION_1 + 56 * DAY)
    counts = [cycle.first, cycle.middle, cycle.last]
    assert counts[place].headache_days.observed == 12 - place
