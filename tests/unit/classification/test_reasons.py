"""What a verdict says of itself: each clause that was met, or what was lacking."""

import pytest

from migrainedays.diary import DiaryDay
from tests.diaries import (
    ANNA,
    FIRST,
    MIGRAINE,
    NO_FEATURES,
    anna,
    attack,
    free,
    headache,
    migraine,
    tension,
    took,
    verdict,
)

AURA = {"aura_kinds": ("sensory", "visual"), "aura_minutes": 20, "aura_features": 3}


def reasons(name, *values, **options):
    return verdict(name, *values, **options).reasons


def test_probable_migraine_names_the_criteria_that_are_met():
    assert reasons("ICHD3_COUNT", migraine()) == (
        "1.1 A five attacks or more", "1.1 B duration", "1.1 C2 pulsating", "1.1 C3 moderate or severe",
        "1.1 D2 photophobia and phonophobia", "headache",
    )  # fmt: skip
    short = migraine(minutes=100)
    assert "1.1 B duration" not in reasons("ICHD3_COUNT", short)
    assert "1.1 A five attacks or more" in reasons("ICHD3_COUNT", short)
    without_c = tension(minutes=300, nausea=True)
    assert reasons("ICHD3_COUNT", without_c) == (
        "1.1 A five attacks or more", "1.1 B duration", "1.1 D1 nausea or vomiting", "headache",
    )  # fmt: skip
    never = anna(migraine_attacks_before=0)
    assert "1.1 A five attacks or more" not in reasons("ICHD3_COUNT", migraine(), person=never)


def test_an_aura_is_named_by_its_kinds():
    day = DiaryDay(patient=ANNA, date=FIRST, headache=False, **AURA)
    assert reasons("ICHD3_COUNT", day) == ("1.2 B sensory aura", "1.2 B visual aura", "no headache")
    assert reasons("ICHD3_C", day)[:2] == ("1.2 B sensory aura", "1.2 B visual aura")
    assert reasons("LEIDEN_2023", day) == ("visual aura of 5 to 60 minutes", "no headache")


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"unilateral": True}, "1.1 C1 unilateral"),
        ({"pulsating": True}, "1.1 C2 pulsating"),
        ({"peak": 2}, "1.1 C3 moderate or severe"),
        ({"aggravated": True}, "1.1 C4 aggravated by routine activity"),
    ],
)
def test_each_pain_feature_has_its_number(columns, expected):
    told = reasons("ICHD3_C", tension(**{"nausea": True, "peak": 3, "unilateral": True, **columns}))
    assert expected in told
    assert ("1.1 C2 pulsating" in told) is ("pulsating" in columns)


def test_both_ways_of_being_associated_are_told():
    day = headache(peak=3, **{**MIGRAINE, "vomiting": True})
    assert {"1.1 D1 nausea or vomiting", "1.1 D2 photophobia and phonophobia"} <= set(reasons("ICHD3_C", day))
    assert "1.1 D2 photophobia and phonophobia" not in reasons(
        "ICHD3_C", headache(peak=3, **{**NO_FEATURES, "pulsating": True, "nausea": True, "photophobia": True})
    )


def test_several_ways_are_all_told():
    told = reasons("LEIDEN_2023", migraine(), took("sumatriptan"))
    assert "migraine-specific drug taken" in told
    assert "1.1 C2 pulsating" in told
    assert len(told) == len(set(told))


def test_a_day_that_is_not_says_what_was_not_met():
    assert reasons("US_LABEL", tension(minutes=100)) == (
        "migraine day not met: headache of 240 minutes or more; 1.1, 1.2 or 1.5 migraine or probable migraine",
        "headache day not met: headache of 240 minutes or more",
    )
    assert reasons("US_LABEL", free()) == ("no headache",)


def test_a_day_that_is_open_says_what_was_not_asked():
    told = reasons("LEIDEN_2023", headache(minutes=100), intakes_kept=False)
    assert "migraine day not decided: migraine-specific drug taken" in told
    assert "headache of 60 minutes or more" in told


def test_a_profile_without_migraine_days_says_nothing_of_them():
    assert reasons("MOD_SEV_DAY", migraine()) == (
        "headache", "moderate or severe pain", "headache of 240 minutes or more",
    )  # fmt: skip


def test_an_attack_that_goes_on_is_long_enough_when_it_has_been():
    going_on = attack("01-05 00:00", None, peak=2, **MIGRAINE)
    assert "1.1 B duration" not in reasons("ICHD3_COUNT", going_on)  # it may yet last more than 72 hours
