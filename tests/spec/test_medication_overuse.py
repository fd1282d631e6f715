"""Chapter: medication overuse, and the headache that goes with it (ICHD-3 8.2).

Overuse is days of intake a month, for more than three months: 10 days of triptans, ergots, opioids or combination
analgesics, 15 of non-opioid analgesics. With headache on 15 days or more a month it is medication-overuse headache.
What is certain and what is only possible stand in separate lists.
"""

import pytest

from migrainedays.classification.overuse import SAYS, codes
from migrainedays.diary import Tri
from tests.diaries import anna, diagnosed, drug_days, free, headache, took, windows

HEADACHE = windows([18] * 4)


def found(*intakes, days=HEADACHE, **options):
    """The four lists of codes: overuse, overuse headache, and what each may also be."""
    overuse = diagnosed(*days, *intakes, **options).overuse
    used, moh = overuse.medication_overuse, overuse.moh
    return codes(used, Tri.YES), codes(moh, Tri.YES), codes(used, Tri.INDETERMINATE), codes(moh, Tri.INDETERMINATE)


def certain(*intakes, **options):
    used, _, perhaps, _ = found(*intakes, **options)
    assert perhaps == []
    return used


# -- thresholds ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("drug", "days", "expected"),
    [
        ("ergotamine", 10, ["8.2.1"]),
        ("caffeine+ergotamine", 10, ["8.2.1"]),
        ("dihydroergotamine", 10, ["8.2.1"]),
        ("sumatriptan", 10, ["8.2.2"]),
        ("paracetamol", 15, ["8.2.3", "8.2.3.1"]),
        ("acetaminophen", 15, ["8.2.3", "8.2.3.1"]),
        ("ibuprofen", 15, ["8.2.3", "8.2.3.2"]),
        ("aspirin", 15, ["8.2.3", "8.2.3.2", "8.2.3.2.1"]),
        ("metamizole", 15, ["8.2.3", "8.2.3.3"]),
        ("tramadol", 10, ["8.2.4"]),
        ("acetaminophen+aspirin+caffeine", 10, ["8.2.5"]),
        ("paracetamol+codeine", 10, ["8.2.5"]),
        ("aspirin+paracetamol", 15, ["8.2.3", "8.2.3.1", "8.2.3.2", "8.2.3.2.1"]),
        ("ibuprofen+paracetamol", 15, ["8.2.3", "8.2.3.1", "8.2.3.2"]),
    ],
)
def test_a_class_is_overused_from_its_threshold_on(drug, days, expected):
    assert certain(*drug_days(drug, days)) == expected
    assert certain(*drug_days(drug, days - 1)) == []


def test_overuse_needs_more_than_three_months():
    assert found(*drug_days("sumatriptan", 10, windows=3)) == ([], [], [], [])
    assert found(*drug_days("sumatriptan", 10, windows=3), days=windows([18] * 3))[2:] == (["8.2.2"], ["8.2.2"])


def test_the_months_must_follow_each_other():
    one_less = [i for i in drug_days("sumatriptan", 10, windows=5) if i.date != took("x", 56).date]
    assert certain(*one_less, days=windows([18] * 5)) == []


# -- overuse is not yet overuse headache -------------------------------------------------------------------------
def test_overuse_with_headache_on_fifteen_days_is_overuse_headache():
    triptans = drug_days("rizatriptan", 10)
    assert found(*triptans, days=windows([16] * 4)) == (["8.2.2"], ["8.2.2"], [], [])
    assert found(*triptans, days=windows([15] * 4))[1] == ["8.2.2"]


def test_overuse_with_fewer_headache_days_is_overuse_alone():
    assert found(*drug_days("rizatriptan", 10), days=windows([14] * 4)) == (["8.2.2"], [], [], [])


def test_both_chronic_migraine_and_overuse_headache_are_coded():
    both = diagnosed(*windows([16] * 4, [16] * 4), *drug_days("sumatriptan", 10))
    assert both.chronic_migraine.ichd3 is Tri.YES
    assert codes(both.overuse.moh, Tri.YES) == ["8.2.2"]
    assert any("both are coded" in note for note in both.notes)


def test_days_of_intake_count_with_or_without_headache():
    assert certain(*drug_days("sumatriptan", 10, first=18), days=windows([4] * 4)) == ["8.2.2"]


def test_an_intake_counts_on_a_day_that_has_no_row():
    days = [day for day in HEADACHE if (day.date - HEADACHE[0].date).days % 28 >= 11]
    used, moh, perhaps, _ = found(*drug_days("sumatriptan", 11), days=[HEADACHE[0], *days])
    assert used == ["8.2.2"]
    assert moh == []
    assert "8.2.4" in perhaps  # what else was taken on those days is unknown


# -- union within a class -----------------------------------------------------------------------------------------
def test_triptans_are_one_class():
    assert certain(*drug_days("sumatriptan", 5), *drug_days("eletriptan", 5, first=5)) == ["8.2.2"]


def test_two_triptans_on_one_day_are_one_day():
    assert certain(*drug_days("sumatriptan", 9), *drug_days("eletriptan", 9)) == []


def test_several_doses_are_one_day():
    again = [took("sumatriptan", 28 * w + k, intake=2, doses=3) for w in range(4) for k in range(9)]
    assert certain(*drug_days("sumatriptan", 9), *again) == []


def test_paracetamol_and_ibuprofen_on_different_days_are_one_class_and_no_subtype_of_it():
    assert certain(*drug_days("paracetamol", 8), *drug_days("ibuprofen", 8, first=8)) == ["8.2.3"]
    assert certain(*drug_days("paracetamol", 8), *drug_days("ibuprofen", 8)) == []


def test_combination_analgesics_are_not_counted_by_their_constituents():
    assert certain(*drug_days("paracetamol+codeine", 9), *drug_days("paracetamol", 6, first=9)) == []
    combined = drug_days("aspirin+acetaminophen+caffeine", 11)
    assert certain(*combined, *drug_days("naratriptan", 11)) == ["8.2.2", "8.2.5"]


def test_several_subtypes_are_coded_together():
    used = certain(*drug_days("sumatriptan", 10), *drug_days("ibuprofen", 15), *drug_days("tramadol", 10))
    assert used == ["8.2.2", "8.2.3", "8.2.3.2", "8.2.4"]


# -- several classes, none of them alone (8.2.6) --------------------------------------------------------------------
def test_six_triptan_days_and_five_opioid_days_that_do_not_meet():
    assert certain(*drug_days("sumatriptan", 6), *drug_days("tramadol", 5, first=6)) == ["8.2.6"]


def test_on_the_same_days_they_are_six_days():
    assert certain(*drug_days("sumatriptan", 6), *drug_days("tramadol", 5)) == []


def test_ten_days_together_are_enough_and_nine_are_not():
    assert certain(*drug_days("sumatriptan", 5), *drug_days("ibuprofen", 5, first=5)) == ["8.2.6"]
    assert certain(*drug_days("sumatriptan", 5), *drug_days("ibuprofen", 4, first=5)) == []


def test_a_class_that_is_overused_alone_takes_the_place_of_8_2_6():
    assert certain(*drug_days("sumatriptan", 10), *drug_days("tramadol", 5, first=10)) == ["8.2.2"]
    assert certain(*drug_days("aspirin+caffeine", 10), *drug_days("sumatriptan", 5, first=10),
                   *drug_days("tramadol", 5, first=15)) == ["8.2.5"]  # fmt: skip


def test_one_class_below_its_threshold_is_not_several():
    assert certain(*drug_days("ibuprofen", 12)) == []
    assert certain(*drug_days("ibuprofen", 12), *drug_days("paracetamol", 1)) == []
    assert certain(*drug_days("ibuprofen", 12), *drug_days("sumatriptan", 1)) == ["8.2.6"]


def test_classes_may_take_turns_from_month_to_month():
    triptans = [i for i in drug_days("sumatriptan", 10) if (i.date - HEADACHE[0].date).days // 28 % 2]
    opioids = [i for i in drug_days("tramadol", 10) if not (i.date - HEADACHE[0].date).days // 28 % 2]
    assert certain(*triptans, *opioids) == ["8.2.6"]


def test_combinations_are_not_among_the_classes_of_8_2_6_and_the_clinician_is_told():
    several = (*drug_days("sumatriptan", 6), *drug_days("paracetamol+codeine", 6, first=6))
    assert certain(*several) == []
    assert any("8.2.6 does not name combinations" in note for note in diagnosed(*HEADACHE, *several).notes)
    overlapping = (*drug_days("sumatriptan", 6), *drug_days("paracetamol+codeine", 6))
    assert not any("8.2.6" in note for note in diagnosed(*HEADACHE, *overlapping).notes)


# -- gepants, ditans and what else is not counted -----------------------------------------------------------------
def test_gepants_count_for_nothing_and_are_told():
    values = (*drug_days("rimegepant", 14), *drug_days("sumatriptan", 4, first=14))
    assert found(*values) == ([], [], [], [])
    assert any(note.startswith("Gepants were taken on up to 14 days") for note in diagnosed(*HEADACHE, *values).notes)


@pytest.mark.parametrize(("days", "told"), [(9, False), (10, True)])
def test_lasmiditan_is_left_to_review_from_ten_days_on(days, told):
    assert found(*drug_days("lasmiditan", days))[:2] == ([], [])
    assert found(*drug_days("lasmiditan", days))[2:] == ((["8.2.8"], ["8.2.8"]) if told else ([], []))
    notes = diagnosed(*HEADACHE, *drug_days("lasmiditan", days)).notes
    assert any("8.2.8" in note for note in notes) is told


def test_drugs_against_sickness_count_for_nothing():
    assert certain(*drug_days("metoclopramide", 20)) == []


def test_a_triptan_with_an_analgesic_counts_for_both_and_is_told():
    product = drug_days("sumatriptan+naproxen", 15)
    assert certain(*product) == ["8.2.2", "8.2.3", "8.2.3.2"]
    assert any("for the clinician to judge" in note for note in diagnosed(*HEADACHE, *product).notes)


def test_aspirin_for_the_heart_does_not_count_and_is_told():
    daily = drug_days("aspirin", 28, purpose="other")
    assert certain(*daily) == []
    assert any("another purpose" in note for note in diagnosed(*HEADACHE, *daily).notes)
    assert certain(*drug_days("aspirin", 28, purpose="preventive")) == []


def test_a_blank_purpose_counts_and_is_told():
    blank = drug_days("sumatriptan", 10, purpose=None)
    assert certain(*blank) == ["8.2.2"]
    assert any("purpose" in note for note in diagnosed(*HEADACHE, *blank).notes)


# -- what is not known ---------------------------------------------------------------------------------------------
SINGLE = ["8.2.1", "8.2.2", "8.2.3", "8.2.3.1", "8.2.3.2", "8.2.3.2.1", "8.2.3.3", "8.2.4", "8.2.5"]


def test_without_the_intakes_table_every_subtype_stays_open():
    used, moh, perhaps, moh_perhaps = found(intakes_kept=False)
    assert (used, moh) == ([], [])
    assert perhaps == moh_perhaps == [*SINGLE, "8.2.6", "8.2.8"]


def test_an_unrecognised_drug_leaves_open_what_it_could_complete():
    unknown = drug_days("wondercure", 10)
    used, _, perhaps, _ = found(*unknown)
    assert used == []
    assert perhaps == ["8.2.1", "8.2.2", "8.2.4", "8.2.5", "8.2.8"]  # 10 days are not 15, nor several classes
    assert found(*drug_days("wondercure", 9))[2] == []
    assert found(*drug_days("wondercure", 15))[2] == [*SINGLE, "8.2.8"]


def test_it_completes_what_a_known_drug_began():
    used, _, perhaps, _ = found(*drug_days("sumatriptan", 6), *drug_days("wondercure", 4, first=6))
    assert used == []
    assert perhaps == ["8.2.2", "8.2.6"]


def test_it_changes_nothing_that_is_certain():
    used, moh, perhaps, _ = found(*drug_days("sumatriptan", 10), *drug_days("wondercure", 2, first=20))
    assert used == moh == ["8.2.2"]
    assert perhaps == []


def test_unrecognised_drugs_are_listed_with_their_days():
    values = (*drug_days("wondercure", 3), *drug_days("wondercure", 3, intake=2), took("elixir", 50))
    assert diagnosed(*HEADACHE, *values).unrecognised_drugs == {"elixir": 1, "wondercure": 12}
    preventive = drug_days("wondercure", 3, purpose="preventive")
    assert diagnosed(*HEADACHE, *preventive).unrecognised_drugs == {}


def test_missing_days_widen_the_bounds():
    kept = [day for day in HEADACHE if (day.date - HEADACHE[0].date).days % 28 < 26]  # two days missing a month
    assert found(*drug_days("sumatriptan", 9), days=[*kept, free(111)])[2] == ["8.2.2", "8.2.6"]
    assert found(*drug_days("sumatriptan", 7), days=[*kept, free(111)])[2] == []


def test_headache_that_was_not_answered_leaves_overuse_headache_open():
    vague = [headache(n) if n % 28 < 14 else free(n) for n in range(112) if n % 28 != 27] + [free(111)]
    used, moh, _, moh_perhaps = found(*drug_days("sumatriptan", 10), days=vague)
    assert (used, moh) == (["8.2.2"], [])
    assert moh_perhaps == []
    gaps = [headache(n) if n % 28 < 14 else free(n) for n in range(112) if n % 28 < 26] + [free(111)]
    assert found(*drug_days("sumatriptan", 10), days=gaps)[3] == ["8.2.2"]


def test_numbers_from_memory_say_so():
    notes = diagnosed(*HEADACHE, *drug_days("tramadol", 10)).notes
    assert any("8.2.4" in note and "unverified" in note for note in notes)
    assert not any("unverified" in note for note in diagnosed(*HEADACHE, *drug_days("sumatriptan", 10)).notes)


def test_dihydroergotamine_is_an_ergot_by_convention_only():
    told = "by convention"
    assert any(told in note for note in diagnosed(*HEADACHE, *drug_days("dihydroergotamine", 10)).notes)
    assert not any(told in note for note in diagnosed(*HEADACHE, *drug_days("dihydroergotamine", 9)).notes)
    assert not any(told in note for note in diagnosed(*HEADACHE, *drug_days("ergotamine", 10)).notes)


def test_every_code_has_words():
    assert set(diagnosed(*HEADACHE, person=anna()).overuse.moh) == set(SAYS)
