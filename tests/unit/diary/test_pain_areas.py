"""Where it hurt, counted by day: beside each count the days on which nobody said where."""

import datetime as dt

import pytest

from migrainedays.diary import Attack, Diary, DiaryDay, area_days
from migrainedays.windows import Span

FIRST = dt.date(2026, 3, 2)
SPAN = Span.window(FIRST)


def day(n: int, *areas: str, headache: bool | None = True) -> DiaryDay:
    return DiaryDay(patient="P", date=FIRST + dt.timedelta(days=n), headache=headache, pain_areas=areas)


def test_each_day_counts_once_for_each_area_most_days_first() -> None:
    days = (
        day(0, "temple_left", "neck_middle"),
        day(1, "temple_left"),
        day(2, "front_right"),
        day(3),
        day(4, headache=False),
    )
    found = area_days(Diary(days=days), SPAN)
    assert list(found.days.items()) == [("temple_left", 2), ("front_right", 1), ("neck_middle", 1)]
    assert (found.entered, found.headache, found.marked) == (5, 4, 3)
    assert found.span == SPAN


def test_days_outside_the_span_are_not_counted() -> None:
    days = (day(-1, "front_left"), day(0, "front_left"), day(27, "front_left"), day(28, "front_left"))
    assert area_days(Diary(days=days), SPAN).days == {"front_left": 2}


def test_nothing_marked_is_not_nothing_felt() -> None:
    found = area_days(Diary(days=(day(0), day(1))), SPAN)
    assert (found.days, found.headache, found.marked) == ({}, 2, 0)
    assert area_days(Diary(), SPAN).entered == 0


def test_an_attack_says_where_for_the_days_that_it_touches_and_a_day_of_its_own_stands() -> None:
    at = dt.datetime.combine(FIRST, dt.time(22), tzinfo=dt.UTC)
    attack = Attack(
        patient="P", attack="a", started_at=at, ended_at=at + dt.timedelta(hours=4), pain_areas=("vertex_middle",)
    )
    over_midnight = area_days(Diary(attacks=(attack,)), SPAN, zone="UTC")
    assert (over_midnight.days, over_midnight.marked) == ({"vertex_middle": 2}, 2)
    told = area_days(Diary(days=(day(0, "neck_left"),), attacks=(attack,)), SPAN, zone="UTC")
    assert told.days == {"vertex_middle": 1, "neck_left": 1}


@pytest.mark.parametrize("same", ["temple_left", "back_middle"])
def test_an_area_named_twice_on_a_day_is_one_day(same: str) -> None:
    assert area_days(Diary(days=(day(0, same, same),)), SPAN).days == {same: 1}
