"""Chapter: chronic migraine (ICHD-3 1.3).

A: headache on 15 days or more a month. B: five attacks of migraine at least, ever. C: migraine on 8 days or more a
month. For more than three months, which is at least four windows of 28 days in a row; trials read three as enough,
and both answers are given.
"""

import datetime as dt

import pytest

from migrainedays.classification.runs import holds_for
from migrainedays.diary import DiaryDay, Tri
from tests.diaries import (
    MIGRAINE,
    NO_FEATURES,
    anna,
    attack,
    diagnosed,
    free,
    headache,
    migraine,
    on,
    tension,
    took,
    windows,
)

YES, NO, OPEN = Tri.YES, Tri.NO, Tri.INDETERMINATE


def chronic(*args, **options):
    return diagnosed(*windows(*args), **options).chronic_migraine


def test_four_months_that_meet_both_numbers():
    found = chronic([16, 15, 18, 17], [9, 8, 10, 8])
    assert (found.ichd3, found.operational) == (YES, YES)
    assert (found.a, found.b, found.c) == (YES, YES, YES)


def test_seven_migraine_days_are_not_eight():
    found = chronic([20] * 4, [7] * 4)
    assert (found.ichd3, found.operational) == (NO, NO)
    assert (found.a, found.c) == (YES, NO)


def test_fourteen_headache_days_are_episodic_however_many_are_migraine():
    found = chronic([14] * 4, [14] * 4)
    assert (found.ichd3, found.operational) == (NO, NO)
    assert (found.a, found.c) == (NO, YES)


def test_one_month_short_of_fifteen_breaks_the_row():
    assert chronic([16, 16, 14, 16, 16, 16], [9] * 6).ichd3 is NO
    assert chronic([16, 16, 14, 16, 16, 16], [9] * 6).operational is YES
    assert chronic([14, 16, 16, 16, 16], [9] * 5).ichd3 is YES


def test_both_numbers_are_asked_of_the_same_months():
    found = chronic([16] * 4 + [10] * 4, [7] * 4 + [9] * 4)
    assert (found.a, found.c, found.ichd3) == (YES, YES, NO)


def test_three_months_show_the_operational_reading_and_leave_the_strict_one_open():
    found = chronic([16] * 3, [9] * 3)
    assert (found.operational, found.ichd3) == (YES, OPEN)


def test_a_short_diary_with_a_month_below_excludes_it():
    found = chronic([16, 12], [9, 9])
    assert (found.operational, found.ichd3) == (NO, NO)


def test_a_trailing_part_window_is_not_a_month():
    days = windows([16] * 4, [9] * 4)
    assert diagnosed(*days[:-1]).chronic_migraine.ichd3 is OPEN
    assert len(diagnosed(*days, free(112)).months) == 4


# -- what is missing -----------------------------------------------------------------------------------------
def without(days, dates):
    return [day for day in days if day.date not in dates]


def test_a_missing_day_is_never_headache_free():
    days = windows([15] * 4, [9] * 4)
    sick = next(day.date for day in days[1:] if day.headache)
    found = diagnosed(*without(days, {sick}))
    assert found.chronic_migraine.ichd3 is OPEN
    assert found.months[0].headache_days.low == 14
    assert found.months[0].headache_days.high == 15


def test_missing_days_do_not_matter_where_the_bounds_agree():
    days = windows([18] * 4, [10] * 4)
    gone = {day.date for day in days if day.headache is False and day.date.day % 3 == 0}
    assert gone
    assert diagnosed(*without(days, gone)).chronic_migraine.ichd3 is YES


def test_absolute_numbers_are_never_pro_rated():
    days = windows([14] * 4, [14] * 4)
    free_days = [day.date for day in days if day.headache is False]
    found = diagnosed(*without(days, set(free_days)))
    assert found.months[0].headache_days.observed == 14
    assert found.chronic_migraine.ichd3 is OPEN


def test_headache_days_that_were_not_described_leave_criterion_c_open():
    days = [headache(day.date.toordinal() - on(0).toordinal()) if day.headache else day for day in windows([16] * 4)]
    found = diagnosed(*days)
    assert (found.chronic_migraine.a, found.chronic_migraine.c) == (YES, OPEN)


# -- criterion B -------------------------------------------------------------------------------------------
CHRONIC = windows([16] * 4, [9] * 4)


@pytest.mark.parametrize(
    ("before", "auras", "expected"),
    [(5, 0, YES), (5, None, YES), (None, 5, YES), (3, 2, YES), (0, 5, YES), (None, None, OPEN), (None, 4, OPEN)],
)
def test_five_attacks_across_both_types(before, auras, expected):
    mild = [tension(n) if n % 2 else migraine(n, minutes=1440) for n in range(112)]  # one run: how many attacks is open
    person = anna(migraine_attacks_before=before, aura_attacks_before=auras)
    assert diagnosed(*mild, person=person).chronic_migraine.b is expected


def test_attacks_of_the_diary_are_added_to_those_before_it():
    person = anna(migraine_attacks_before=0)
    assert diagnosed(*CHRONIC, person=person).chronic_migraine.b is YES
    few = [free(n) if n % 10 else migraine(n) for n in range(40)]
    assert diagnosed(*few, person=person).chronic_migraine.b is NO
    assert diagnosed(*few, person=anna(migraine_attacks_before=1)).chronic_migraine.b is YES


def test_a_missing_day_may_have_held_an_attack():
    few = [free(n) if n % 10 else migraine(n) for n in range(40) if n != 5]
    assert diagnosed(*few, person=anna(migraine_attacks_before=0)).chronic_migraine.b is OPEN


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        ([360] * 12, YES),  # twelve days in a row hold one attack at least
        ([1440] * 12, OPEN),  # one attack too long for 1.1, or several
        ([1440, 1440, 1440], YES),  # 72 hours
        ([1440, 360, 1440, 360], YES),  # 60 hours in all
        ([1440, 1440, 360, 1440, 1440], OPEN),
        ([239, 1440, 1440, 1440, 239], OPEN),
        ([1440, 1440, 1440, 240], OPEN),
        ([240, 1440, 1440, 1440], OPEN),
        ([1439, 240, 1439, 1440, 1440, 1440], YES),
        ([1440, 1440, 1440, 1439, 240], YES),
        ([360, None, 1440, 1440], OPEN),
        ([None], OPEN),
        ([239], NO),
        ([120, 120], YES),
        ([120, 119], NO),
    ],
)
def test_a_run_of_days_is_an_attack_if_its_hours_or_those_of_a_day_say_so(minutes, expected):
    run = [migraine(n, minutes=m) for n, m in enumerate(minutes)]
    person = anna(migraine_attacks_before=4)
    assert diagnosed(*run, free(len(run)), person=person).chronic_migraine.b is expected


def noted(n, hours=6, **columns):
    return attack(f"01-{5 + n:02d} 08:00", f"01-{5 + n:02d} {8 + hours:02d}:00", f"a{n}", **{"peak": 2, **columns})


@pytest.mark.parametrize(
    ("columns", "hours", "expected"),
    [
        (MIGRAINE, 6, YES),
        (MIGRAINE, 4, YES),
        (MIGRAINE, 3, NO),
        (NO_FEATURES, 6, NO),
        ({**MIGRAINE, "photophobia": False}, 6, NO),
        ({**MIGRAINE, "photophobia": None}, 6, OPEN),
        ({**NO_FEATURES, "aura_kinds": ("visual",), "aura_features": 3}, 1, YES),
        ({**NO_FEATURES, "aura_kinds": ("visual",), "aura_features": 2}, 6, NO),
    ],
)
def test_noted_attacks_count_where_they_meet_1_1_b_to_d_or_1_2_b_and_c(columns, hours, expected):
    five = [noted(n, hours, **columns) for n in range(5)]
    assert diagnosed(*five, person=anna(migraine_attacks_before=0)).chronic_migraine.b is expected


def test_an_attack_of_72_hours_counts_and_a_longer_one_does_not():
    full = {"peak": 2, **MIGRAINE}
    exact = attack("01-05 08:00", "01-08 08:00", **full)
    longer = attack("01-05 08:00", "01-08 08:01", **full)
    person = anna(migraine_attacks_before=4)
    assert diagnosed(exact, person=person).chronic_migraine.b is YES
    assert diagnosed(longer, person=person).chronic_migraine.b is NO


@pytest.mark.parametrize(("asked_on", "expected"), [(3, OPEN), (4, NO)])
def test_one_that_goes_on_may_count_until_it_has_lasted_more_than_72_hours(asked_on, expected):
    going_on = attack("01-05 08:00", None, peak=2, **MIGRAINE)
    found = diagnosed(going_on, person=anna(migraine_attacks_before=4), on=on(asked_on))
    assert found.chronic_migraine.b is expected


def test_two_hours_are_an_attack_in_a_child():
    person = anna(migraine_attacks_before=4, birth_year=2012)
    assert diagnosed(noted(0, 2, **MIGRAINE), person=person).chronic_migraine.b is YES
    assert diagnosed(noted(0, 2, **MIGRAINE), person=anna(migraine_attacks_before=4)).chronic_migraine.b is NO


def test_where_attacks_before_were_not_told_the_clinician_is_asked_to():
    person = anna(migraine_attacks_before=None, aura_attacks_before=None)
    notes = diagnosed(*windows([16] * 4), person=person).notes
    assert any("(1.3 B)" in note for note in notes)
    assert not any("(1.3 B)" in note for note in diagnosed(*CHRONIC).notes)


# -- criterion C -------------------------------------------------------------------------------------------
def test_duration_does_not_matter_for_criterion_c():
    short = [migraine(n, minutes=90) if n % 28 < 16 else free(n) for n in range(112)]
    assert diagnosed(*short).chronic_migraine.ichd3 is YES


def test_days_believed_to_be_migraine_count_where_a_triptan_relieved_them():
    days = [tension(n, believed_migraine=True) if n % 28 < 16 else free(n) for n in range(112)]
    relieved = [took("zolmitriptan", n, relieved=True) for n in range(112) if n % 28 < 8]
    assert diagnosed(*days, *relieved).chronic_migraine.ichd3 is YES
    assert diagnosed(*days, *relieved[1:]).chronic_migraine.ichd3 is NO


def test_aura_days_without_headache_count_for_c_and_are_told():
    aura = [
        DiaryDay(patient="Anna", date=on(n), headache=False, aura_kinds=("visual",), aura_minutes=20, aura_features=4)
        if n % 28 >= 20
        else tension(n)
        for n in range(112)
    ]
    found = diagnosed(*aura)
    assert found.chronic_migraine.ichd3 is YES
    assert found.months[0].headache_days.observed == 20
    assert any("clinic's choice" in note for note in found.notes)


# -- where the months begin ----------------------------------------------------------------------------------
def test_months_begin_on_the_first_entry_or_where_they_are_asked_to():
    days = windows([14, 16, 16, 16, 16], [9] * 5)
    assert diagnosed(*days).months[0].span.first == on(0)
    found = diagnosed(*days, start=on(28))
    assert [str(window.span.first) for window in found.months] == [str(on(28 * w)) for w in (1, 2, 3, 4)]
    assert found.chronic_migraine.ichd3 is YES


def test_a_question_about_an_earlier_day_leaves_out_what_came_later():
    days = windows([16] * 4 + [5], [9] * 4 + [0])
    found = diagnosed(*days, on=on(83))
    assert len(found.months) == 3
    assert found.chronic_migraine.operational is YES


def test_an_empty_diary_decides_nothing():
    found = diagnosed()
    assert (found.chronic_migraine.ichd3, found.chronic_migraine.b) == (OPEN, YES)
    assert found.months == []
    assert found.entered == 0


def test_headache_that_never_ends_is_told():
    constant = attack("01-05 08:00", None, peak=1, **NO_FEATURES)
    assert any("4.10" in note for note in diagnosed(constant, on=on(111)).notes)
    assert not any("4.10" in note for note in diagnosed(constant, on=on(110)).notes)


# -- so many months in a row -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ("yyyy", YES),
        ("nyyyy", YES),
        ("yyyny", NO),
        ("yy?y", OPEN),
        ("yyy?yyy", OPEN),
        ("y?ny", NO),
        ("yyy", OPEN),
        ("?", OPEN),
        ("yyn", NO),
        ("", OPEN),
    ],
)
def test_four_in_a_row(answers, expected):
    words = {"y": YES, "n": NO, "?": OPEN}
    assert holds_for(4, [words[letter] for letter in answers]) is expected


def test_the_months_of_a_diagnosis_are_counted_by_criterion_c():
    window = diagnosed(*CHRONIC).months[0]
    assert (window.headache_days.observed, window.migraine_days.observed) == (16, 9)
    assert window.span.last == on(27)
    assert window.span.last - window.span.first == dt.timedelta(days=27)
