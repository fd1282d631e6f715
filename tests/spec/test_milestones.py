"""The ladder of milestones: each level with the day on which it was first reached, whatever came later."""

import pytest

from migrainedays.diary import Intake
from migrainedays.treatment import Person
from migrainedays.windows import DAY
from tests.diaries import ANNA
from tests.treated import GAP, SESSION_1, days_of, evaluated, months, session_on, sessions, treated


def reached(values):
    return {step.level: step.reached_on for step in evaluated(values).milestones}


def on_treatment(*counts, answers=(), peak=2, count=1):
    """Months that begin on the day of session 1."""
    intakes = [
        Intake(patient=ANNA, date=SESSION_1, drug="sumatriptan", intake=n, purpose="acute", pain_free_2h=answer)
        for n, answer in enumerate(answers, start=1)
    ]
    return [Person(patient=ANNA), *months(*counts, peak=peak), *intakes, *sessions(count)]


def last_day(month):
    return SESSION_1 + DAY * (28 * month - 1)


def test_treatment_begins_with_session_1():
    assert reached(treated(20, (20,)))["L0"] == SESSION_1
    assert reached([Person(patient=ANNA), *months(20)])["L0"] is None


@pytest.mark.parametrize(("first", "thirty", "half"), [(15, False, False), (14, True, False), (10, True, True)])
def test_falls_count_from_cycle_2_on(first, thirty, half):
    found = reached(treated(20, (5, 5, 5), (first,)))
    day = session_on(2) + 28 * DAY
    assert (found["L1"], found["L2"]) == (day if thirty else None, day if half else None)
    assert reached(treated(20, (5, 5, 5)))["L1"] is None


@pytest.mark.parametrize(
    ("counts", "level", "month"),
    [
        ((14, 14, 14), "L3", 3),
        ((15, 14, 14, 14), "L3", 4),
        ((14, 14, 15), "L3", None),
        ((14, GAP, 14, 14), "L3", None),
        ((9, 9, 9), "L4", 3),
        ((9, 9, 10), "L4", None),
        ((0, 0, 0), "L6", 3),
        ((0, 0, 1), "L6", None),
        ((14, 14, 14, 20, 20), "L3", 3),
    ],
)
def test_levels_of_frequency_need_three_months(counts, level, month):
    assert reached(on_treatment(*counts))[level] == (last_day(month) if month else None)


def test_optimal_control_asks_that_acute_drugs_work():
    assert reached(on_treatment(3, 3, 3, answers=(True, True, False)))["L5"] == last_day(3)
    assert reached(on_treatment(3, 3, 3, answers=(True, False)))["L5"] is None
    assert reached(on_treatment(3, 3, 3))["L5"] is None
    assert reached(on_treatment(3, 3, 4, answers=(True,)))["L5"] is None


def test_months_before_treatment_reach_nothing():
    values = [Person(patient=ANNA), *months(0, 0, 0, first=SESSION_1 - 84 * DAY), *days_of(SESSION_1, 20), *sessions(1)]
    assert reached(values)["L3"] is None


@pytest.mark.parametrize(
    ("counts", "month"),
    [
        ((14,) * 5, None),
        ((14,) * 6, None),
        ((14,) * 7, 7),
        ((14,) * 6 + (15,), None),
        ((15,) + (14,) * 7, None),
        ((14, 14, 16, 14, 14, 14, 14), None),
    ],
)
def test_durable_is_24_weeks_after_the_last_session(counts, month):
    assert reached(on_treatment(*counts))["L7"] == (last_day(month) if month else None)


def test_durable_is_told_on_the_very_day_on_which_24_weeks_have_passed():
    first = SESSION_1 + DAY
    assert reached([Person(patient=ANNA), *months(*(14,) * 6, first=first), *sessions(1)])["L7"] == first + 167 * DAY
    assert reached([Person(patient=ANNA), *months(*(14,) * 5, first=first), *sessions(1)])["L7"] is None


def test_without_treatment_no_level_is_reached():
    found = reached([Person(patient=ANNA), *months(*(0,) * 8)])
    assert list(found) == ["L0", "L1", "L2", "L3", "L4", "L5", "L6", "L7"]
    assert all(day is None for day in found.values())


def test_each_level_says_what_it_asks_for():
    says = {step.level: step.says for step in evaluated(treated(20, (8,))).milestones}
    assert says["L3"] == "Episodic: fewer than 15 headache days in each of 3 windows in a row on treatment."
    assert says["L2"] == "A fall of at least 50 % from the baseline, from cycle 2 on."
