"""What is shown before an import and kept beside it: each column's use, and each entry's line and cells kept aside."""

import hashlib
import json
from pathlib import Path

from migrainedays.exchange.readers import write_imported
from tests.unit.exchange.readers.files import (
    APPLE,
    ATTACKS,
    BEARABLE,
    CLUSTER,
    GERMAN,
    LINK_ATTACK,
    LINK_SECOND,
    MIGRAINE_BUDDY,
    MIGRAINEBOT,
    page,
)
from tests.unit.exchange.readers.reading import Reading


def columns(found: Reading) -> list[tuple[str, str, int]]:
    return [tuple(use) for use in found.imported.preview]


def aside(found: Reading) -> list[tuple[str, int, dict[str, str]]]:
    """Table, line and cells kept aside of each entry that keeps any."""
    return [(o.table, o.line, dict(o.aside)) for o in found.imported.origins if o.aside]


def test_a_new_migraine_buddy_file(read: Reading) -> None:
    found = read("migraine-buddy", MIGRAINE_BUDDY, zone="Europe/Paris")
    assert columns(found) == [
        ("#", "kept aside", 4),
        ("Started", "attacks.started_at", 4),
        ("Lasted", "attacks.ended_at", 3),
        ("Start UTC Offset (min)", "attacks.started_at", 4),
        ("End UTC Offset (min)", "attacks.ended_at", 4),
        ("Geohash", "dropped", 2),
        ("Attack Types", "attacks.believed_migraine", 2),
        ("Attack Location", "kept aside", 1),
        ("Pain Level", "attacks.peak; the original kept aside", 4),
        ("Affected Activities", "kept aside", 1),
        ("Potential Triggers", "exposures.factor", 1),
        ("Symptoms", "attacks features; the original kept aside", 1),
        ("Most Bothersome Symptom", "kept aside", 1),
        ("Premonitory Symptoms", "kept aside", 1),
        ("Pain Positions", "attacks.pain_areas, attacks.unilateral; the original kept aside", 2),
        ("Helpful Medication", "intakes.drug, intakes.relieved", 1),
        ("Somewhat Helpful Medication", "intakes.drug", 1),
        ("Unhelpful Medication", "intakes.drug, intakes.relieved", 1),
        ("Unsure Medication", "intakes.drug", 2),
        ("Helpful Non Drug Relief Methods", "kept aside", 1),
        ("Somewhat Helpful Non Drug Relief Methods", "kept aside", 0),
        ("Unhelpful Non Drug Relief Methods", "kept aside", 0),
        ("Unsure Non Drug Relief Methods", "kept aside", 0),
        ("Notes", "kept aside", 1),
    ]
    assert aside(found) == [
        (
            "attacks",
            6,
            {
                "Attack Types": "Migraine with aura",
                "Attack Location": "Home",
                "Pain Level": "9",
                "Affected Activities": "Sleep",
                "Symptoms": "Throbbing pain, Sensitivity to light, Lightheadedness, Nausea",
                "Most Bothersome Symptom": "Nausea",
                "Premonitory Symptoms": "Yawning",
                "Pain Positions": "Left Temple, Left Eye",
                "Helpful Medication": "Sumatriptan 50mg Oral",
                "Somewhat Helpful Medication": "Naproxen",
                "Unhelpful Medication": "Ibuprofen",
                "Unsure Medication": "No medication",
                "Helpful Non Drug Relief Methods": "Dark room",
                "Notes": "Woke me,\ntwice",
            },
        ),
        (
            "attacks",
            8,
            {
                "Attack Types": "Tension headache",
                "Pain Level": "3",
                "Pain Positions": "Right Neck, Left Neck",
                "Unsure Medication": "No medication",
            },
        ),
        ("days", 9, {"Pain Level": "6"}),
        ("attacks", 10, {"Pain Level": "0"}),
    ]


def test_a_page_for_the_doctor(read: Reading) -> None:
    found = read("migraine-buddy-link", page(LINK_ATTACK, LINK_SECOND), zone="Europe/Paris")
    assert columns(found) == [
        ("#", "kept aside", 2),
        ("Started", "attacks.started_at; the location kept aside", 2),
        ("Lasted", "attacks.ended_at", 2),
        ("Pain Level", "attacks.peak; the original kept aside", 2),
        ("Affected Activities", "kept aside", 1),
        ("Potential Triggers (including menstruations)", "exposures.factor", 2),
        ("Symptoms", "attacks features; the original kept aside", 1),
        ("Auras", "attacks.aura_kinds where a kind is named; the original kept aside", 2),
        ("Pain Positions", "attacks.pain_areas, attacks.unilateral", 2),
        ("Pain Positions (right)", "attacks.pain_areas, attacks.unilateral", 1),
        ("Medication", "intakes.drug, intakes.doses, intakes.relieved", 1),
        ("Non Drug Relief Methods", "kept aside", 1),
        ("Notes", "kept aside", 1),
    ]
    assert aside(found) == [
        (
            "attacks",
            9,
            {
                "Pain Level": "5",
                "Affected Activities": "Slower",
                "Potential Triggers (including menstruations)": "Rebound headache, Alcohol ; Menstruation: Yes",
                "Symptoms": "Worse pain if moving, Throbbing pain",
                "Auras": "Visual",
                "Pain Positions": "Temple",
                "Medication": "Helpful - 2x Sumatriptan, Tylenol ; Unhelpful - 1x Naproxen sodium 550mg Oral ; "
                "Somewhat Helpful - 1x Caffeine & sugar",
                "Non Drug Relief Methods": "Unsure - Sleep",
                "Notes": "Dec 17: I took it twice",
                "Location": "Out",
            },
        ),
        (
            "attacks",
            14,
            {
                "Pain Level": "8",
                "Potential Triggers (including menstruations)": "Menstruation: Soon",
                "Auras": "No",
                "Pain Positions": "Eye",
                "Pain Positions (right)": "Eye",
            },
        ),
    ]


def test_an_apple_health_export(read: Reading) -> None:
    found = read("apple-health", APPLE, zone="Europe/Paris")
    assert columns(found) == [
        ("startDate", "attacks.started_at; days.date where it has no length", 5),
        ("endDate", "attacks.ended_at", 5),
        ("value", "attacks.peak or days.peak; NotPresent: days.headache=false; also kept aside", 5),
        ("HKTimeZone", "the offset of both moments", 1),
        ("sourceName", "kept aside", 5),
        ("all other records", "dropped", 0),
    ]
    assert aside(found) == [
        ("days", 14, {"value": "NotPresent", "sourceName": "Health"}),
        ("days", 14, {"value": "NotPresent", "sourceName": "Health"}),
        ("days", 15, {"value": "Unspecified", "sourceName": "Health"}),
        ("days", 16, {"value": "Severe", "sourceName": "Health"}),
        ("attacks", 13, {"value": "Moderate", "sourceName": "Health"}),
        ("attacks", 17, {"value": "Mild", "sourceName": "Health"}),
    ]


def test_a_cluster_headache_tracker_file(read: Reading) -> None:
    found = read("cluster-headache-tracker", CLUSTER, zone="Europe/Paris")
    assert columns(found) == [
        ("start_time", "attacks.started_at", 2),
        ("end_time", "attacks.ended_at", 1),
        ("intensity", "attacks.peak; the original kept aside", 2),
        ("medication", "intakes.drug", 1),
        ("triggers", "exposures.factor", 1),
        ("notes", "kept aside", 1),
        ("barometric_pressure", "kept aside", 1),
    ]
    assert aside(found) == [
        ("attacks", 2, {"intensity": "8", "notes": "first, and\nworst", "barometric_pressure": "1013.2"}),
        ("days", 4, {"intensity": "6"}),
    ]


def test_a_bearable_file(read: Reading) -> None:
    found = read("bearable", BEARABLE, zone="Europe/Paris")
    assert columns(found) == [
        ("date", "days.date where no formatted date stands beside it", 8),
        ("date formatted", "days.date, exposures.date", 8),
        ("weekday", "kept aside", 8),
        ("time of day", "whether a rating is for the whole day", 4),
        ("category", "tells symptoms from factors; the rest is kept aside", 8),
        ("rating/amount", "days.peak; the original kept aside", 7),
        ("detail", "days.headache, days.believed_migraine, exposures.factor and .level", 7),
        ("notes", "kept aside", 1),
    ]
    assert aside(found) == [
        ("days", 2, {"time of day": "am", "rating/amount": "2", "detail": "Headache (Pain)"}),
        ("days", 3, {"time of day": "pm", "rating/amount": "4", "detail": "Migraine (Pain)", "notes": "bad, very bad"}),
        ("days", 5, {"time of day": "all day", "rating/amount": "0", "detail": "Headache (Pain)"}),
    ]


def test_a_migrainebot_file(read: Reading) -> None:
    found = read("migrainebot", MIGRAINEBOT, zone="Europe/Paris")
    assert columns(found) == [
        ("start", "attacks.started_at", 2),
        ("end", "attacks.ended_at", 1),
        ("pain", "attacks.peak; the original kept aside", 2),
    ]
    assert aside(found) == [("attacks", 2, {"pain": "7"}), ("days", 3, {"pain": "2"})]


def test_a_german_day_diary(read: Reading) -> None:
    found = read("csv", GERMAN, zone="Europe/Paris")
    assert columns(found) == [
        ("Datum", "days.date", 3),
        ("Kopfschmerzen", "days.headache", 3),
        ("Schmerzstärke", "peak; the original kept aside", 1),
        ("Medikamente", "intakes.drug", 1),
        ("Bemerkung", "kept aside", 1),
    ]
    assert aside(found) == [("days", 2, {"Schmerzstärke": "6,5", "Bemerkung": "schlimm;\nsehr"})]


def test_an_attack_list_of_ones_own(read: Reading) -> None:
    found = read("csv", ATTACKS, zone="Europe/Paris")
    assert columns(found) == [
        ("Start", "attacks.started_at", 3),
        ("Lasted", "attacks.ended_at", 2),
        ("Pain", "peak; the original kept aside", 3),
        ("Medicines", "intakes.drug", 1),
        ("Triggers", "exposures.factor", 1),
        ("Symptoms", "features; the original kept aside", 1),
        ("Location", "pain_areas, unilateral; the original kept aside", 1),
        ("Mood", "kept aside", 1),
    ]
    assert aside(found) == [
        ("attacks", 2, {"Pain": "7", "Symptoms": "Vomiting, photophobia", "Location": "left temple", "Mood": "low"}),
        ("days", 3, {"Pain": "2"}),
        ("attacks", 4, {"Pain": "3"}),
    ]


def test_the_note_beside_the_folder_says_all_of_it(read: Reading, tmp_path: Path) -> None:
    found = read("migrainebot", MIGRAINEBOT, zone="Europe/Paris")
    write_imported(tmp_path / "out", found.imported)
    assert json.loads((tmp_path / "out" / "origin.json").read_text(encoding="utf-8")) == {
        "kind": "migrainebot",
        "file": "export.csv",
        "sha256": hashlib.sha256(MIGRAINEBOT.encode()).hexdigest(),
        "date_order": "year-first",
        "columns": [
            {"column": "start", "becomes": "attacks.started_at", "filled": 2},
            {"column": "end", "becomes": "attacks.ended_at", "filled": 1},
            {"column": "pain", "becomes": "attacks.peak; the original kept aside", "filled": 2},
        ],
        "odd": [
            {
                "table": "days",
                "line": 3,
                "column": None,
                "value": "2026-03-05",
                "reason": "has no end; it was taken as a day with headache",
            }
        ],
        "refused": [],
        "entries": [
            {"table": "attacks", "key": ["P1", "20260301T2100Z"], "line": 2, "aside": {"pain": "7"}},
            {"table": "days", "key": ["P1", "2026-03-05"], "line": 3, "aside": {"pain": "2"}},
        ],
    }


def test_a_folder_of_an_import_is_the_tables_and_the_note(read: Reading, tmp_path: Path) -> None:
    write_imported(tmp_path / "out", read("migrainebot", MIGRAINEBOT, zone="Europe/Paris").imported)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "attacks.csv", "datapackage.json", "days.csv", "origin.json", "patients.csv",
    ]  # fmt: skip
    rows = (tmp_path / "out" / "days.csv").read_text(encoding="utf-8").splitlines()
    assert [(name, cell) for name, cell in zip(*(row.split(",") for row in rows), strict=True) if cell] == [
        ("patient", "P1"),
        ("date", "2026-03-05"),
        ("peak", "1"),
        ("headache", "true"),
    ]
