"""What is known of the hours after one moment, and what is not."""

import datetime as dt

import pytest

from migrainedays.course.at_risk import Moment, after
from migrainedays.diary import Attack, DiaryDay, Exposure, Intake, Tri
from migrainedays.treatment import Person
from migrainedays.windows import DAY
from tests.diaries import ANNA
from tests.treated import SESSION_1 as ON
from tests.treated import evaluated

YES, NO, OPEN = Tri.YES, Tri.NO, Tri.INDETERMINATE
AT = dt.datetime.combine(ON, dt.time(10, tzinfo=dt.UTC))
FREE = DiaryDay(patient=ANNA, date=ON, headache=False)
FREE_NEXT = DiaryDay(patient=ANNA, date=ON + DAY, headache=False)
OTHER_DRUG = Intake(patient=ANNA, date=ON - 9 * DAY, drug="ibuprofen", purpose="acute")


def attack(from_hour, to_hour, name="a", **columns):
    """An attack between two hours, counted from the midnight at which the day began."""
    midnight = dt.datetime.combine(ON, dt.time(tzinfo=dt.UTC))
    started, ended = (midnight + dt.timedelta(hours=hour) for hour in (from_hour, to_hour))
    return Attack(patient=ANNA, attack=name, started_at=started, ended_at=ended, **columns)


def moment(*values):
    return after(evaluated([Person(patient=ANNA, zone="UTC"), *values]).followed, AT, ON)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((FREE, FREE_NEXT), Moment(NO, OPEN)),  # drugs were not asked
        ((FREE, FREE_NEXT, OTHER_DRUG), Moment(NO, NO)),
        ((FREE, OTHER_DRUG), Moment(OPEN, OPEN)),  # the next day is missing
        ((FREE, attack(12, 14), OTHER_DRUG), Moment(YES, OPEN)),
        ((FREE, DiaryDay(patient=ANNA, date=ON + DAY), OTHER_DRUG), Moment(OPEN, NO)),
        ((FREE, FREE_NEXT, Intake(patient=ANNA, date=ON + DAY, drug="ibuprofen")), Moment(NO, YES)),
        ((FREE, FREE_NEXT, Intake(patient=ANNA, date=ON, drug="ibuprofen")), Moment(NO, OPEN)),
    ],
)
def test_the_hours_after_a_moment_are_yes_no_or_not_known(values, expected):
    assert moment(*values) == expected


@pytest.mark.parametrize(
    "values",
    [
        (FREE_NEXT,),  # nothing was entered on the day itself
        (DiaryDay(patient=ANNA, date=ON), FREE_NEXT),
        (DiaryDay(patient=ANNA, date=ON, headache=True), FREE_NEXT),
        (attack(9, 11), FREE_NEXT),
        (attack(-100, 11), FREE_NEXT),  # it began four days before
        (Attack(patient=ANNA, attack="a", started_at=AT - 30 * DAY), FREE_NEXT),
    ],
)
def test_who_is_not_known_to_be_free_of_headache_is_not_at_risk(values):
    assert moment(*values) is None


@pytest.mark.parametrize(
    ("hours", "headache"), [((-60, -50), NO), ((8, 10), NO), ((11, 12), YES), ((34, 35), YES), ((35, 36), NO)]
)
def test_attacks_long_before_and_long_after_are_not_within_the_24_hours(hours, headache):
    assert moment(FREE, FREE_NEXT, attack(*hours)).headache is headache


def test_a_day_that_only_an_attack_touched_has_its_noon_too():
    """Asked and not met, without a moment and without a row of days: noon in the patient's zone stands for it."""
    level = Exposure(patient=ANNA, date=ON, factor="bright_light", level=0)
    [found] = evaluated([Person(patient=ANNA, zone="UTC"), attack(5, 9), FREE_NEXT, level]).abilities
    assert (found.unexposed, found.unexposed_headache) == (1, 0)


def test_where_the_next_day_leaves_headache_open_nothing_is_counted():
    level = Exposure(patient=ANNA, date=ON, factor="bright_light", level=2, at=AT)
    blank = DiaryDay(patient=ANNA, date=ON + DAY)
    [found] = evaluated([Person(patient=ANNA), FREE, blank, level]).abilities
    assert (found.exposed, found.at_risk) == (1, 0)
