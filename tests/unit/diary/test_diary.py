"""A diary: its order, its last day, and what was known on a day."""

import datetime as dt

import pytest

from migrainedays.diary import Diary, Exposure, Goal, lived_days
from migrainedays.diary.from_attacks import minutes_of
from tests.diaries import ANNA, at, attack, diary, free, headache, on, took


def test_entries_stand_in_order_of_date():
    found = diary(free(3), free(1), took("b", 2), took("a", 2), took("c", 0))
    assert [day.date for day in found.days] == [on(1), on(3)]
    assert [intake.drug for intake in found.intakes] == ["c", "a", "b"]
    assert [intake.drug for intake in found.intakes_on[on(2)]] == ["a", "b"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((), None),
        ((free(3),), on(3)),
        ((free(3), took("x", 5)), on(5)),
        ((attack("01-05 08:00", None),), on(0)),
        ((attack("01-05 08:00", "01-07 08:00"),), on(2)),
        ((attack("01-05 08:00", None, woke_free_at=at("01-08 08:00")),), on(3)),
        ((Exposure(patient=ANNA, date=on(9), factor="stress"), free(2)), on(9)),
    ],
)
def test_the_last_day_of_which_anything_is_known(values, expected):
    assert diary(*values).last_on == expected


def test_a_goal_is_dated_too():
    assert Diary(goals=(Goal(patient=ANNA, goal="hair in a ponytail", date=on(4)),)).last_on == on(4)


def test_what_was_known_on_a_day():
    whole = diary(
        free(0), headache(4), took("x", 1), took("x", 5), attack("01-05 08:00", "01-09 08:00", "a"),
        attack("01-10 08:00", None, "b"), Exposure(patient=ANNA, date=on(6), factor="stress"),
    )  # fmt: skip
    then = whole.until(on(2))
    assert [day.date for day in then.days] == [on(0)]
    assert [intake.date for intake in then.intakes] == [on(1)]
    assert [(a.attack, a.ended_at) for a in then.attacks] == [("a", None)]
    assert then.exposures == ()
    assert then.intakes_kept
    assert whole.until(on(20)) == whole


def test_what_lay_before_the_day_stays_known_of_an_attack():
    asleep = attack("01-05 20:00", None, asleep_at=at("01-05 22:00"), woke_free_at=at("01-06 07:00"))
    assert asleep.known_on(on(0)).asleep_at == asleep.asleep_at
    assert asleep.known_on(on(0)).woke_free_at is None
    assert asleep.known_on(on(1)) is asleep


def test_without_attacks_the_days_are_the_rows():
    entries = diary(free(0), headache(1))
    assert lived_days(entries).days is entries.by_date
    assert lived_days(entries).touched == {}


def test_a_row_that_says_no_headache_keeps_its_silence_about_minutes():
    day = lived_days(diary(free(0), attack("01-05 08:00", "01-05 10:00", peak=2, nausea=True))).days[on(0)]
    assert (day.headache, day.minutes, day.peak, day.nausea) == (False, None, None, True)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], 0),
        ([(0, 60)], 60),
        ([(0, 60), (30, 90)], 90),
        ([(0, 60), (10, 20)], 60),
        ([(30, 90), (0, 10)], 70),
        ([(0, 60), (60, 61)], 61),
    ],
)
def test_shared_minutes_count_once(parts, expected):
    start = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
    minute = dt.timedelta(minutes=1)
    assert minutes_of((start + a * minute, start + b * minute) for a, b in parts) == expected
