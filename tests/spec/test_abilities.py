"""Abilities regained: what sun, stress or tied hair is followed by, on days that began well, cycle by cycle."""

import datetime as dt
from fractions import Fraction

import pytest

from migrainedays.course.abilities import difference, wilson
from migrainedays.diary import Attack, DiaryDay, Exposure, Intake
from migrainedays.treatment import Person
from migrainedays.windows import DAY
from tests.diaries import ANNA
from tests.treated import SESSION_1, evaluated, sessions

UTC = dt.UTC
BEFORE = SESSION_1 - 28 * DAY
TEN = dt.time(10, tzinfo=UTC)


def day(on, headache=False):
    return DiaryDay(patient=ANNA, date=on, headache=headache)


def light(on, level=2, at=TEN, **columns):
    moment = dt.datetime.combine(on, at) if at else None
    return Exposure(patient=ANNA, date=on, factor="bright_light", level=level, at=moment, **columns)


def attack(on, hour, hours=4, **columns):
    started = dt.datetime.combine(on, dt.time(hour, tzinfo=UTC))
    ended = started + dt.timedelta(hours=hours)
    return Attack(patient=ANNA, attack=str(on), started_at=started, ended_at=ended, **columns)


def abilities(*values, **options):
    return evaluated([Person(patient=ANNA, zone="UTC"), *sessions(1), *values], **options).abilities


def only(*values):
    [found] = abilities(*values)
    return found


def test_an_exposure_on_a_headache_free_day_is_at_risk():
    found = only(day(BEFORE), day(BEFORE + DAY), light(BEFORE))
    assert (found.factor, found.cycle, found.exposed, found.at_risk, found.headache_24h) == ("bright_light", 0, 1, 1, 0)


def test_headache_the_next_day_lies_within_24_hours_as_far_as_days_can_tell():
    assert only(day(BEFORE), day(BEFORE + DAY, headache=True), light(BEFORE)).headache_24h == 1


def test_a_headache_day_without_a_time_is_not_at_risk():
    found = only(day(BEFORE, headache=True), day(BEFORE + DAY), light(BEFORE))
    assert (found.exposed, found.at_risk) == (1, 0)


@pytest.mark.parametrize(
    ("hour", "at_risk", "headache"),
    [(11, 1, 1), (9, 0, 0), (10, 0, 0), (5, 1, 0)],
)
def test_an_attack_with_its_time_decides_whether_it_came_before_or_after(hour, at_risk, headache):
    values = [attack(BEFORE, hour, hours=2 if hour != 5 else 4), day(BEFORE + DAY), light(BEFORE)]
    found = only(*values)
    assert (found.at_risk, found.headache_24h) == (at_risk, headache)


@pytest.mark.parametrize(("hour", "headache"), [(10, 1), (11, 0)])
def test_twenty_four_hours_end_at_the_same_hour_of_the_next_day(hour, headache):
    found = only(day(BEFORE), attack(BEFORE + DAY, hour), light(BEFORE))
    assert (found.at_risk, found.headache_24h) == (1, headache)


def test_an_aura_without_pain_is_no_headache_after_the_sun():
    found = only(day(BEFORE), day(BEFORE + DAY), attack(BEFORE, 11, peak=0, aura_kinds=("visual",)), light(BEFORE))
    assert found.headache_24h == 0


def test_where_the_next_day_is_missing_nothing_is_counted():
    found = only(day(BEFORE), light(BEFORE))
    assert (found.exposed, found.at_risk) == (1, 0)


def test_an_exposure_without_a_time_is_counted_as_met_and_not_at_risk():
    found = only(day(BEFORE), day(BEFORE + DAY), light(BEFORE, at=None))
    assert (found.exposed, found.at_risk) == (1, 0)


def test_asked_and_not_met_is_an_unexposed_day():
    found = only(day(BEFORE), day(BEFORE + DAY, headache=True), light(BEFORE, level=0, at=None))
    assert (found.exposed, found.at_risk, found.unexposed, found.unexposed_rate) == (0, 0, 1, Fraction(1))
    assert only(day(BEFORE), day(BEFORE + DAY), light(BEFORE)).unexposed_rate is None


def test_a_day_on_which_it_was_met_once_is_not_unexposed():
    values = [day(BEFORE), day(BEFORE + DAY), light(BEFORE), light(BEFORE, level=0, occurrence=2)]
    assert only(*values).unexposed == 0


def test_a_blank_level_says_nothing():
    found = only(day(BEFORE), day(BEFORE + DAY), light(BEFORE, level=None))
    assert (found.exposed, found.unexposed) == (0, 0)


def test_acute_drugs_within_24_hours_are_counted_where_they_were_asked():
    taken = dt.datetime.combine(BEFORE, dt.time(20), UTC)
    values = [day(BEFORE), day(BEFORE + DAY), light(BEFORE)]
    assert only(*values).acute_24h == 0
    drug = {"patient": ANNA, "drug": "ibuprofen", "purpose": "acute"}
    assert only(*values, Intake(date=BEFORE, taken_at=taken, **drug)).acute_24h == 1
    assert only(*values, Intake(date=BEFORE, taken_at=taken.replace(hour=9), **drug)).acute_24h == 0
    assert only(*values, Intake(date=BEFORE, **drug)).acute_24h == 0, "before or after the exposure is not known"
    assert only(*values, Intake(date=BEFORE + DAY, **drug)).acute_24h == 1


@pytest.mark.parametrize(("on", "hour", "counted"), [(0, 10, 0), (0, 11, 1), (1, 10, 1), (1, 11, 0)])
def test_a_drug_counts_after_the_exposure_and_within_24_hours(on, hour, counted):
    taken = dt.datetime.combine(BEFORE + on * DAY, dt.time(hour), UTC)
    drug = Intake(patient=ANNA, date=BEFORE + on * DAY, taken_at=taken, drug="ibuprofen", purpose="acute")
    assert only(day(BEFORE), day(BEFORE + DAY), light(BEFORE), drug).acute_24h == counted


@pytest.mark.parametrize(("hours", "at_risk"), [(4, 1), (5, 0)])
def test_who_is_free_again_at_the_very_hour_is_at_risk(hours, at_risk):
    assert only(attack(BEFORE, 6, hours=hours), day(BEFORE + DAY), light(BEFORE)).at_risk == at_risk


def test_an_attack_of_other_days_does_not_explain_a_headache_day_without_a_time():
    values = [day(BEFORE, headache=True), day(BEFORE + DAY), light(BEFORE)]
    assert only(*values, attack(BEFORE - DAY, 5)).at_risk == 0
    assert only(*values, attack(BEFORE + DAY, 15)).at_risk == 0
    assert only(*values, attack(BEFORE, 5)).at_risk == 1


def test_headache_on_the_next_day_without_a_time_counts_though_another_attack_is_near():
    values = [day(BEFORE), day(BEFORE + DAY, headache=True), light(BEFORE)]
    assert only(*values, attack(BEFORE + 2 * DAY, 5)).headache_24h == 1
    assert only(*values, attack(BEFORE + DAY, 15)).headache_24h == 0


def exposures(first, bad, of):
    """So many exposures three days apart, so many of them followed by headache."""
    for n in range(of):
        on = first + 3 * n * DAY
        yield from (day(on), day(on + DAY, headache=n < bad), day(on + 2 * DAY), light(on))


def regained(before, since):
    found = abilities(*exposures(SESSION_1 - 60 * DAY, *before), *exposures(SESSION_1 + DAY, *since))
    return found[1].verdict


@pytest.mark.parametrize(
    ("before", "since", "expected"),
    [
        ((9, 10), (1, 10), "regained"),
        ((5, 5), (0, 5), "regained"),
        ((5, 5), (0, 4), "not_enough"),
        ((4, 4), (0, 10), "not_enough"),
        ((5, 10), (4, 10), "not_shown"),
        ((0, 10), (0, 10), "not_shown"),
        ((1, 10), (9, 10), "not_shown"),
    ],
)
def test_regained_needs_five_exposures_and_a_difference_from_baseline(before, since, expected):
    assert regained(before, since) == expected


def test_cycles_are_counted_apart():
    found = abilities(*exposures(SESSION_1 - 30 * DAY, 4, 5), *exposures(SESSION_1 + DAY, 2, 6))
    assert [(a.cycle, a.at_risk, a.headache_24h, a.verdict) for a in found] == [
        (0, 5, 4, "baseline"),
        (1, 6, 2, "not_shown"),
    ]
    assert "Headache after 4 of 5 exposures before, after 2 of 6 since" in found[1].why


def told(*values):
    return [(ability.cycle, ability.verdict, ability.why) for ability in abilities(*values)]


def test_each_cycle_says_why_an_ability_is_called_regained_or_not():
    before = [*exposures(SESSION_1 - 60 * DAY, 9, 10)]
    baseline = (0, "baseline", "What later cycles are compared with.")
    regained_why = "Headache after 9 of 10 exposures before, after 1 of 10 since; difference 0.37 to 0.92."
    assert told(*before, *exposures(SESSION_1 + DAY, 1, 10)) == [baseline, (1, "regained", regained_why)]
    few = "10 exposures at risk before, 4 since; at least 5 each are asked for."
    assert told(*before, *exposures(SESSION_1 + DAY, 0, 4)) == [baseline, (1, "not_enough", few)]
    none = "0 exposures at risk before, 6 since; at least 5 each are asked for."
    assert told(*exposures(SESSION_1 + DAY, 0, 6)) == [(1, "not_enough", none)]


def test_the_day_of_a_session_still_belongs_to_the_cycle_before_it():
    assert only(day(SESSION_1), day(SESSION_1 + DAY), light(SESSION_1)).cycle == 0
    assert only(day(SESSION_1 + DAY), day(SESSION_1 + 2 * DAY), light(SESSION_1 + DAY)).cycle == 1


@pytest.mark.parametrize(
    ("of_day", "of_person", "headache"),
    [(None, "UTC", 0), ("America/New_York", "UTC", 1), (None, "America/New_York", 1), ("UTC", "America/New_York", 0)],
)
def test_the_noon_of_a_day_is_that_of_its_zone(of_day, of_person, headache):
    """An attack at 15:00 UTC of the next day lies within 24 hours after noon in New York, not after noon in London."""
    calm = DiaryDay(patient=ANNA, date=BEFORE, headache=False, zone=of_day)
    values = [Person(patient=ANNA, zone=of_person), calm, attack(BEFORE + DAY, 15), light(BEFORE, level=0, at=None)]
    [found] = evaluated(values).abilities
    assert found.unexposed_headache == headache


def test_the_interval_of_the_difference_is_newcombes():
    low, high = difference(56, 70, 48, 80)  # a printed example: 0.8 and 0.6 differ by 0.0524 to 0.3339
    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)


@pytest.mark.parametrize("of", [5, 16, 27, 40])
def test_the_interval_of_none_begins_at_nought_and_that_of_all_ends_at_one(of):
    """For some of these numbers floating point alone would pass nought, or one, by a hair."""
    assert wilson(0, of)[0] >= 0
    assert wilson(of, of)[1] <= 1


# -- stress ------------------------------------------------------------------------------------------------
def test_acute_drugs_on_stress_days_stand_beside_those_on_other_days():
    def stress(n, level):
        return Exposure(patient=ANNA, date=SESSION_1 + DAY * n, factor="stress", level=level)

    drug = Intake(patient=ANNA, date=SESSION_1 + DAY, drug="sumatriptan", purpose="acute")
    days = [day(SESSION_1 + DAY * n, headache=n == 1) for n in range(1, 6)]
    levels = [stress(1, 3), stress(2, 1), stress(3, 0), stress(4, None)]
    found = evaluated([Person(patient=ANNA), *sessions(1), *days, *levels, drug]).stress
    [row] = found
    assert (row.cycle, row.stress_days, row.acute_on_stress_days, row.other_days, row.acute_on_other_days) == (
        1,
        2,
        1,
        1,
        0,
    )


def test_stress_on_a_day_that_is_missing_is_left_out():
    level = Exposure(patient=ANNA, date=BEFORE + DAY, factor="stress", level=2)
    drug = Intake(patient=ANNA, date=BEFORE, drug="sumatriptan", purpose="acute")
    assert evaluated([Person(patient=ANNA), day(BEFORE), level, drug]).stress == ()


def test_where_drugs_were_not_asked_stress_days_tell_nothing():
    level = Exposure(patient=ANNA, date=BEFORE, factor="stress", level=2)
    assert evaluated([Person(patient=ANNA), day(BEFORE), level]).stress == ()
