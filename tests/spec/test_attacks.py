"""Chapter: from attacks to days.

Some people note attacks with their times. An attack has one duration, in elapsed time; each calendar day, as the
person lived it, gets the minutes between its midnights. Days are then judged like any other.
"""

import datetime as dt

import pytest

from migrainedays.classification import classify, months, profile
from migrainedays.classification.segmentation import Segmentation, attacks_of
from migrainedays.diary import DiaryDay, Tri, lived_days
from migrainedays.diary.from_attacks import duration, ended_at, touched_days
from tests.diaries import (
    MIGRAINE,
    NO_FEATURES,
    anna,
    at,
    attack,
    diagnosed,
    diary,
    free,
    headache,
    migraine,
    on,
    tension,
    took,
)

HOUR = dt.timedelta(hours=1)
FULL = {"peak": 2, **MIGRAINE}


def minutes(*attacks, last=None, zone=None):
    """Minutes by date."""
    return {day: touched.minutes for day, touched in touched_days(attacks, last, zone).items()}


def judged(name, *values):
    return classify(diary(*values), profile(name), anna())


def flagged(name, *values):
    """The dates that carry the flag of an attack split by midnight."""
    return [date for date, verdict in judged(name, *values).items() if "midnight_split" in verdict.flags]


# -- sleep -------------------------------------------------------------------------------------------------
def test_asleep_with_it_and_awake_without_it_the_attack_lasted_until_waking():
    night = attack("01-05 21:00", None, asleep_at=at("01-05 22:00"), woke_free_at=at("01-06 06:00"))
    assert duration(night) == (9 * HOUR, 9 * HOUR)
    assert minutes(night) == {on(0): 180, on(1): 360}


@pytest.mark.parametrize(
    ("ended", "asleep", "woke", "expected"),
    [
        ("01-05 22:00", "01-05 22:00", "01-06 06:00", "01-06 06:00"),  # noted as ending when sleep began
        ("01-05 23:00", "01-05 22:00", "01-06 06:00", "01-06 06:00"),
        ("01-05 21:30", "01-05 22:00", "01-06 06:00", "01-05 21:30"),  # over before sleep
        (None, None, "01-06 06:00", "01-06 06:00"),
        ("01-06 08:00", "01-05 22:00", "01-06 06:00", "01-06 08:00"),  # it came back and ended later
        ("01-05 23:00", "01-05 22:00", None, "01-05 23:00"),
        (None, "01-05 22:00", None, None),
    ],
)
def test_when_an_attack_ended(ended, asleep, woke, expected):
    found = attack(
        "01-05 21:00",
        ended,
        asleep_at=at(asleep) if asleep else None,
        woke_free_at=at(woke) if woke else None,
    )
    assert ended_at(found) == (at(expected) if expected else None)


# -- midnight ------------------------------------------------------------------------------------------------
def test_minutes_are_clipped_at_midnight():
    assert minutes(attack("01-05 22:00", "01-07 03:00")) == {on(0): 120, on(1): 1440, on(2): 180}


def test_an_attack_that_ends_at_midnight_does_not_touch_the_next_day():
    assert minutes(attack("01-05 22:00", "01-06 00:00")) == {on(0): 120}


def test_an_attack_without_duration_touches_its_day_for_no_minutes():
    assert minutes(attack("01-05 22:00", "01-05 22:00")) == {on(0): 0}


NIGHT = attack("01-05 22:00", "01-06 03:00", **FULL)  # five hours: two before midnight, three after


def test_a_five_hour_night_is_lost_to_the_four_hour_day_on_both_days_and_says_so():
    found = judged("US_LABEL", NIGHT)
    assert [verdict.headache_day for verdict in found.values()] == [Tri.NO, Tri.NO]
    assert flagged("US_LABEL", NIGHT) == [on(0), on(1)]


def test_leiden_loses_nothing_and_flags_nothing():
    assert [v.migraine_day for v in judged("LEIDEN_2023", NIGHT).values()] == [Tri.YES, Tri.YES]
    assert flagged("LEIDEN_2023", NIGHT) == []


def test_the_leiden_base_definition_loses_its_migraine_day():
    found = judged("LEIDEN_BASE", NIGHT)
    assert [v.headache_day for v in found.values()] == [Tri.YES, Tri.YES]
    assert [v.migraine_day for v in found.values()] == [Tri.INDETERMINATE] * 2  # nobody asked what was taken
    assert flagged("LEIDEN_BASE", NIGHT) == [on(0), on(1)]
    asked = (NIGHT, headache(0), headache(1))
    assert [v.migraine_day for v in judged("LEIDEN_BASE", *asked).values()] == [Tri.NO, Tri.NO]
    assert flagged("LEIDEN_BASE", *asked) == [on(0), on(1)]
    assert flagged("LEIDEN_BASE", *asked, took("sumatriptan", 1)) == []
    without_features = attack("01-05 22:00", "01-06 03:00", peak=1, **NO_FEATURES)
    assert flagged("LEIDEN_BASE", without_features) == []


def test_rules_that_ask_for_no_daily_duration_never_lose_an_attack():
    assert flagged("ICHD3_C", NIGHT) == []
    assert flagged("ICHD3_COUNT", NIGHT) == []


@pytest.mark.parametrize(
    ("started", "ended", "lost"),
    [
        ("01-05 20:00", "01-06 02:00", False),  # four hours before midnight are enough
        ("01-05 20:01", "01-06 03:59", True),
        ("01-05 20:01", "01-06 04:00", False),
        ("01-05 22:00", "01-06 01:59", False),  # under four hours in all: not lost, too short
        ("01-05 22:00", "01-06 02:00", True),
        ("01-05 10:00", "01-05 13:00", False),
    ],
)
def test_an_attack_is_lost_only_where_midnight_cost_it_the_four_hours(started, ended, lost):
    assert bool(flagged("US_LABEL", attack(started, ended, **FULL))) is lost


def test_an_hour_of_headache_split_by_midnight_is_lost_to_leiden():
    short = attack("01-05 23:30", "01-06 00:40", peak=1, **NO_FEATURES)
    assert flagged("LEIDEN_2023", short) == [on(0), on(1)]
    rows = (headache(0, minutes=30), headache(1, minutes=40))
    assert flagged("LEIDEN_2023", short, *rows) == [on(0), on(1)]
    assert flagged("LEIDEN_2023", short, *rows, took("ibuprofen", 1)) == []


def test_two_attacks_that_share_a_date_flag_it_once():
    first = attack("01-05 22:00", "01-06 02:00", "a", **FULL)
    second = attack("01-06 22:10", "01-07 02:10", "b", **FULL)
    found = judged("US_LABEL", first, second)
    assert [verdict.flags for verdict in found.values()] == [("midnight_split",)] * 3


def test_a_row_that_says_less_than_its_attack_is_not_the_work_of_midnight():
    assert flagged("US_LABEL", attack("01-05 10:00", "01-05 15:00", **FULL), headache(0, minutes=200)) == []


def test_probable_migraine_looks_at_the_whole_attack():
    only_c = attack("01-05 22:00", "01-06 03:00", peak=2, **{**NO_FEATURES, "unilateral": True})
    assert [v.migraine_day for v in judged("ICHD3_COUNT", only_c).values()] == [Tri.YES, Tri.YES]


# -- daylight saving and travel ------------------------------------------------------------------------------
def test_the_night_the_clocks_go_forward_is_an_hour_shorter():
    spring = attack("03-28 22:00+01:00", "03-29 06:00+02:00")
    assert duration(spring).most == 7 * HOUR
    assert minutes(spring) == {dt.date(2026, 3, 28): 120, dt.date(2026, 3, 29): 300}
    assert minutes(spring, zone="Europe/Paris") == minutes(spring)


def test_the_night_they_go_back_is_an_hour_longer_and_a_day_holds_1440_minutes_at_most():
    autumn = attack("10-24 22:00+02:00", "10-26 01:00+01:00")
    assert duration(autumn).most == 28 * HOUR
    assert minutes(autumn, zone="Europe/Paris")[dt.date(2026, 10, 25)] == 25 * 60
    assert lived_days(diary(autumn)).days[dt.date(2026, 10, 25)].minutes == 1440


def test_a_long_attack_follows_the_zone_through_the_change():
    long = attack("03-28 22:00+01:00", "03-31 10:00+02:00")
    by_zone = minutes(long, zone="Europe/Paris")
    assert list(by_zone.values()) == [120, 23 * 60, 1440, 600]
    assert sum(minutes(long).values()) == sum(by_zone.values()) == 59 * 60


def test_a_day_is_that_of_the_attacks_own_offset_not_of_the_patients_zone():
    in_tokyo = attack("01-06 01:00+09:00", "01-06 05:00+09:00")
    assert minutes(in_tokyo, zone="Europe/Paris") == {on(1): 240}


def test_over_a_flight_the_days_are_those_of_the_place_where_it_began():
    flight = attack("01-05 20:00+09:00", "01-05 18:00+01:00")  # six hours, by a clock that went back
    assert duration(flight).most == 6 * HOUR
    assert minutes(flight) == minutes(flight, zone="Europe/Paris") == {on(0): 240, on(1): 120}


def test_the_patients_zone_serves_where_the_attack_was_lived_in_it():
    late = attack("03-28 22:00+01:00", "03-30 00:30+02:00")
    assert minutes(late, zone="Europe/Paris")[dt.date(2026, 3, 30)] == 30
    assert dt.date(2026, 3, 30) not in minutes(late)


# -- going on ----------------------------------------------------------------------------------------------
def test_an_attack_without_an_end_goes_on_through_the_last_dated_row():
    going_on = attack("01-05 12:00", None, **FULL)
    days = lived_days(diary(going_on, took("ibuprofen", 3))).days
    assert {date: day.minutes for date, day in days.items()} == {on(0): 720, on(1): 1440, on(2): 1440, on(3): 1440}
    assert all(day.headache for day in days.values())


def test_or_through_the_day_that_is_asked_about():
    going_on = attack("01-05 12:00", None)
    assert list(lived_days(diary(going_on), on=on(2)).days) == [on(0), on(1), on(2)]
    assert list(lived_days(diary(going_on)).days) == [on(0)]


def test_its_days_are_judged_by_how_long_it_has_lasted_on_the_day_that_is_asked_about():
    only_c = attack("01-05 12:00", None, peak=2, **{**NO_FEATURES, "unilateral": True})
    for asked_on, expected in ((3, Tri.INDETERMINATE), (4, Tri.NO)):  # 60 hours, 84 hours
        found = classify(diary(only_c), profile("ICHD3_COUNT"), anna(), on=on(asked_on))
        assert list(found) == [on(n) for n in range(asked_on + 1)]
        assert {verdict.migraine_day for verdict in found.values()} == {expected}


def test_the_days_of_an_attack_are_those_of_the_patients_zone():
    late = diary(attack("03-28 22:00+01:00", "03-30 00:30+02:00"))
    in_paris = classify(late, profile("ICHD3_C"), anna(zone="Europe/Paris"))
    assert [verdict.minutes for verdict in in_paris.values()] == [120, 23 * 60, 30]
    assert [verdict.minutes for verdict in classify(late, profile("ICHD3_C"), anna()).values()] == [120, 1410]


def test_its_duration_is_known_from_below_only():
    going_on = attack("01-05 12:00", None)
    assert duration(going_on, on(4)) == (84 * HOUR, None)
    assert duration(going_on, on(0)) == (dt.timedelta(), None)


def test_a_constant_headache_fills_its_months():
    constant = attack("01-05 00:00", None, **FULL)
    values = diary(constant, took("ibuprofen", 111))
    found = months(values, classify(values, profile("ICHD3_C"), anna()))
    assert [w.headache_days.observed for w in found] == [28] * 4
    assert [w.migraine_days.observed for w in found] == [28] * 4


def test_asked_of_an_earlier_day_an_attack_that_ended_later_was_still_going_on():
    later = diary(attack("01-05 12:00", "01-09 12:00"), free(10)).until(on(2))
    assert list(lived_days(later, on=on(2)).days) == [on(0), on(1), on(2)]
    assert ended_at(later.attacks[0]) is None
    assert diary(attack("01-05 12:00", None)).until(on(-1)).attacks == ()


# -- days beside attacks -------------------------------------------------------------------------------------
def test_a_row_of_days_stands_and_its_blanks_are_filled():
    row = DiaryDay(patient="Anna", date=on(0), minutes=100, nausea=False, peak=3)
    day = lived_days(diary(row, attack("01-05 10:00", "01-05 12:00", peak=2, nausea=True, pulsating=True))).days[on(0)]
    assert (day.headache, day.minutes, day.peak, day.nausea, day.pulsating) == (True, 100, 3, False, True)


def test_several_attacks_of_a_day_add_up_and_shared_minutes_count_once():
    first = attack("01-05 08:00", "01-05 10:00", "a", peak=1, nausea=False)
    second = attack("01-05 09:00", "01-05 12:00", "b", peak=3, nausea=True, photophobia=False)
    day = lived_days(diary(first, second)).days[on(0)]
    assert (day.minutes, day.peak, day.nausea, day.photophobia) == (240, 3, True, None)


def test_an_attack_without_pain_is_no_headache():
    aura = attack("01-05 08:00", "01-05 08:20", peak=0, aura_kinds=("visual",), aura_minutes=20, aura_features=3)
    found = judged("LEIDEN_2023", aura)[on(0)]
    assert (found.headache, found.migraine_day) == (Tri.NO, Tri.YES)
    assert found.minutes == 0


# -- how many attacks ------------------------------------------------------------------------------------------
def attack_number(rule, *values):
    found = attacks_of(judged("ICHD3_C", *values), rule)
    return found.least, found.most


@pytest.mark.parametrize(
    ("rule", "expected"),
    [(Segmentation.IHS_FREE_DAY, 2), (Segmentation.LEIDEN, 2), (Segmentation.MARKOV_LOCKED, 1)],
)
def test_one_free_day_between_two_migraine_days(rule, expected):
    assert attack_number(rule, migraine(0), free(1), migraine(2)) == (expected, expected)


@pytest.mark.parametrize("rule", Segmentation)
def test_two_migraine_days_in_a_row_are_one_attack_by_every_rule(rule):
    assert attack_number(rule, migraine(0), migraine(1)) == (1, 1)


@pytest.mark.parametrize("rule", Segmentation)
def test_two_free_days_between_end_an_attack_by_every_rule(rule):
    assert attack_number(rule, migraine(0), free(1), free(2), migraine(3)) == (2, 2)


def test_a_headache_that_is_not_migraine_holds_an_attack_together_for_the_trials_only():
    days = (migraine(0), tension(1), migraine(2))
    assert attack_number(Segmentation.IHS_FREE_DAY, *days) == (1, 1)
    assert attack_number(Segmentation.LEIDEN, *days) == (2, 2)


@pytest.mark.parametrize("rule", [Segmentation.IHS_FREE_DAY, Segmentation.LEIDEN])
def test_a_missing_day_between_may_or_may_not_have_been_free(rule):
    assert attack_number(rule, migraine(0), migraine(2)) == (1, 2)
    assert attack_number(Segmentation.MARKOV_LOCKED, migraine(0), migraine(2)) == (1, 1)


def test_no_migraine_day_no_attack():
    assert attack_number(Segmentation.IHS_FREE_DAY, free(0), tension(1)) == (0, 0)


def test_a_diagnosis_looks_at_the_midnights_of_the_patients_zone():
    """From 20:00 on 24 October to midnight of the 26th, when the clocks of Paris had gone back: two days, not three."""
    long = attack("10-24 20:00+02:00", "10-26 00:00+01:00", **MIGRAINE)
    assert diagnosed(long, person=anna(zone="Europe/Paris")).entered == 2
    assert diagnosed(long, person=anna()).entered == 3, "without a zone they are those of the offset in which it began"
