"""Days beside attacks, and what a folder should be looked at for."""

import datetime as dt

import pytest

from migrainedays.diary import Attack, DiaryDay
from migrainedays.exchange.agreement import check_agreement
from migrainedays.exchange.check import check
from migrainedays.exchange.folder import folder_of
from migrainedays.treatment import Person
from tests.diaries import anna, attack, free, headache, on, took


def agreed(*values, person=None):
    return check_agreement(folder_of([person or anna(), *values]))


def refused(*values, **options):
    return [(p.table, p.line, p.column, p.value) for p in agreed(*values, **options).refused]


def odd(*values):
    return [(p.table, p.line, p.column, p.value) for p in agreed(*values).odd]


NIGHT = attack("01-05 22:00", "01-06 03:00")


def test_each_day_of_an_attack_is_compared_with_its_own_minutes():
    assert refused(NIGHT, headache(0, minutes=120), headache(1, minutes=180)) == []
    assert refused(NIGHT, headache(0, minutes=89)) == [("days", 2, "minutes", "89")]
    assert refused(NIGHT, headache(0, minutes=90)) == []
    assert refused(NIGHT, headache(1, minutes=149)) == [("days", 2, "minutes", "149")]
    assert refused(NIGHT, free(0), free(1), free(2)) == [
        ("days", 2, "headache", "false"),
        ("days", 3, "headache", "false"),
    ]


def test_a_day_may_say_more_than_its_attacks():
    assert refused(NIGHT, headache(0, minutes=1440)) == []
    assert odd(NIGHT, headache(0, minutes=1440)) == [("days", 2, "minutes", "1440")]


def test_the_attacks_of_a_day_are_all_named():
    second = attack("01-05 08:00", "01-05 10:00", "b")
    (problem,) = agreed(NIGHT, second, free(0)).refused
    assert "b (line 3)" in problem.reason
    assert "a (line 2)" in problem.reason
    assert "240 minutes" in problem.reason


def test_the_refused_day_goes_and_the_attack_stays():
    found = agreed(NIGHT, free(0))
    assert found.values(DiaryDay) == []
    assert found.values(Attack) == [NIGHT]
    assert found.refused_rows[0][1]["headache"] == "false"


def test_an_attack_of_less_than_a_minute_contradicts_nothing():
    assert refused(attack("01-05 22:00", "01-05 22:00"), free(0)) == []


def test_an_aura_without_pain_contradicts_nothing():
    aura = attack("01-05 08:00", "01-05 08:30", peak=0, aura_kinds=("visual",))
    assert refused(aura, free(0)) == []


GOING_ON = attack("01-05 12:00", None)


def test_a_day_without_headache_contradicts_an_attack_that_goes_on():
    assert refused(GOING_ON, free(3)) == [("days", 2, "headache", "false")]


def test_the_last_day_of_an_attack_that_goes_on_is_not_over():
    assert refused(GOING_ON, headache(0, minutes=700), headache(1, minutes=400), took("x", 1)) == []
    assert refused(GOING_ON, headache(0, minutes=400), headache(1, minutes=400)) == [("days", 2, "minutes", "400")]


@pytest.mark.parametrize(
    ("column", "said", "other", "value"),
    [
        ("peak", 1, 3, "1"),
        ("nausea", False, True, "false"),
        ("aura_kinds", ("visual",), ("sensory", "visual"), "visual"),
        ("aura_minutes", 10, 20, "10"),
    ],
)
def test_features_that_differ_are_odd(column, said, other, value):
    minutes = {"minutes": 120}
    one = attack("01-05 08:00", "01-05 10:00", **{column: other})
    assert odd(one, headache(0, **{column: said}, **minutes)) == [("days", 2, column, value)]
    assert odd(one, headache(0, **{column: other}, **minutes)) == []
    assert odd(one, headache(0, **minutes)) == []


def test_each_patient_is_compared_with_their_own_attacks():
    bea = Person(patient="Bea")
    theirs = DiaryDay(patient="Bea", date=on(0), headache=False)
    assert refused(bea, theirs, NIGHT) == []


def test_the_patients_zone_tells_the_midnights_where_it_fits():
    late = Attack(
        patient="Anna",
        attack="a",
        started_at=dt.datetime.fromisoformat("2026-03-28T22:00+01:00"),
        ended_at=dt.datetime.fromisoformat("2026-03-30T00:40+02:00"),
    )
    day = DiaryDay(patient="Anna", date=dt.date(2026, 3, 30), headache=False)
    assert refused(late, day) == []
    assert refused(late, day, person=anna(zone="Europe/Paris")) == [("days", 2, "headache", "false")]


# -- check -----------------------------------------------------------------------------------------------------
def test_missing_days_lie_between_the_first_entry_and_the_last_of_each_patient():
    bea = Person(patient="Bea")
    theirs = [DiaryDay(patient="Bea", date=on(n)) for n in (100, 103)]
    found = check(agreed(bea, free(0), free(2), attack("01-10 08:00", "01-11 08:00"), *theirs))
    assert (found.entries, found.missing) == (6, 3 + 2)


def test_a_folder_without_days_misses_none():
    found = check(agreed(took("ibuprofen", 3)))
    assert (found.entries, found.missing) == (0, 0)


def looked_at(*values):
    return {(p.table, p.column) for p in check(agreed(*values)).odd}


def test_auras_to_look_at_soon():
    assert looked_at(headache(0, aura_minutes=60, aura_kinds=("visual",))) == set()
    assert looked_at(headache(0, aura_minutes=61, aura_kinds=("visual",))) == {("days", "aura_minutes")}
    assert looked_at(attack("01-05 08:00", "01-05 10:00", aura_minutes=61)) == {("attacks", "aura_minutes")}


@pytest.mark.parametrize(
    ("drug", "purpose", "told"),
    [("sumatriptan", "acute", True), ("ergotamine+caffeine", "acute", True), ("ibuprofen", "acute", False),
     ("frovatriptan", "preventive", False)],
)  # fmt: skip
def test_a_motor_aura_in_a_person_who_takes_triptans_or_ergots(drug, purpose, told):
    aura = headache(0, aura_kinds=("motor",), aura_minutes=30)
    found = looked_at(aura, took(drug, 40, purpose=purpose))
    assert (("days", "aura_kinds") in found) is told
    assert ("days", "aura_kinds") not in looked_at(headache(0, aura_kinds=("visual",)), took("sumatriptan", 0))


def test_intakes_that_say_too_little():
    assert looked_at(took("sumatriptan", 0, purpose=None)) == {("intakes", "purpose")}
    assert looked_at(took("elixir", 0)) == {("intakes", "drug")}
    assert looked_at(took("elixir", 0, purpose="other")) == set()


def test_a_headache_without_minutes_or_pain():
    assert looked_at(headache(0, minutes=0)) == {("days", "minutes")}
    assert looked_at(headache(0, peak=0)) == {("days", "peak")}
    assert looked_at(free(0), headache(1, minutes=1, peak=1)) == set()


def test_an_attack_without_an_end_that_another_follows():
    later = attack("01-20 08:00", None, "b")
    assert looked_at(GOING_ON, later) == {("attacks", "ended_at")}
    (problem,) = check(agreed(GOING_ON, later)).odd
    assert (problem.line, "attack b began later" in problem.reason) == (2, True)
    assert looked_at(GOING_ON) == set()
    assert looked_at(attack("01-05 08:00", None, "c", woke_free_at=later.started_at), later) == set()
