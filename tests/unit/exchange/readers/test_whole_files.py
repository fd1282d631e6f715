"""What becomes of a whole file of each kind: every value, cell by cell, and everything that is told about it.

The patient is P1, the clock stood in Paris. Nothing else may come out: a rule that changes changes one of these.
"""

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

PARIS = "Europe/Paris"
PERSON = ("patients", {"zone": PARIS})


def test_a_new_migraine_buddy_file(read: Reading) -> None:
    found = read("migraine-buddy", MIGRAINE_BUDDY, zone=PARIS)
    assert found.imported.date_order == "month-first"
    assert found.cells() == [
        PERSON,
        (
            "attacks",
            {
                "attack": "20241116T2130Z",
                "peak": "3",
                "unilateral": "true",
                "pulsating": "true",
                "nausea": "true",
                "photophobia": "true",
                "believed_migraine": "true",
                "pain_areas": "front_left;temple_left",
                "started_at": "2024-11-16T22:30:00+01:00",
                "ended_at": "2024-11-17T02:30:00+01:00",
            },
        ),
        ("intakes", {"date": "2024-11-16", "drug": "sumatriptan", "intake": "1", "relieved": "true"}),
        ("intakes", {"date": "2024-11-16", "drug": "naproxen", "intake": "1"}),
        ("intakes", {"date": "2024-11-16", "drug": "ibuprofen", "intake": "1", "relieved": "false"}),
        ("exposures", {"date": "2024-11-16", "factor": "stress", "occurrence": "1"}),
        ("exposures", {"date": "2024-11-16", "factor": "alcohol", "occurrence": "1"}),
        (
            "attacks",
            {
                "attack": "20241117T0135Z",
                "peak": "1",
                "unilateral": "false",
                "believed_migraine": "false",
                "pain_areas": "neck_left;neck_right",
                "started_at": "2024-11-17T02:35:00+01:00",
                "ended_at": "2024-11-18T03:50:00+00:00",
            },
        ),
        ("days", {"date": "2024-11-20", "peak": "2", "headache": "true"}),
        ("attacks", {"attack": "20241121T2105Z", "peak": "0", "started_at": "2024-11-21T22:05:00+01:00"}),
    ]
    assert found.odd == [
        "attacks, line 2: '11/21/24 · Ongoing · New preventive since October · Started low,\\nthen more' "
        "is listed as an ongoing event above the attacks; it was left there",
        "days, line 9: '2024-11-20' has no end; it was taken as a day with headache",
    ]
    assert found.refused == []


def test_a_page_for_the_doctor(read: Reading) -> None:
    found = read("migraine-buddy-link", page(LINK_ATTACK, LINK_SECOND), zone=PARIS)
    assert found.imported.date_order == "day-first"
    assert found.cells() == [
        PERSON,
        (
            "attacks",
            {
                "attack": "20181216T2006Z",
                "peak": "2",
                "unilateral": "true",
                "pulsating": "true",
                "aggravated": "true",
                "aura_kinds": "visual",
                "pain_areas": "temple_left",
                "started_at": "2018-12-16T21:06:00+01:00",
                "ended_at": "2018-12-17T03:06:00+01:00",
            },
        ),
        ("intakes", {"date": "2018-12-16", "drug": "sumatriptan", "intake": "1", "doses": "2", "relieved": "true"}),
        ("intakes", {"date": "2018-12-16", "drug": "tylenol", "intake": "1", "relieved": "true"}),
        ("intakes", {"date": "2018-12-16", "drug": "naproxen", "intake": "1", "doses": "1", "relieved": "false"}),
        ("intakes", {"date": "2018-12-16", "drug": "caffeine & sugar", "intake": "1", "doses": "1"}),
        ("exposures", {"date": "2018-12-16", "factor": "menstruation", "occurrence": "1"}),
        ("exposures", {"date": "2018-12-16", "factor": "rebound headache", "occurrence": "1"}),
        ("exposures", {"date": "2018-12-16", "factor": "alcohol", "occurrence": "1"}),
        (
            "attacks",
            {
                "attack": "20181203T0313Z",
                "peak": "3",
                "unilateral": "false",
                "pain_areas": "front_left;front_right",
                "started_at": "2018-12-03T04:13:00+01:00",
                "ended_at": "2018-12-03T09:39:00+01:00",
            },
        ),
    ]
    assert found.odd == []
    assert found.refused == []


def test_an_apple_health_export(read: Reading) -> None:
    found = read("apple-health", APPLE, zone=PARIS)
    assert found.imported.date_order is None
    assert found.cells() == [
        PERSON,
        ("days", {"date": "2026-03-04", "headache": "false"}),
        ("days", {"date": "2026-03-05", "headache": "false"}),
        ("days", {"date": "2026-03-07", "peak": "3", "headache": "true"}),
        (
            "attacks",
            {
                "attack": "20260301T2100Z",
                "peak": "2",
                "started_at": "2026-03-01T22:00:00+01:00",
                "ended_at": "2026-03-02T02:00:00+01:00",
            },
        ),
        (
            "attacks",
            {
                "attack": "20260310T0400Z",
                "peak": "1",
                "started_at": "2026-03-10T00:00:00-04:00",
                "ended_at": "2026-03-10T01:30:00-04:00",
            },
        ),
    ]
    assert found.odd == []
    assert found.refused == []


def test_a_cluster_headache_tracker_file(read: Reading) -> None:
    found = read("cluster-headache-tracker", CLUSTER, zone=PARIS)
    assert found.imported.date_order == "year-first"
    assert found.cells() == [
        PERSON,
        (
            "attacks",
            {
                "attack": "20240330T2230Z",
                "peak": "3",
                "started_at": "2024-03-30T23:30:00+01:00",
                "ended_at": "2024-03-31T03:30:00+02:00",
            },
        ),
        ("intakes", {"date": "2024-03-30", "drug": "sumatriptan", "intake": "1"}),
        ("intakes", {"date": "2024-03-30", "drug": "oxygen", "intake": "1"}),
        ("exposures", {"date": "2024-03-30", "factor": "alcohol", "occurrence": "1"}),
        ("exposures", {"date": "2024-03-30", "factor": "short_sleep", "occurrence": "1"}),
        ("days", {"date": "2024-04-02", "peak": "2", "headache": "true"}),
    ]
    assert found.odd == ["days, line 4: '2024-04-02' has no end; it was taken as a day with headache"]
    assert found.refused == []


def test_a_bearable_file(read: Reading) -> None:
    found = read("bearable", BEARABLE, zone=PARIS)
    assert found.imported.date_order == "year-first"
    assert found.cells() == [
        PERSON,
        ("days", {"date": "2026-03-01", "peak": "3", "believed_migraine": "true", "headache": "true"}),
        ("exposures", {"date": "2026-03-01", "factor": "caffeine", "occurrence": "1", "level": "3"}),
        ("exposures", {"date": "2026-03-01", "factor": "alcohol", "occurrence": "1", "level": "1"}),
        ("exposures", {"date": "2026-03-01", "factor": "stress", "occurrence": "1"}),
        ("days", {"date": "2026-03-02", "headache": "false"}),
    ]
    assert found.odd == [
        "days, line 6, time of day: 'am' says no headache for a part of the day only; "
        "the rest of that day stays unknown",
        "intakes, category: 1 rows of medicines were kept aside: days without one are not days without drugs",
    ]
    assert found.refused == ["days, line 9, rating/amount: '7' is not a rating of 0 to 4"]


def test_a_migrainebot_file(read: Reading) -> None:
    found = read("migrainebot", MIGRAINEBOT, zone=PARIS)
    assert found.imported.date_order == "year-first"
    assert found.cells() == [
        PERSON,
        (
            "attacks",
            {
                "attack": "20260301T2100Z",
                "peak": "3",
                "started_at": "2026-03-01T22:00:00+01:00",
                "ended_at": "2026-03-02T01:30:00+01:00",
            },
        ),
        ("days", {"date": "2026-03-05", "peak": "1", "headache": "true"}),
    ]
    assert found.odd == ["days, line 3: '2026-03-05' has no end; it was taken as a day with headache"]
    assert found.refused == []


def test_a_german_day_diary(read: Reading) -> None:
    found = read("csv", GERMAN, zone=PARIS)
    assert found.imported.date_order == "day-first"
    assert found.cells() == [
        PERSON,
        ("days", {"date": "2026-01-13", "peak": "2", "headache": "true"}),
        ("intakes", {"date": "2026-01-13", "drug": "sumatriptan", "intake": "1"}),
        ("intakes", {"date": "2026-01-13", "drug": "naproxen", "intake": "1"}),
        ("days", {"date": "2026-01-14", "headache": "false"}),
    ]
    assert found.odd == ["days, line 5, headache: 'vielleicht' says neither yes nor no; left out"]
    assert found.refused == []


def test_an_attack_list_of_ones_own(read: Reading) -> None:
    found = read("csv", ATTACKS, zone=PARIS)
    assert found.imported.date_order == "year-first"
    assert found.cells() == [
        PERSON,
        (
            "attacks",
            {
                "attack": "20260113T2100Z",
                "peak": "3",
                "unilateral": "true",
                "vomiting": "true",
                "photophobia": "true",
                "pain_areas": "temple_left",
                "started_at": "2026-01-13T22:00:00+01:00",
                "ended_at": "2026-01-14T04:00:00+01:00",
            },
        ),
        ("intakes", {"date": "2026-01-13", "drug": "sumatriptan", "intake": "1"}),
        ("intakes", {"date": "2026-01-13", "drug": "naproxen", "intake": "1", "doses": "2"}),
        ("exposures", {"date": "2026-01-13", "factor": "stress", "occurrence": "1"}),
        ("exposures", {"date": "2026-01-13", "factor": "alcohol", "occurrence": "1"}),
        ("days", {"date": "2026-01-20", "peak": "1", "headache": "true"}),
        ("attacks", {"attack": "20260125T0600Z", "peak": "1", "started_at": "2026-01-25T07:00:00+01:00"}),
    ]
    assert found.odd == ["days, line 3: '2026-01-20' has no end; it was taken as a day with headache"]
    assert found.refused == []
