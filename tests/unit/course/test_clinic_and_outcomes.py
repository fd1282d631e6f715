"""Sums over a clinic, and what a course brought besides fewer days."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from migrainedays.course import ClinicSummary
from migrainedays.course.follow import last_on, until
from migrainedays.course.outcomes import acute_side_effects, attainment, comparison, preventives_stopped, units_of
from migrainedays.diary import Attack, DiaryDay, Exposure, Goal
from migrainedays.treatment import AdverseEvent, Condition, Injection, Person, Preventive, Session
from migrainedays.windows import DAY, Span
from tests.diaries import ANNA
from tests.treated import SESSION_1, course, evaluated, months, score, sessions, treated

PERSON = Person(patient=ANNA)


def test_a_clinic_adds_up_one_course_at_a_time():
    clinic = ClinicSummary()
    assert clinic.to_json()["days"] == {"entries": 0, "missing": 0, "headache_days": 0}
    clinic.add(evaluated(treated(20, (8,))))
    clinic.add(evaluated([PERSON, *months(16)]))
    clinic.add(evaluated([PERSON]))
    found = clinic.to_json()
    assert (found["patients"], found["treated"]) == (3, 1)
    assert found["days"] == {"entries": 85, "missing": 0, "headache_days": 44}
    assert found["rules"]["responder_50"] == {"yes": 1}
    assert found["cycle"] == {"chronic": 1, "easing": 1, "not_evaluable": 1}


def test_a_clinic_counts_each_patient_once_and_every_day():
    clinic = ClinicSummary()
    gap = [PERSON, *months(16), DiaryDay(patient=ANNA, date=SESSION_1 + 40 * DAY, headache=False)]
    for values in (treated(20, (8,)), treated(20, (8,)), treated(20, (12,)), gap, gap):
        clinic.add(evaluated(values))
    found = clinic.to_json()
    assert (found["patients"], found["treated"]) == (5, 3)
    assert found["days"] == {"entries": 229, "missing": 24, "headache_days": 120}
    assert found["rules"]["responder_50"] == {"no": 1, "yes": 2}
    assert list(found["rules"])[0] == "responder_30"
    assert found["cycle"] == {"chronic": 2, "easing": 3}


def goal(name, level, weight=None, on=SESSION_1):
    return Goal(patient=ANNA, goal=name, date=on, level=level, weight=None if weight is None else Decimal(weight))


def test_goals_of_one_day_are_one_score():
    found = attainment(course([PERSON, goal("a", 0), goal("b", 0), goal("a", 1, on=SESSION_1 + DAY)]))
    assert [(rated.on, rated.goals, rated.t) for rated in found] == [
        (SESSION_1, 2, Fraction(50)),
        (SESSION_1 + DAY, 1, Fraction(60)),
    ]


def test_weighted_goals_count_by_their_weight_and_those_of_no_weight_not_at_all():
    [found] = attainment(course([PERSON, goal("a", 1, 2), goal("b", -1, 1), goal("c", 2, 0), goal("d", None)]))
    assert (found.goals, round(float(found.t), 2)) == (2, 54.02)


def test_a_goal_without_a_weight_counts_once_beside_one_that_counts_twice():
    [found] = attainment(course([PERSON, goal("a", 1), goal("b", -1, 2)]))
    assert round(float(found.t), 2) == 45.98


def test_a_course_is_counted_in_the_patients_zone_up_to_the_last_row_of_any_table():
    """From 20:00 on 24 October to midnight of the 26th, when the clocks of Paris had gone back: two days, not three."""
    started, ended = (dt.datetime.fromisoformat(at) for at in ("2026-10-24T20:00+02:00", "2026-10-26T00:00+01:00"))
    long = Attack(patient=ANNA, attack="a", started_at=started, ended_at=ended)
    assert [evaluated([Person(patient=ANNA, zone=zone), long]).entries for zone in ("Europe/Paris", None)] == [2, 3]
    going_on = Attack(patient=ANNA, attack="a", started_at=started)
    later = score("hit6", started.date() + 9 * DAY, 60)
    assert evaluated([PERSON, going_on, later]).entries == 10


def test_units_are_as_stated_before_they_are_summed():
    session = sessions(1)[0]
    point = Injection(patient=ANNA, session=1, muscle="procerus", side="middle", site=1, units=Decimal(5))
    blank = Injection(patient=ANNA, session=1, muscle="procerus", side="middle", site=2)
    other = Injection(patient=ANNA, session=2, muscle="procerus", side="middle", site=1, units=Decimal(7))
    assert units_of(course([PERSON, session]), session) is None
    assert units_of(course([PERSON, session, blank]), session) is None
    assert units_of(course([PERSON, session, point, blank, other]), session) == 5
    [stated] = sessions(1, total_units=Decimal(155))
    assert units_of(course([PERSON, stated, point]), stated) == 155


def preventive(drug, stopped=None, started=SESSION_1 - 100 * DAY):
    return Preventive(patient=ANNA, drug=drug, started_on=started, stopped_on=stopped)


def test_preventives_stopped_since_session_1_are_an_outcome():
    values = [
        PERSON,
        *months(16),
        *sessions(1),
        preventive("a", SESSION_1 - DAY),
        preventive("b", SESSION_1),
        preventive("d", SESSION_1 + DAY),
        preventive("c", SESSION_1 + DAY),
        preventive("e"),
    ]
    assert [p.drug for p in preventives_stopped(evaluated(values).followed)] == ["b", "c", "d"]
    assert preventives_stopped(evaluated([PERSON, preventive("b", SESSION_1)]).followed) == []


@pytest.mark.parametrize(
    ("drug", "counted"),
    [
        ("sumatriptan", True),
        ("ibuprofen", True),
        ("rimegepant", True),
        ("metoclopramide", True),
        ("sumatriptan+something else", True),
        (None, False),
        ("something else", False),
    ],
)
def test_side_effects_of_acute_drugs_are_told_from_those_of_the_toxin(drug, counted):
    event = AdverseEvent(patient=ANNA, event="nausea", onset_on=SESSION_1, drug=drug)
    assert bool(acute_side_effects(course([PERSON, event]))) is counted


def test_what_was_told_is_never_mixed_with_what_was_counted():
    told = Session(
        patient=ANNA, session=-1, date=Span.read("2023"), recalled_before=Decimal(20), recalled_after=Decimal(10)
    )
    here = [row for row in treated(20, (8,)) if not isinstance(row, Session)]
    [session] = sessions(1, recalled_before=Decimal(25))
    one, two = comparison(evaluated([*here, told, session]).followed)
    assert (one.told_before, one.told_after, one.counted_before, one.counted_after) == (20, 10, None, None)
    assert (two.told_before, two.told_after) == (25, None)
    assert (two.counted_before.observed, two.counted_after.observed) == (20, 8)


# -- the day up to which a course is judged ----------------------------------------------------------------
def test_the_last_dated_row_may_be_of_any_kind():
    later = SESSION_1 + 400 * DAY
    assert last_on(course([PERSON])) is None
    assert last_on(course([PERSON, *months(16), score("hit6", later, 60)])) == later
    assert last_on(course([PERSON, *months(16), goal("a", 1, on=later)])) == later
    assert last_on(course([PERSON, Exposure(patient=ANNA, date=later, factor="stress", level=0)])) == later
    elsewhere = Session(patient=ANNA, session=0, date=Span(later, later))
    assert last_on(course([PERSON, *months(16), elsewhere])) == SESSION_1 + 27 * DAY


def test_until_leaves_out_what_came_later():
    day = SESSION_1 + 10 * DAY
    later = day + DAY
    rows = [
        PERSON,
        *months(16),
        *sessions(2),
        score("hit6", day, 60),
        score("hit6", later, 50),
        preventive("a", started=day),
        preventive("b", started=later),
        AdverseEvent(patient=ANNA, event="x", onset_on=day),
        AdverseEvent(patient=ANNA, event="y", onset_on=later),
        Condition(patient=ANNA, condition="allergy", asked_on=day),
        Condition(patient=ANNA, condition="allergy", asked_on=later),
        Session(patient=ANNA, session=0),
        Session(patient=ANNA, session=-1, date=Span.read("2024")),
    ]
    known = until(course(rows), day)
    assert known.diary.last_on == day
    assert [session.session for session in known.sessions] == [-1, 0, 1]
    assert [session.session for session in until(course(rows), SESSION_1).sessions] == [-1, 0, 1]
    assert [session.session for session in until(course(rows), SESSION_1 - DAY).sessions] == [-1, 0]
    assert [row.value for row in known.scores] == [60]
    assert [p.drug for p in known.preventives] == ["a"]
    assert [event.event for event in known.adverse_events] == ["x"]
    assert [condition.asked_on for condition in known.conditions] == [day]
