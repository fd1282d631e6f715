"""Chapter: worked examples, all of them in one folder, through the commands.

Each person stands for one question. The answers are those that the published definitions give.
"""

import dataclasses

import pytest

from migrainedays.diary import Attack, DiaryDay, Intake
from migrainedays.treatment import Person
from tests.diaries import FIRST, MIGRAINE, NO_FEATURES, at, drug_days, folder_of, run_json, windows

YES, NO = "yes", "no"
DAYS = {
    "typical": {"headache": True, "minutes": 360, "peak": 2, **MIGRAINE},
    "photophobia only": {
        "headache": True, "minutes": 360, "peak": 3, **NO_FEATURES, "unilateral": True, "photophobia": True,
    },
    "believed": {"headache": True, "minutes": 120, "peak": 1, **NO_FEATURES, "believed_migraine": True},
    "mild treated": {"headache": True, "minutes": 90, "peak": 1, **NO_FEATURES},
    "aura alone": {
        "headache": False, **NO_FEATURES, "aura_kinds": ("visual",), "aura_minutes": 20, "aura_features": 3,
    },
    "two hours": {"headache": True, "minutes": 120, "peak": 2, **MIGRAINE},
    "twenty minutes": {"headache": True, "minutes": 20, "peak": 2, **MIGRAINE},
    "no headache, triptan": {"headache": False},
}  # fmt: skip
TAKEN = {
    "believed": ("sumatriptan", True),
    "mild treated": ("ibuprofen", None),
    "no headache, triptan": ("sumatriptan", True),
}
EXPECTED = {  # headache day and migraine day
    "US_LABEL": {
        "typical": (YES, YES), "photophobia only": (YES, YES), "believed": (NO, NO), "mild treated": (NO, NO),
        "aura alone": (NO, NO), "two hours": (NO, NO), "twenty minutes": (NO, NO), "no headache, triptan": (NO, NO),
    },
    "LEIDEN_2023": {
        "typical": (YES, YES), "photophobia only": (YES, NO), "believed": (YES, YES), "mild treated": (YES, NO),
        "aura alone": (YES, YES), "two hours": (YES, YES), "twenty minutes": (NO, NO),
        "no headache, triptan": (NO, NO),
    },
    "LEIDEN_BASE": {
        "typical": (YES, YES), "photophobia only": (YES, NO), "believed": (YES, YES), "mild treated": (YES, NO),
        "aura alone": (YES, YES), "two hours": (YES, NO), "twenty minutes": (NO, NO), "no headache, triptan": (NO, NO),
    },
    "ICHD3_C": {
        "typical": (YES, YES), "photophobia only": (YES, NO), "believed": (YES, YES), "mild treated": (YES, NO),
        "aura alone": (NO, YES), "two hours": (YES, YES), "twenty minutes": (YES, YES),
        "no headache, triptan": (NO, NO),
    },
    "ICHD3_COUNT": {
        "typical": (YES, YES), "photophobia only": (YES, YES), "believed": (YES, NO), "mild treated": (YES, NO),
        "aura alone": (NO, YES), "two hours": (YES, YES), "twenty minutes": (YES, YES),
        "no headache, triptan": (NO, NO),
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def day_folder(tmp_path_factory):
    """One person a question, one day each."""
    people = [Person(patient=name, migraine_attacks_before=10) for name in DAYS]
    days = [DiaryDay(patient=name, date=FIRST, **columns) for name, columns in DAYS.items()]
    taken = [
        Intake(patient=name, date=FIRST, drug=drug, purpose="acute", relieved=relieved)
        for name, (drug, relieved) in TAKEN.items()
    ]
    return folder_of(tmp_path_factory.mktemp("days") / "f", *people, *days, *taken)


@pytest.mark.parametrize("name", EXPECTED)
def test_days_by_profile(day_folder, name):
    found = run_json("classify", day_folder, "--profile", name)["days"]
    answers = {day["patient"]: (day["headache_day"], day["migraine_day"]) for day in found}
    assert answers == EXPECTED[name]


def test_flags_of_days(day_folder):
    flags = {day["patient"]: day["flags"] for day in run_json("classify", day_folder)["days"]}
    assert flags.pop("aura alone") == ["no_headache"]
    assert set(map(tuple, flags.values())) == {()}


# -- months ----------------------------------------------------------------------------------------------------
MONTHS = {
    "chronic": ([16, 15, 18, 17], [9, 8, 10, 8]),
    "few migraine days": ([20] * 4, [7] * 4),
    "high frequency": ([14] * 4, [14] * 4),
    "triptans": ([16] * 4, [16] * 4),
    "nine days": ([16] * 4, [16] * 4),
    "two classes": ([18] * 4, [10] * 4),
    "two classes, same days": ([18] * 4, [10] * 4),
    "triptan and combination": ([18] * 4, [10] * 4),
    "gepant": ([18] * 4, [10] * 4),
}
DRUGS = {
    "triptans": drug_days("sumatriptan", 10),
    "nine days": drug_days("sumatriptan", 9),
    "two classes": [*drug_days("sumatriptan", 6), *drug_days("tramadol", 5, first=6)],
    "two classes, same days": [*drug_days("sumatriptan", 6), *drug_days("tramadol", 6)],
    "triptan and combination": [
        *drug_days("rizatriptan", 11), *drug_days("acetaminophen+aspirin+caffeine", 11, first=11),
    ],
    "gepant": [*drug_days("rimegepant", 14), *drug_days("sumatriptan", 4, first=14)],
}  # fmt: skip
CHRONIC = {"chronic", "triptans", "nine days", *(name for name in MONTHS if MONTHS[name][0][0] == 18)}
CODES = {"triptans": ["8.2.2"], "two classes": ["8.2.6"], "triptan and combination": ["8.2.2", "8.2.5"]}


def owned(values, name):
    """The same rows, of another person."""
    return [dataclasses.replace(value, patient=name) for value in values]


@pytest.fixture(scope="module")
def diagnoses(tmp_path_factory):
    """What `diagnose` prints of one person a question, four complete months each."""
    people = [Person(patient=name, migraine_attacks_before=6) for name in MONTHS]
    rows = [row for name, counts in MONTHS.items() for row in owned(windows(*counts), name)]
    taken = [row for name, intakes in DRUGS.items() for row in owned(intakes, name)]
    folder = folder_of(tmp_path_factory.mktemp("months") / "f", *people, *rows, *taken)
    return {patient["patient"]: patient for patient in run_json("diagnose", folder)["patients"]}


@pytest.mark.parametrize("name", MONTHS)
def test_chronic_migraine(diagnoses, name):
    found = diagnoses[name]["chronic_migraine"]
    expected = YES if name in CHRONIC else NO
    assert (found["ichd3"], found["operational_3_months"]) == (expected, expected)
    assert found["clauses"]["B"] == YES


@pytest.mark.parametrize("name", MONTHS)
def test_medication_overuse(diagnoses, name):
    found = diagnoses[name]
    assert found["medication_overuse"] == found["moh"] == CODES.get(name, [])
    assert found["medication_overuse_indeterminate"] == found["moh_indeterminate"] == []


def test_gepants_are_told_and_not_counted(diagnoses):
    assert any("Gepants" in note for note in diagnoses["gepant"]["notes"])
    assert all("Gepants" not in note for name in MONTHS if name != "gepant" for note in diagnoses[name]["notes"])


@pytest.mark.parametrize("name", MONTHS)
def test_months_are_counted_exactly(diagnoses, name):
    headache, migraine = MONTHS[name]
    months = diagnoses[name]["months"]
    assert [month["headache_days"]["observed"] for month in months] == headache
    assert [month["migraine_days"]["low"] for month in months] == migraine
    assert {month["quality"] for month in months} == {"evaluable"}
    assert [month["headache_free_days"]["rate28"] for month in months] == [str(28 - days) for days in headache]


# -- attacks ---------------------------------------------------------------------------------------------------
def attack_of(name, started, ended, **columns):
    return Attack(patient=name, attack="1", started_at=at(started), ended_at=ended and at(ended), **columns)


ATTACKS = [
    attack_of("eighty hours", "02-01 08:00", "02-04 16:00", debilitating=True, longest_remission_minutes=600),
    attack_of("seventy-two hours", "02-01 08:00", "02-04 08:00", debilitating=True, longest_remission_minutes=0),
    attack_of("not debilitating", "02-01 08:00", "02-04 16:00", debilitating=False, longest_remission_minutes=0),
    attack_of("asleep", "02-01 21:00", None, asleep_at=at("02-01 22:00"), woke_free_at=at("02-02 06:00")),
    attack_of("over midnight", "02-01 22:00", "02-02 03:00", peak=2, **MIGRAINE),
]


@pytest.fixture(scope="module")
def attack_folder(tmp_path_factory):
    people = [Person(patient=attack.patient) for attack in ATTACKS]
    return folder_of(tmp_path_factory.mktemp("attacks") / "f", *people, *ATTACKS)


def test_status_migrainosus(attack_folder):
    found = run_json("diagnose", attack_folder)["patients"]
    verdicts = {p["patient"]: status["verdict"] for p in found for status in p["status_migrainosus"]}
    assert verdicts == {
        "eighty hours": YES,
        "seventy-two hours": NO,
        "not debilitating": NO,
        "asleep": NO,
        "over midnight": NO,
    }


def test_attacks_become_days(attack_folder):
    found = run_json("classify", attack_folder, "--profile", "US_LABEL")["days"]
    of = {name: [day for day in found if day["patient"] == name] for name in {day["patient"] for day in found}}
    assert [day["headache_day"] for day in of["eighty hours"]] == [YES] * 4
    assert [day["headache_day"] for day in of["asleep"]] == [NO, YES]  # three hours, then six
    assert [(day["headache_day"], day["flags"]) for day in of["over midnight"]] == [(NO, ["midnight_split"])] * 2
    assert all(day["flags"] == [] for name in of for day in of[name] if name != "over midnight")
