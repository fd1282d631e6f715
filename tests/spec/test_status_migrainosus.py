"""Chapter: status migrainosus (ICHD-3 1.4.1).

An attack of more than 72 hours, debilitating, that did not let go for longer than 12 hours. Where medication-overuse
headache is met it is coded instead; where drugs were overused for less than three months, the type of migraine only.
"""

import pytest

from migrainedays.classification.status import Status
from migrainedays.diary import Tri
from tests.diaries import anna, at, attack, diagnosed, drug_days, free, on, took, windows

SEVERE = {"peak": 3, "debilitating": True, "longest_remission_minutes": 600}


def status(*values, attack_name="a", **options):
    found = {s.attack: s for s in diagnosed(*values, **options).status}
    return found[attack_name]


def test_eighty_hours_debilitating_with_ten_hours_of_sleep():
    found = status(attack("02-01 08:00", "02-04 16:00", **SEVERE))
    assert found.verdict is Tri.YES
    assert "80 h" in found.why


@pytest.mark.parametrize(
    ("ended", "expected"), [("02-04 07:59", Tri.NO), ("02-04 08:00", Tri.NO), ("02-04 08:01", Tri.YES)]
)
def test_exactly_72_hours_are_not_more_than_72(ended, expected):
    assert status(attack("02-01 08:00", ended, **SEVERE)).verdict is expected


@pytest.mark.parametrize(
    ("remission", "expected"), [(0, Tri.YES), (720, Tri.YES), (721, Tri.NO), (None, Tri.INDETERMINATE)]
)
def test_remissions_of_up_to_twelve_hours_are_accepted(remission, expected):
    found = status(attack("02-01 08:00", "02-05 08:00", **{**SEVERE, "longest_remission_minutes": remission}))
    assert found.verdict is expected


@pytest.mark.parametrize(("debilitating", "expected"), [(True, Tri.YES), (False, Tri.NO), (None, Tri.INDETERMINATE)])
def test_it_must_be_debilitating(debilitating, expected):
    found = status(attack("02-01 08:00", "02-05 08:00", **{**SEVERE, "debilitating": debilitating}))
    assert found.verdict is expected
    assert ("1.5.1" in found.why) is (debilitating is False)


def test_sleep_belongs_to_the_attack():
    night = attack("02-01 08:00", "02-03 23:00", asleep_at=at("02-03 23:00"), woke_free_at=at("02-04 09:00"), **SEVERE)
    assert status(night).verdict is Tri.YES


def test_an_attack_that_goes_on_is_judged_by_what_it_has_lasted():
    going_on = attack("02-01 08:00", None, **SEVERE)
    assert status(going_on, took("ibuprofen", 30)).verdict is Tri.INDETERMINATE  # 4 February has just begun
    assert status(going_on, took("ibuprofen", 31)).verdict is Tri.YES
    assert "at least" in status(going_on, took("ibuprofen", 31)).why


# -- why -----------------------------------------------------------------------------------------------------
LASTED, HELD = "lasted 80 h 00 min, more than 72 h", "longest remission 600 min of the 720 accepted"
WHY = {
    "eighty hours": (
        {"ended": "02-04 16:00"},
        Tri.YES, f"{LASTED}; debilitating; {HELD}",
    ),
    "72 hours and a minute": (
        {"ended": "02-04 08:01"},
        Tri.YES, f"lasted 72 h 01 min, more than 72 h; debilitating; {HELD}",
    ),
    "72 hours": (
        {"ended": "02-04 08:00"},
        Tri.NO, "lasted 72 h 00 min, not more than 72 h",
    ),
    "not debilitating": (
        {"ended": "02-04 16:00", "debilitating": False},
        Tri.NO, "not debilitating (then 1.5.1)",
    ),
    "nobody asked whether it was": (
        {"ended": "02-04 16:00", "debilitating": None},
        Tri.INDETERMINATE, "whether it was debilitating was not asked",
    ),
    "a remission of a minute too long": (
        {"ended": "02-04 16:00", "longest_remission_minutes": 721},
        Tri.NO, "longest remission 721 min of the 720 accepted",
    ),
    "nobody asked for remissions": (
        {"ended": "02-04 16:00", "longest_remission_minutes": None},
        Tri.INDETERMINATE, "the longest remission was not asked",
    ),
    "nobody asked for anything": (
        {"ended": "02-04 16:00", "debilitating": None, "longest_remission_minutes": None},
        Tri.INDETERMINATE, "whether it was debilitating was not asked; the longest remission was not asked",
    ),
    "without pain": (
        {"ended": "02-04 16:00", "peak": 0},
        Tri.NO, "an attack without headache",
    ),
    "short, and nothing else fits": (
        {"ended": "02-01 09:05", "debilitating": False, "longest_remission_minutes": 800},
        Tri.NO,
        "lasted 1 h 05 min, not more than 72 h; not debilitating (then 1.5.1); "
        "longest remission 800 min of the 720 accepted",
    ),
}  # fmt: skip


@pytest.mark.parametrize("situation", WHY)
def test_each_verdict_says_why(situation):
    columns, verdict, why = WHY[situation]
    assert status(attack("02-01 08:00", **{**SEVERE, **columns})) == Status("a", verdict, why)


def test_an_attack_that_goes_on_says_how_long_it_has():
    going_on = attack("02-01 08:00", None, **SEVERE)
    assert status(going_on, took("ibuprofen", 30)) == Status("a", Tri.INDETERMINATE, "still going on after 64 h 00 min")
    assert status(going_on, took("ibuprofen", 31)).why == (
        f"lasted at least 88 h 00 min, more than 72 h; debilitating; {HELD}"
    )
    assert status(going_on, on=on(31)).verdict is Tri.YES
    assert status(going_on, on=on(30)).verdict is Tri.INDETERMINATE


# -- drugs -----------------------------------------------------------------------------------------------------
LATE = attack("04-20 08:00", "04-24 08:00", **SEVERE)
HEADACHE = [day for day in windows([18] * 4) if not LATE.started_at.date() <= day.date <= LATE.ended_at.date()]


def test_with_medication_overuse_headache_it_is_coded_as_that():
    found = status(LATE, *HEADACHE, *drug_days("sumatriptan", 12))
    assert found.verdict is Tri.NO
    assert found.why == "medication-overuse headache is met: coded 8.2 with the type of migraine, not 1.4.1"


@pytest.mark.parametrize(
    ("first", "days", "expected"),
    [
        (77, 10, Tri.NO),  # 28 days before the attack
        (76, 10, Tri.YES),  # one of the ten is 29 days before it
        (77, 9, Tri.YES),
        (95, 10, Tri.NO),  # up to the day before it
        (96, 10, Tri.YES),  # one of the ten is the day of the attack itself
    ],
)
def test_the_28_days_before_the_attack_are_looked_at(first, days, expected):
    triptans = [took("sumatriptan", first + n) for n in range(days)]
    assert status(LATE, *HEADACHE, *triptans).verdict is expected


def test_with_overuse_of_less_than_three_months_it_is_the_type_of_migraine_only():
    recent = [i for i in drug_days("sumatriptan", 14) if (LATE.started_at.date() - i.date).days <= 28]
    found = status(LATE, *HEADACHE, *recent)
    assert found.verdict is Tri.NO
    assert found.why == "drugs were overused in the 28 days before: coded as the type of migraine only"


def test_without_overuse_it_stands():
    assert status(LATE, *HEADACHE, *drug_days("sumatriptan", 4)).verdict is Tri.YES


def test_where_drugs_were_not_asked_it_stands():
    assert status(LATE, *HEADACHE, intakes_kept=False).verdict is Tri.YES


# -- who -------------------------------------------------------------------------------------------------------
def test_it_occurs_in_people_who_have_migraine():
    never = anna(migraine_attacks_before=0)
    alone = attack("02-01 08:00", "02-04 16:00", **{**SEVERE, "nausea": False, "vomiting": False, "photophobia": False})
    assert status(alone, person=never) == Status(
        "a", Tri.NO, "the person has had no attack of migraine (1.4.1 needs 1.1 or 1.2)"
    )
    told = f"{LASTED}; debilitating; {HELD}"
    untold = anna(migraine_attacks_before=None, aura_attacks_before=None)
    assert status(alone, person=untold) == Status(
        "a", Tri.YES, f"{told}; that the person has had migraine before is taken as given"
    )
    for known in (anna(migraine_attacks_before=1, aura_attacks_before=None), anna(migraine_attacks_before=1)):
        assert status(alone, person=known) == Status("a", Tri.YES, told)
    open_one = attack("02-01 08:00", "02-04 16:00", **{**SEVERE, "debilitating": None})
    assert status(open_one, person=untold).why == "whether it was debilitating was not asked"


def test_an_attack_without_pain_is_no_status():
    assert status(attack("02-01 08:00", "02-05 08:00", **{**SEVERE, "peak": 0})).verdict is Tri.NO


def test_every_attack_is_judged():
    short = attack("01-10 08:00", "01-10 12:00", "short", **SEVERE)
    long = attack("02-01 08:00", "02-05 08:00", "long", **SEVERE)
    found = diagnosed(short, long, free(60)).status
    assert [(s.attack, s.verdict) for s in found] == [("short", Tri.NO), ("long", Tri.YES)]
    assert found[0].to_json() == {
        "attack": "short", "verdict": "no", "why": "lasted 4 h 00 min, not more than 72 h",
    }  # fmt: skip
