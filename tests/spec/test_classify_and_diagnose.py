"""Chapter: `check`, `classify` and `diagnose` on the command line.

The three commands read an exchange folder. `--json` prints one document whose shape is promised to others.
"""

import json

import pytest

from migrainedays.classification.drugs import CLASSES
from migrainedays.diary import DiaryDay, Intake
from tests.diaries import (
    anna,
    attack,
    drug_days,
    folder_of,
    folder_with,
    free,
    headache,
    migraine,
    run,
    run_json,
    tension,
    took,
    windows,
)

PATIENTS = "patient,migraine_attacks_before,zone\nAnna,6,Europe/Paris"


# -- classify ------------------------------------------------------------------------------------------------
def test_classify_prints_one_verdict_a_patient_day(tmp_path):
    folder = folder_of(tmp_path / "f", migraine(0), free(1), took("wondercure", 1), headache(3))
    found = run_json("classify", folder, "--profile", "ICHD3_C")
    assert found == {
        "profile": {"name": "ICHD3_C", "version": "2018", "verified": True},
        "days": [
            {
                "patient": "Anna",
                "date": "2026-01-05",
                "headache_day": "yes",
                "migraine_day": "yes",
                "moderate_severe_day": "yes",
                "reasons": [
                    "headache", "1.1 C2 pulsating", "1.1 C3 moderate or severe", "1.1 D2 photophobia and phonophobia",
                ],
                "flags": [],
            },
            {
                "patient": "Anna",
                "date": "2026-01-06",
                "headache_day": "no",
                "migraine_day": "no",
                "moderate_severe_day": "no",
                "reasons": ["no headache"],
                "flags": ["unrecognised_drug"],
            },
            {
                "patient": "Anna",
                "date": "2026-01-08",
                "headache_day": "yes",
                "migraine_day": "indeterminate",
                "moderate_severe_day": "indeterminate",
                "reasons": [
                    "migraine day not decided: 1.1 C two of four pain features; "
                    "1.1 D nausea or vomiting, or photophobia and phonophobia",
                    "migraine day not met: 1.2 B aura symptom; 1.2 C three of six aura characteristics",
                    "migraine day not met: relieved by a triptan or ergot",
                    "headache",
                ],
                "flags": [],
            },
        ],
    }  # fmt: skip


def test_classify_goes_by_leiden_unless_told_otherwise(tmp_path):
    folder = folder_of(tmp_path / "f", tension(0, minutes=90), took("ibuprofen"))
    assert run_json("classify", folder)["profile"]["name"] == "LEIDEN_2023"
    assert run_json("classify", folder, "--profile", "US_LABEL")["days"][0]["headache_day"] == "no"


def test_a_night_attack_of_five_hours_carries_its_flag_through_the_command(tmp_path):
    folder = folder_with(
        tmp_path / "f",
        patients=PATIENTS,
        attacks="patient,attack,started_at,ended_at\nAnna,1,2026-01-05T22:00+01:00,2026-01-06T03:00+01:00",
    )
    days = run_json("classify", folder, "--profile", "US_LABEL")["days"]
    assert [(d["date"], d["headache_day"], d["flags"]) for d in days] == [
        ("2026-01-05", "no", ["midnight_split"]),
        ("2026-01-06", "no", ["midnight_split"]),
    ]


def test_the_table_for_people_says_what_is_unverified(tmp_path):
    folder = folder_of(tmp_path / "f", migraine())
    code, out, err = run("classify", folder, "--profile", "HALO_CM")
    assert code == 0
    assert "2026-01-05" in out
    assert "Unverified in HALO_CM" in err
    assert "Unverified" not in run("classify", folder)[2]


def test_on_a_day_only_what_was_known_then_is_judged(tmp_path):
    folder = folder_of(tmp_path / "f", free(0), free(1), free(2))
    assert len(run_json("classify", folder, "--on", "2026-01-06")["days"]) == 2


def test_an_attack_without_an_end_goes_on_until_the_day_asked_about(tmp_path):
    folder = folder_of(tmp_path / "f", attack("01-05 12:00", None))
    assert len(run_json("classify", folder)["days"]) == 1
    assert len(run_json("classify", folder, "--on", "2026-01-09")["days"]) == 5


@pytest.mark.parametrize("command", ["classify", "diagnose"])
def test_nothing_entered_is_nothing_to_evaluate(tmp_path, command):
    code, out, err = run(command, folder_of(tmp_path / "f"), "--json")
    assert (code, out) == (4, "")
    assert "No day was entered" in err


# -- diagnose ------------------------------------------------------------------------------------------------
def test_diagnose_prints_the_promised_document(tmp_path):
    folder = folder_of(tmp_path / "f", *windows([16, 15, 18, 17], [9, 8, 10, 8]), *drug_days("sumatriptan", 10))
    found = run_json("diagnose", folder)
    (patient,) = found["patients"]
    months = patient.pop("months")
    assert found == {
        "patients": [
            {
                "patient": "Anna",
                "chronic_migraine": {
                    "ichd3": "yes",
                    "operational_3_months": "yes",
                    "clauses": {"A": "yes", "B": "yes", "C": "yes"},
                },
                "medication_overuse": ["8.2.2"],
                "moh": ["8.2.2"],
                "medication_overuse_indeterminate": [],
                "moh_indeterminate": [],
                "unrecognised_drugs": [],
                "status_migrainosus": [],
                "notes": ["Chronic migraine and medication-overuse headache are both met, and both are coded."],
            }
        ]
    }
    assert [month["headache_days"]["observed"] for month in months] == [16, 15, 18, 17]
    assert months[0] == {
        "from": "2026-01-05",
        "to": "2026-02-01",
        "days": 28,
        "entries": 28,
        "missing": 0,
        "quality": "evaluable",
        "headache_days": counted(16),
        "migraine_days": {"observed": 9, "low": 9, "high": 11, "rate28": "126/13"},  # did the triptan help on two more?
        "moderate_severe_days": counted(9),
        "headache_free_days": counted(12),
        "headache_minutes": {"observed": 9 * 360 + 7 * 300, "days_known": 28},
        "peak_days": {"1": 7, "2": 9, "3": 0},
        "acute_days": {**dict.fromkeys(CLASSES, counted(0)), "triptan": counted(10)},
        "acute_doses": {**dict.fromkeys(CLASSES, 0), "triptan": 10},
    }


def counted(days):
    """So many days of a complete window."""
    return {"observed": days, "low": days, "high": days, "rate28": str(days)}


def test_diagnose_prints_each_list_of_what_is_only_possible(tmp_path):
    folder = folder_of(tmp_path / "f", *windows([18] * 4), *drug_days("elixir", 10), *drug_days("tramadol", 10))
    (patient,) = run_json("diagnose", folder)["patients"]
    assert (patient["medication_overuse"], patient["moh"]) == (["8.2.4"], ["8.2.4"])
    assert patient["medication_overuse_indeterminate"] == ["8.2.1", "8.2.2", "8.2.5", "8.2.8"]
    assert patient["moh_indeterminate"] == ["8.2.1", "8.2.2", "8.2.5", "8.2.8"]
    assert patient["unrecognised_drugs"] == [{"drug": "elixir", "days": 40}]
    assert patient["notes"] == [
        "Acute drugs were taken on 10 days of a window, some under a name that is not known; overuse of drugs that "
        "cannot be verified (8.2.7) is for the clinician to judge and is not judged here.",
        "The rule or number of 8.2.4 (opioids) was not read in a source: unverified.",
    ]


def test_diagnose_lists_attacks_and_unrecognised_drugs(tmp_path):
    long = attack("02-01 08:00", "02-04 16:00", "long", peak=3, debilitating=True, longest_remission_minutes=600)
    folder = folder_of(tmp_path / "f", long, took("wondercure", 3), person=anna(birth_year=1980))
    (patient,) = run_json("diagnose", folder)["patients"]
    assert patient["status_migrainosus"] == [
        {
            "attack": "long",
            "verdict": "yes",
            "why": "lasted 80 h 00 min, more than 72 h; debilitating; longest remission 600 min of the 720 accepted",
        }
    ]
    assert patient["unrecognised_drugs"] == [{"drug": "wondercure", "days": 1}]


def test_diagnose_from_a_day(tmp_path):
    folder = folder_of(tmp_path / "f", *windows([14, 16, 16, 16, 16], [9] * 5))
    (patient,) = run_json("diagnose", folder, "--from", "2026-02-02")["patients"]
    assert patient["months"][0]["from"] == "2026-02-02"
    assert patient["chronic_migraine"]["ichd3"] == "yes"


def test_the_table_for_people_marks_what_is_only_possible(tmp_path):
    folder = folder_of(
        tmp_path / "f", *windows([18] * 4), *drug_days("sumatriptan", 6), *drug_days("elixir", 4, first=6)
    )
    code, out, _ = run("diagnose", folder)
    assert code == 0
    assert "8.2.2?" in out
    assert "Notes" in out
    code, out, _ = run("diagnose", folder_of(tmp_path / "g", *windows([18] * 4)))
    assert code == 0
    assert "8.2" not in out


def test_each_patient_is_judged_alone(tmp_path):
    from migrainedays.treatment import Person

    bea = Person(patient="Bea", migraine_attacks_before=9)
    folder = folder_of(tmp_path / "f", bea, *windows([16] * 4, [9] * 4), DiaryDay(patient="Bea", date=free(0).date))
    found = run_json("diagnose", folder)["patients"]
    assert [p["patient"] for p in found] == ["Anna", "Bea"]
    assert [p["chronic_migraine"]["ichd3"] for p in found] == ["yes", "indeterminate"]
    assert [len(p["months"]) for p in found] == [4, 0]


# -- check -----------------------------------------------------------------------------------------------------
def test_check_counts_rows_and_missing_days(tmp_path):
    folder = folder_of(tmp_path / "f", free(0), free(4), attack("01-07 10:00", "01-07 12:00"), present=(Intake,))
    found = run_json("check", folder)
    assert found == {
        "refused": [],
        "odd": [],
        "tables": {
            "patients": {"rows": 1, "kept": 1},
            "days": {"rows": 2, "kept": 2},
            "attacks": {"rows": 1, "kept": 1},
            "intakes": {"rows": 0, "kept": 0},
        },
        "days": {"entries": 3, "missing": 2},
    }


def test_check_names_table_line_column_value_and_reason(tmp_path):
    folder = folder_with(
        tmp_path / "f",
        patients=PATIENTS,
        days="patient,date,headache,minutes\nAnna,2026-01-05,true,1500\nAnna,2026-01-06,false,\nBea,2026-01-06,false,",
    )
    code, out, _ = run("check", folder, "--json")
    assert code == 3
    assert json.loads(out)["refused"] == [
        {"table": "days", "line": 2, "column": "minutes", "value": "1500", "reason": "is outside 0 to 1440"},
        {"table": "days", "line": 4, "column": "patient", "value": "Bea", "reason": "is not in the patients table"},
    ]
    assert json.loads(out)["tables"]["days"] == {"rows": 3, "kept": 1}
    code, out, _ = run("check", folder)
    assert code == 3
    assert "days, line 2, minutes: '1500' is outside 0 to 1440" in out
    assert "2 refused, 0 odd." in out


def test_check_lists_what_is_odd_as_far_as_a_person_reads(tmp_path):
    folder = folder_of(tmp_path / "f", *[took("elixir", n) for n in range(25)])
    code, out, _ = run("check", folder)
    assert code == 0
    assert out.count("odd, and kept: intakes, line") == 20
    assert "and 5 more that are odd" in out
    assert len(run_json("check", folder)["odd"]) == 25


def test_every_command_refuses_what_check_refuses(tmp_path):
    folder = folder_with(
        tmp_path / "f", patients=PATIENTS, days="patient,date,headache\nAnna,2026-01-05,maybe\nAnna,2026-01-06,true"
    )
    for command in ("classify", "diagnose"):
        code, out, err = run(command, folder, "--json")
        assert (code, out) == (3, "")
        assert "days, line 2, headache: 'maybe'" in err
    code, out, _ = run("classify", folder, "--json", "--accept-valid", "--refused", tmp_path / "back.csv")
    assert code == 0
    assert [day["date"] for day in json.loads(out)["days"]] == ["2026-01-06"]
    assert "maybe" in (tmp_path / "back.csv").read_text(encoding="utf-8")


ATTACKS = "patient,attack,started_at,ended_at\nAnna,a,2026-01-05T10:00+01:00,2026-01-05T12:00+01:00"


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("false,", "headache"),
        ("true,89", "minutes"),
        (",89", "minutes"),
        ("true,0", "minutes"),
    ],
)
def test_a_day_that_contradicts_an_attack_is_refused_with_both_named(tmp_path, row, column):
    folder = folder_with(
        tmp_path / "f", patients=PATIENTS, attacks=ATTACKS, days=f"patient,date,headache,minutes\nAnna,2026-01-05,{row}"
    )
    code, out, _ = run("check", folder, "--json")
    (refused,) = json.loads(out)["refused"]
    assert code == 3
    assert (refused["table"], refused["line"], refused["column"]) == ("days", 2, column)
    assert "attack a (line 2) puts 120" in refused["reason"]


@pytest.mark.parametrize("row", ["true,90", "true,150", "true,600", ",100"])
def test_a_day_that_merely_differs_stands_and_is_odd(tmp_path, row):
    folder = folder_with(
        tmp_path / "f", patients=PATIENTS, attacks=ATTACKS, days=f"patient,date,headache,minutes\nAnna,2026-01-05,{row}"
    )
    found = run_json("check", folder)
    (odd,) = found["odd"]
    assert (odd["table"], odd["column"], odd["value"]) == ("days", "minutes", row.split(",")[1])
    assert found["tables"]["days"]["kept"] == 1


@pytest.mark.parametrize("row", ["true,120", "true,", ",", ",120"])
def test_a_day_that_agrees_is_neither(tmp_path, row):
    folder = folder_with(
        tmp_path / "f", patients=PATIENTS, attacks=ATTACKS, days=f"patient,date,headache,minutes\nAnna,2026-01-05,{row}"
    )
    assert run_json("check", folder)["odd"] == []


def test_check_points_to_what_a_clinician_should_look_at(tmp_path):
    values = (
        headache(0, peak=2, aura_kinds=("motor",), aura_minutes=90, minutes=0),
        headache(1, peak=0),
        took("sumatriptan", 2),
        took("elixir", 3, purpose=None),
    )
    found = run_json("check", folder_of(tmp_path / "f", *values))
    assert [(p["table"], p["line"], p["column"], p["value"]) for p in found["odd"]] == [
        ("days", 2, "aura_minutes", "90"),
        ("days", 2, "aura_kinds", "motor"),
        ("days", 2, "minutes", "0"),
        ("days", 3, "peak", "0"),
        ("intakes", 3, "purpose", ""),
        ("intakes", 3, "drug", "elixir"),
    ]
