"""Chapter: what makes a day a headache day, and what makes it a migraine day.

There is no agreed definition, so that each is a *profile* with a name and a version, and every number says which one
it was counted by. A verdict is yes, no or indeterminate; a blank cell was not asked and is never a no.
"""

import pytest

from migrainedays.classification import DayVerdict, classify, profile, profile_names
from migrainedays.classification.acute import NONE
from migrainedays.classification.case import Case, History
from migrainedays.diary import DiaryDay, Tri
from tests.diaries import (
    ANNA,
    FIRST,
    MIGRAINE,
    NO_FEATURES,
    anna,
    answers,
    attack,
    diary,
    folder_of,
    free,
    headache,
    migraine,
    on,
    run,
    tension,
    took,
    verdict,
)

CARE = ("LEIDEN_2023", "LEIDEN_BASE")
ALL = ("US_LABEL", "LEIDEN_2023", "LEIDEN_BASE", "ICHD3_C", "ICHD3_COUNT")
YES, NO, OPEN = "yes", "no", "indeterminate"


# -- six hours with the features of migraine are a migraine day everywhere ---------------------------------
@pytest.mark.parametrize("name", [*ALL, "IHS_CM_2018", "HALO_CM", "PROGRESS", "ERENUMAB_CM"])
def test_six_hours_moderate_pulsating_with_light_and_sound_hard_to_bear(name):
    day = headache(minutes=360, peak=2, **MIGRAINE)
    assert answers(name, day) == (YES, YES)
    assert verdict(name, day).moderate_severe_day is Tri.YES


# -- photophobia alone is not enough ---------------------------------------------------------------------
SEVERE = headache(minutes=360, peak=3, **{**NO_FEATURES, "unilateral": True, "photophobia": True})


@pytest.mark.parametrize("name", ["ICHD3_C", *CARE])
def test_severe_and_unilateral_with_photophobia_only_lacks_criterion_d(name):
    assert answers(name, SEVERE) == (YES, NO)


def test_a_day_that_lacks_one_criterion_counts_as_probable_in_a_person_known_to_have_migraine():
    assert answers("ICHD3_COUNT", SEVERE) == (YES, YES)
    assert answers("US_LABEL", SEVERE) == (YES, YES)


def test_it_does_not_count_where_the_person_never_had_migraine_before():
    assert answers("ICHD3_COUNT", SEVERE, person=anna(migraine_attacks_before=0)) == (YES, NO)


def test_the_counting_rule_takes_migraine_as_known_where_earlier_attacks_were_not_asked():
    assert answers("ICHD3_COUNT", SEVERE, person=anna(migraine_attacks_before=None)) == (YES, YES)


def test_lacking_two_criteria_is_not_even_probable():
    assert answers("ICHD3_COUNT", headache(minutes=120, peak=3, **{**NO_FEATURES, "unilateral": True})) == (YES, NO)


# -- the patient's own belief, proved by a triptan ---------------------------------------------------------
MILD = headache(minutes=120, peak=1, believed_migraine=True, **NO_FEATURES)


def test_believed_to_be_migraine_and_relieved_by_a_triptan():
    triptan = took("sumatriptan", relieved=True)
    assert answers("ICHD3_C", MILD, triptan) == (YES, YES)
    assert answers("LEIDEN_2023", MILD, triptan) == (YES, YES)
    assert answers("US_LABEL", MILD, triptan)[0] == NO
    assert answers("ICHD3_COUNT", MILD, triptan) == (YES, NO)


@pytest.mark.parametrize(
    ("relieved", "expected"), [(True, YES), (False, NO), (None, OPEN)], ids=["relieved", "not relieved", "not asked"]
)
def test_criterion_c3_needs_the_relief_and_leiden_does_not(relieved, expected):
    triptan = took("sumatriptan", relieved=relieved)
    assert answers("ICHD3_C", MILD, triptan)[1] == expected
    assert answers("LEIDEN_2023", MILD, triptan)[1] == YES


def test_criterion_c3_needs_the_belief():
    doubted = headache(minutes=120, peak=1, believed_migraine=False, **NO_FEATURES)
    assert answers("ICHD3_C", doubted, took("sumatriptan", relieved=True))[1] == NO
    unasked = headache(minutes=120, peak=1, **NO_FEATURES)
    assert answers("ICHD3_C", unasked, took("sumatriptan", relieved=True))[1] == OPEN


@pytest.mark.parametrize(
    ("drug", "c3", "leiden"),
    [
        ("ergotamine+caffeine", YES, YES),
        ("naproxen+sumatriptan", YES, YES),
        ("rimegepant", NO, YES),
        ("lasmiditan", NO, YES),
        ("ibuprofen", NO, NO),
        ("paracetamol+codeine", NO, NO),
        ("metoclopramide", NO, NO),
        ("wondercure", OPEN, OPEN),
    ],
)
def test_which_drugs_are_migraine_specific(drug, c3, leiden):
    taken = took(drug, relieved=True)
    assert answers("ICHD3_C", MILD, taken)[1] == c3
    assert answers("LEIDEN_2023", MILD, taken) == (YES, leiden)


def test_a_triptan_taken_to_prevent_is_no_acute_drug():
    assert answers("LEIDEN_2023", MILD, took("frovatriptan", purpose="preventive"))[1] == NO
    assert answers("LEIDEN_2023", MILD, took("frovatriptan", purpose="other"))[1] == NO


def test_a_blank_purpose_is_acute_and_flagged():
    found = verdict("LEIDEN_2023", MILD, took("sumatriptan", purpose=None))
    assert found.migraine_day is Tri.YES
    assert "purpose_blank" in found.flags


# -- the Leiden headache day -----------------------------------------------------------------------------
def test_ninety_mild_minutes_with_ibuprofen():
    day = headache(minutes=90, peak=1, **NO_FEATURES)
    assert answers("LEIDEN_2023", day, took("ibuprofen")) == (YES, NO)
    assert answers("US_LABEL", day, took("ibuprofen")) == (NO, NO)


@pytest.mark.parametrize(("minutes", "expected"), [(59, NO), (60, YES), (61, YES)])
def test_leiden_asks_for_an_hour(minutes, expected):
    assert answers("LEIDEN_2023", tension(minutes=minutes))[0] == expected


def test_any_headache_with_an_acute_drug_is_enough():
    assert answers("LEIDEN_2023", tension(minutes=10), took("paracetamol"))[0] == YES
    assert answers("LEIDEN_2023", headache(), took("paracetamol"))[0] == YES


def test_without_the_intakes_table_a_drug_may_have_been_taken():
    assert answers("LEIDEN_2023", tension(minutes=10), intakes_kept=False) == (OPEN, OPEN)
    assert answers("LEIDEN_2023", tension(minutes=10), intakes_kept=True) == (NO, NO)


@pytest.mark.parametrize(("minutes", "leiden", "base"), [(29, NO, NO), (30, YES, NO), (239, YES, NO), (240, YES, YES)])
def test_leiden_asks_for_thirty_minutes_of_features_and_its_base_for_four_hours(minutes, leiden, base):
    assert answers("LEIDEN_2023", migraine(minutes=minutes))[1] == leiden
    assert answers("LEIDEN_BASE", migraine(minutes=minutes))[1] == base


def test_every_leiden_migraine_day_is_a_headache_day():
    assert answers("LEIDEN_2023", migraine(minutes=45)) == (YES, YES)


@pytest.mark.parametrize("drug", ["sumatriptan", "ibuprofen"])
def test_a_day_that_says_no_headache_is_none_whatever_was_taken(drug):
    for name in profile_names():
        assert answers(name, free(), took(drug, relieved=True))[0] == NO
    assert answers("LEIDEN_2023", free(), took(drug)) == (NO, NO)


# -- the label's four hours --------------------------------------------------------------------------------
@pytest.mark.parametrize(("minutes", "expected"), [(239, NO), (240, YES), (1440, YES), (None, OPEN), (0, NO)])
def test_the_label_counts_four_hours_or_longer(minutes, expected):
    assert answers("US_LABEL", headache(minutes=minutes))[0] == expected


def test_criterion_c_of_chronic_migraine_does_not_ask_how_long():
    two_hours = migraine(minutes=120)
    assert answers("ICHD3_C", two_hours) == (YES, YES)
    assert answers("US_LABEL", two_hours) == (NO, NO)
    assert answers("ICHD3_C", migraine(minutes=None)) == (YES, YES)


# -- aura ------------------------------------------------------------------------------------------------
AURA = {"aura_kinds": ("visual",), "aura_minutes": 20, "aura_features": 3}


def aura_day(**columns) -> DiaryDay:
    return DiaryDay(patient=ANNA, date=FIRST, headache=False, **{**AURA, **columns})


def test_a_visual_aura_without_headache():
    assert answers("ICHD3_C", aura_day()) == (NO, YES)
    assert answers("ICHD3_COUNT", aura_day()) == (NO, YES)
    assert answers("LEIDEN_2023", aura_day()) == (YES, YES)
    assert answers("US_LABEL", aura_day()) == (NO, NO)
    for name in ("ICHD3_C", "LEIDEN_2023"):
        assert "no_headache" in verdict(name, aura_day()).flags


@pytest.mark.parametrize(("features", "expected"), [(2, NO), (3, YES), (6, YES), (None, OPEN)])
def test_three_of_six_characteristics_not_two_of_four(features, expected):
    assert answers("ICHD3_C", aura_day(aura_features=features))[1] == expected


@pytest.mark.parametrize(("minutes", "expected"), [(4, NO), (5, YES), (60, YES), (61, NO), (None, OPEN)])
def test_leiden_asks_for_a_visual_aura_of_5_to_60_minutes(minutes, expected):
    assert answers("LEIDEN_2023", aura_day(aura_minutes=minutes)) == (expected, expected)


def test_leiden_knows_visual_auras_only():
    assert answers("LEIDEN_2023", aura_day(aura_kinds=("sensory",))) == (NO, NO)
    assert answers("ICHD3_C", aura_day(aura_kinds=("sensory",))) == (NO, YES)


def test_the_longest_symptom_of_several_may_not_be_the_visual_one():
    assert answers("LEIDEN_2023", aura_day(aura_kinds=("motor", "visual"), aura_minutes=200))[1] == OPEN
    assert answers("LEIDEN_2023", aura_day(aura_kinds=("sensory", "visual"), aura_minutes=40))[1] == YES


def test_a_day_that_notes_nothing_of_an_aura_had_none():
    assert answers("ICHD3_C", free()) == (NO, NO)
    assert answers("LEIDEN_2023", free()) == (NO, NO)


def test_an_aura_whose_kind_was_not_noted_stays_open():
    assert answers("ICHD3_C", aura_day(aura_kinds=()))[1] == OPEN
    assert answers("LEIDEN_2023", aura_day(aura_kinds=())) == (OPEN, OPEN)
    assert answers("ICHD3_C", aura_day(aura_kinds=(), aura_minutes=None))[1] == OPEN
    assert answers("ICHD3_C", aura_day(aura_kinds=(), aura_features=None))[1] == OPEN


def test_an_aura_of_more_than_an_hour_and_a_motor_aura_beside_a_triptan_are_flagged():
    assert "aura_over_60_minutes" not in verdict("ICHD3_C", aura_day(aura_minutes=60)).flags
    assert "aura_over_60_minutes" in verdict("ICHD3_C", aura_day(aura_minutes=61)).flags
    motor = headache(minutes=300, peak=2, aura_kinds=("motor",), aura_minutes=30, aura_features=3)
    flag = "motor_or_brainstem_aura_with_triptan_or_ergot"
    assert flag in verdict("ICHD3_C", motor, took("sumatriptan")).flags
    assert flag not in verdict("ICHD3_C", motor, took("ibuprofen")).flags
    assert flag not in verdict("ICHD3_C", migraine(), took("sumatriptan")).flags


BESIDE = "motor_or_brainstem_aura_with_triptan_or_ergot"


@pytest.mark.parametrize(
    ("day", "drug", "flags"),
    [
        (migraine(), None, ()),
        (free(), None, ()),
        (migraine(), took("sumatriptan"), ()),
        (aura_day(), None, ("no_headache",)),
        (aura_day(aura_features=2), None, ()),
        (tension(), took("ibuprofen", purpose=None), ("purpose_blank",)),
        (tension(), took("wondercure"), ("unrecognised_drug",)),
        (free(), took("wondercure", purpose=None), ("purpose_blank", "unrecognised_drug")),
        (headache(minutes=0), None, ("zero_minutes",)),
        (headache(minutes=1), None, ()),
        (tension(aura_minutes=61), None, ("aura_over_60_minutes",)),
        (tension(aura_minutes=60), None, ()),
        (tension(aura_kinds=("motor",)), took("sumatriptan"), (BESIDE,)),
        (tension(aura_kinds=("brainstem", "visual")), took("ergotamine"), (BESIDE,)),
        (tension(aura_kinds=("motor",)), took("ibuprofen"), ()),
        (
            aura_day(aura_kinds=("motor",), aura_minutes=90),
            took("sumatriptan+wondercure", purpose=None),
            ("no_headache", "purpose_blank", "unrecognised_drug", "aura_over_60_minutes", BESIDE),
        ),
    ],
)
def test_flags_say_what_a_reader_should_know_beside_the_verdict(day, drug, flags):
    assert verdict("ICHD3_C", day, *([drug] if drug else [])).flags == flags


# -- what was not asked ----------------------------------------------------------------------------------
def test_a_blank_is_not_a_no():
    assert answers("ICHD3_C", headache(minutes=360)) == (YES, OPEN)
    assert answers("LEIDEN_2023", headache()) == (OPEN, OPEN)
    assert verdict("ICHD3_C", headache()).moderate_severe_day is Tri.INDETERMINATE


def test_a_blank_that_could_not_change_the_answer_does_not_matter():
    day = headache(minutes=360, peak=3, unilateral=True, nausea=True)
    assert answers("ICHD3_C", day) == (YES, YES)
    assert answers("ICHD3_C", headache(peak=1, unilateral=False)) == (YES, OPEN)
    assert answers("ICHD3_C", headache(peak=1, unilateral=False, pulsating=False)) == (YES, NO)


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"nausea": True}, YES),
        ({"vomiting": True}, YES),
        ({"photophobia": True, "phonophobia": True}, YES),
        ({"photophobia": True, "phonophobia": False, "nausea": False, "vomiting": False}, NO),
        ({"photophobia": True, "nausea": False, "vomiting": False}, OPEN),
        ({"photophobia": False, "nausea": False, "vomiting": False}, NO),
        ({"photophobia": False, "nausea": False}, OPEN),
        ({}, OPEN),
    ],
)
def test_criterion_d_is_sickness_or_both_senses(columns, expected):
    assert answers("ICHD3_C", headache(peak=2, pulsating=True, **columns))[1] == expected


def test_headache_left_blank_is_decided_by_its_minutes_and_its_pain():
    def said(**columns):
        return answers("ICHD3_C", DiaryDay(patient=ANNA, date=FIRST, **columns))[0]

    assert said(minutes=30) == YES
    assert said(peak=1) == YES
    assert said(minutes=0) == NO
    assert said(peak=0) == NO
    assert said() == OPEN
    assert said(minutes=30, peak=0) == OPEN


def test_a_headache_of_no_minutes_is_a_headache_of_no_duration():
    day = headache(minutes=0, peak=1)
    assert answers("ICHD3_C", day)[0] == YES
    assert answers("US_LABEL", day)[0] == NO
    assert "zero_minutes" in verdict("US_LABEL", day).flags


@pytest.mark.parametrize(("peak", "expected"), [(0, NO), (1, NO), (2, YES), (3, YES), (None, OPEN)])
def test_a_moderate_or_severe_day_is_peak_2_or_3_of_any_duration(peak, expected):
    for name in ALL:
        assert verdict(name, headache(minutes=5, peak=peak)).moderate_severe_day.value == expected


def test_a_day_without_headache_has_no_pain():
    assert verdict("US_LABEL", free()).moderate_severe_day is Tri.NO


# -- probable migraine as a rule of counting -------------------------------------------------------------
@pytest.mark.parametrize(("minutes", "expected"), [(239, NO), (240, YES)])
def test_duration_is_one_of_the_criteria_that_may_be_lacking(minutes, expected):
    only_c = headache(minutes=minutes, peak=2, **{**NO_FEATURES, "unilateral": True})
    assert answers("ICHD3_COUNT", only_c)[1] == expected


@pytest.mark.parametrize(("born", "expected"), [(1980, NO), (2007, NO), (2008, OPEN), (2009, YES)])
def test_under_18_two_hours_are_enough(born, expected):
    only_c = headache(minutes=150, peak=2, **{**NO_FEATURES, "unilateral": True})
    assert answers("ICHD3_COUNT", only_c, person=anna(birth_year=born))[1] == expected


def test_a_headache_that_a_drug_cut_short_leaves_its_duration_open():
    only_c = headache(minutes=120, peak=2, **{**NO_FEATURES, "unilateral": True})
    assert answers("ICHD3_COUNT", only_c, took("ibuprofen", relieved=True))[1] == OPEN
    assert answers("ICHD3_COUNT", only_c, took("ibuprofen", relieved=False))[1] == NO


def test_all_of_b_to_d_is_migraine_or_probable_migraine_whatever_came_before():
    assert answers("ICHD3_COUNT", migraine(), person=anna(migraine_attacks_before=0))[1] == YES
    assert answers("ICHD3_COUNT", migraine(), person=anna(migraine_attacks_before=None))[1] == YES


def test_attacks_of_the_diary_are_added_to_those_before_it():
    known_by_diary = [migraine(2 * n) for n in range(1, 6)] + [free(2 * n + 1) for n in range(6)]
    assert answers("ICHD3_COUNT", SEVERE, *known_by_diary, person=anna(migraine_attacks_before=0))[1] == YES
    assert answers("ICHD3_COUNT", SEVERE, *known_by_diary[1:], person=anna(migraine_attacks_before=0))[1] == OPEN


@pytest.mark.parametrize(("asked_on", "expected"), [(8, OPEN), (10, NO)])
def test_an_attack_that_goes_on_may_be_the_fifth_until_it_has_lasted_more_than_72_hours(asked_on, expected):
    going_on = attack("01-11 08:00", None, peak=2, **MIGRAINE)  # day 6
    entered = diary(SEVERE, *map(free, range(1, 6)), going_on)
    found = classify(entered, profile("ICHD3_COUNT"), anna(migraine_attacks_before=4), on=on(asked_on))
    assert found[on(0)].migraine_day.value == expected


def test_a_known_aura_makes_no_migraine_of_a_headache_without_one():
    plain = tension(minutes=60)
    assert answers("ICHD3_COUNT", plain, person=anna(aura_attacks_before=9))[1] == NO


def test_an_aura_short_of_characteristics_is_probable_in_a_person_who_has_auras():
    weak = aura_day(aura_features=2)
    assert answers("ICHD3_COUNT", weak, person=anna(aura_attacks_before=2))[1] == YES
    assert answers("ICHD3_COUNT", weak, person=anna(aura_attacks_before=1))[1] == NO
    assert answers("ICHD3_COUNT", weak, person=anna(aura_attacks_before=None))[1] == OPEN


# -- trial profiles, none of which was read in its source ----------------------------------------------------
@pytest.mark.parametrize("name", sorted(set(profile_names()) - set(ALL)))
def test_profiles_from_memory_say_that_they_are_unverified(name):
    assert not profile(name).verified
    assert profile(name).unverified


@pytest.mark.parametrize("name", ALL)
def test_profiles_that_were_read_in_a_source_are_verified(name):
    assert profile(name).verified


TREATED = headache(minutes=30, peak=1, **NO_FEATURES)


@pytest.mark.parametrize(
    ("name", "drug", "expected"),
    [
        ("IHS_CM_2018", took("sumatriptan", relieved=True), (YES, YES)),
        ("IHS_CM_2018", took("sumatriptan", relieved=False), (YES, NO)),
        ("IHS_CM_2018", took("ibuprofen", relieved=True), (YES, NO)),
        ("HALO_CM", took("sumatriptan"), (YES, YES)),
        ("HALO_CM", took("rimegepant"), (NO, NO)),
        ("HALO_CM", took("ibuprofen"), (NO, NO)),
        ("PROGRESS", took("ibuprofen"), (YES, YES)),
        ("ERENUMAB_CM", took("ibuprofen"), (YES, NO)),
        ("ERENUMAB_CM", took("ergotamine"), (YES, YES)),
        ("MOD_SEV_DAY", took("ibuprofen", relieved=True), (YES, OPEN)),
        ("MOD_SEV_DAY", took("ibuprofen", relieved=False), (NO, OPEN)),
    ],
)
def test_a_short_mild_headache_that_was_treated(name, drug, expected):
    assert answers(name, TREATED, drug) == expected


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("IHS_CM_2018", tension(minutes=239), (NO, NO)),
        ("IHS_CM_2018", tension(minutes=240), (YES, NO)),
        ("IHS_CM_2018", headache(minutes=240, aura_kinds=("speech",), aura_features=3, **NO_FEATURES), (YES, YES)),
        ("HALO_CM", tension(minutes=600, peak=1), (NO, NO)),
        ("HALO_CM", tension(minutes=240, peak=2), (YES, NO)),
        ("HALO_CM", migraine(minutes=239), (NO, NO)),
        ("PROGRESS", migraine(minutes=119), (NO, NO)),
        ("PROGRESS", migraine(minutes=120), (YES, YES)),
        ("ERENUMAB_CM", tension(minutes=240, unilateral=True, pulsating=True), (YES, YES)),
        ("ERENUMAB_CM", tension(minutes=240, nausea=True), (YES, YES)),
        ("ERENUMAB_CM", migraine(minutes=239), (NO, NO)),
        ("MOD_SEV_DAY", tension(minutes=240, peak=2), (YES, OPEN)),
        ("MOD_SEV_DAY", tension(minutes=239, peak=3), (NO, OPEN)),
    ],
)
def test_untreated_days_by_the_trial_profiles(name, day, expected):
    assert answers(name, day) == expected


def test_the_moderate_to_severe_day_of_trials_is_its_own_definition():
    assert verdict("MOD_SEV_DAY", tension(minutes=239, peak=3)).moderate_severe_day is Tri.NO
    assert verdict("US_LABEL", tension(minutes=239, peak=3)).moderate_severe_day is Tri.YES


# -- a verdict, whole ------------------------------------------------------------------------------------------
def test_a_verdict_holds_the_day_and_what_it_was_judged_by():
    day = tension(minutes=90)
    assert verdict("LEIDEN_2023", day) == DayVerdict(
        date=FIRST,
        headache_day=Tri.YES,
        migraine_day=Tri.NO,
        moderate_severe_day=Tri.NO,
        headache=Tri.YES,
        flags=(),
        case=Case(day, Tri.YES, 90, NONE, (), History()),
        profile=profile("LEIDEN_2023"),
    )
    assert classify(diary(day), profile("LEIDEN_2023"))[FIRST] == verdict("LEIDEN_2023", day)  # whoever it was


def test_minutes_and_pain_of_a_day():
    assert (verdict("ICHD3_C", migraine()).minutes, verdict("ICHD3_C", migraine()).peak) == (360, 2)
    assert (verdict("ICHD3_C", headache()).minutes, verdict("ICHD3_C", headache()).peak) == (None, None)
    assert (verdict("ICHD3_C", free()).minutes, verdict("ICHD3_C", free()).peak) == (0, 0)


# -- reasons and entries -------------------------------------------------------------------------------------
def test_a_verdict_tells_its_reasons():
    assert verdict("ICHD3_C", migraine()).reasons == (
        "headache", "1.1 C2 pulsating", "1.1 C3 moderate or severe", "1.1 D2 photophobia and phonophobia",
    )  # fmt: skip
    assert verdict("ICHD3_C", free()).reasons == ("no headache",)
    assert "headache day not decided: headache of 240 minutes or more" in verdict("US_LABEL", headache()).reasons


def test_a_date_has_a_verdict_when_it_has_a_row_or_an_attack_touches_it():
    found = classify(
        diary(free(0), attack("01-07 10:00", "01-08 10:00"), took("sumatriptan", 9)), profile("ICHD3_C"), anna()
    )
    assert list(found) == [on(0), on(2), on(3)]


def test_on_a_day_without_a_row_what_else_was_taken_is_unknown():
    lasting = attack("01-05 10:00", "01-05 10:20", peak=1, believed_migraine=True, **NO_FEATURES)
    assert answers("LEIDEN_2023", lasting) == (OPEN, OPEN)
    assert answers("LEIDEN_2023", lasting, took("ibuprofen")) == (YES, OPEN)
    assert answers("LEIDEN_2023", lasting, took("sumatriptan")) == (YES, YES)
    assert answers("LEIDEN_2023", lasting, headache()) == (NO, NO)


def test_an_unknown_profile_names_those_that_exist(tmp_path):
    code, _, err = run("classify", folder_of(tmp_path / "f", free()), "--profile", "LEIDEN")
    assert code == 2
    assert "LEIDEN_2023" in err
