"""The JSON document of each command, in full, for a small diary: what others' tools rely on (contract, 3)."""

import json
from pathlib import Path

from tests.unit.cli.running import Run

ODD = [
    {"table": "intakes", "line": 3, "column": "purpose", "value": "", "reason": "is blank; counted as acute"},
    {
        "table": "intakes",
        "line": 3,
        "column": "drug",
        "value": "moonstone",
        "reason": "is not a drug that we know by its generic name; it leaves open every class it could belong to",
    },
]
EVERY_CLASS = [
    "8.2.1", "8.2.2", "8.2.3", "8.2.3.1", "8.2.3.2", "8.2.3.2.1", "8.2.3.3", "8.2.4", "8.2.5", "8.2.6", "8.2.8",
]  # fmt: skip


def test_check(run: Run, folder: Path) -> None:
    assert json.loads(run("check", folder, "--json").out) == {
        "refused": [],
        "odd": ODD,
        "tables": {
            "patients": {"rows": 2, "kept": 2},
            "days": {"rows": 4, "kept": 4},
            "intakes": {"rows": 2, "kept": 2},
        },
        "days": {"entries": 4, "missing": 1},
    }


def test_check_of_a_folder_with_a_refused_row(run: Run, broken: Path) -> None:
    assert json.loads(run("check", broken, "--json").out) == {
        "refused": [
            {"table": "days", "line": 2, "column": "minutes", "value": "1500", "reason": "is outside 0 to 1440"}
        ],
        "odd": ODD,
        "tables": {
            "patients": {"rows": 2, "kept": 2},
            "days": {"rows": 4, "kept": 3},
            "intakes": {"rows": 2, "kept": 2},
        },
        "days": {"entries": 3, "missing": 1},
    }


def test_classify(run: Run, folder: Path) -> None:
    assert json.loads(run("classify", folder, "--json").out) == {
        "profile": {"name": "LEIDEN_2023", "version": "2023", "verified": True},
        "days": [
            {
                "patient": "Anna",
                "date": "2026-01-01",
                "headache_day": "yes",
                "migraine_day": "yes",
                "moderate_severe_day": "yes",
                "reasons": [
                    "headache",
                    "headache of 30 minutes or more",
                    "1.1 C1 unilateral",
                    "1.1 C2 pulsating",
                    "1.1 C3 moderate or severe",
                    "1.1 D1 nausea or vomiting",
                    "migraine-specific drug taken",
                    "headache of 60 minutes or more",
                    "acute drug taken",
                ],
                "flags": [],
            },
            {
                "patient": "Anna",
                "date": "2026-01-02",
                "headache_day": "no",
                "migraine_day": "no",
                "moderate_severe_day": "no",
                "reasons": ["no headache"],
                "flags": [],
            },
            {
                "patient": "Anna",
                "date": "2026-01-04",
                "headache_day": "yes",
                "migraine_day": "indeterminate",
                "moderate_severe_day": "no",
                "reasons": [
                    "migraine day not decided: 1.1 C two of four pain features; 1.1 D nausea or vomiting, "
                    "or photophobia and phonophobia",
                    "migraine day not met: visual aura of 5 to 60 minutes",
                    "migraine day not decided: migraine-specific drug taken",
                    "headache",
                    "headache of 60 minutes or more",
                    "acute drug taken",
                ],
                "flags": ["purpose_blank", "unrecognised_drug"],
            },
            {
                "patient": "Ben",
                "date": "2026-01-01",
                "headache_day": "indeterminate",
                "migraine_day": "indeterminate",
                "moderate_severe_day": "indeterminate",
                "reasons": [
                    "migraine day not decided: headache; headache of 30 minutes or more; 1.1 C two of four "
                    "pain features; 1.1 D nausea or vomiting, or photophobia and phonophobia",
                    "migraine day not met: visual aura of 5 to 60 minutes",
                    "migraine day not met: migraine-specific drug taken",
                    "headache day not decided: headache; headache of 60 minutes or more",
                    "headache day not met: acute drug taken",
                ],
                "flags": [],
            },
        ],
    }


def test_classify_until_a_day(run: Run, folder: Path) -> None:
    assert json.loads(run("classify", folder, "--profile", "US_LABEL", "--on", "2026-01-02", "--json").out) == {
        "profile": {"name": "US_LABEL", "version": "1", "verified": True},
        "days": [
            {
                "patient": "Anna",
                "date": "2026-01-01",
                "headache_day": "yes",
                "migraine_day": "yes",
                "moderate_severe_day": "yes",
                "reasons": [
                    "headache",
                    "headache of 240 minutes or more",
                    "1.1 A five attacks or more",
                    "1.1 B duration",
                    "1.1 C1 unilateral",
                    "1.1 C2 pulsating",
                    "1.1 C3 moderate or severe",
                    "1.1 D1 nausea or vomiting",
                ],
                "flags": [],
            },
            {
                "patient": "Anna",
                "date": "2026-01-02",
                "headache_day": "no",
                "migraine_day": "no",
                "moderate_severe_day": "no",
                "reasons": ["no headache"],
                "flags": [],
            },
            {
                "patient": "Ben",
                "date": "2026-01-01",
                "headache_day": "indeterminate",
                "migraine_day": "indeterminate",
                "moderate_severe_day": "indeterminate",
                "reasons": [
                    "migraine day not decided: headache; headache of 240 minutes or more; 1.1, 1.2 or 1.5 "
                    "migraine or probable migraine",
                    "headache day not decided: headache; headache of 240 minutes or more",
                ],
                "flags": [],
            },
        ],
    }


def test_diagnose(run: Run, folder: Path) -> None:
    assert json.loads(run("diagnose", folder, "--json").out) == {
        "patients": [
            {
                "patient": "Anna",
                "chronic_migraine": {
                    "ichd3": "indeterminate",
                    "operational_3_months": "indeterminate",
                    "clauses": {"A": "indeterminate", "B": "indeterminate", "C": "indeterminate"},
                },
                "medication_overuse": [],
                "moh": [],
                "medication_overuse_indeterminate": EVERY_CLASS,
                "moh_indeterminate": EVERY_CLASS,
                "unrecognised_drugs": [{"drug": "moonstone", "days": 1}],
                "status_migrainosus": [],
                "notes": [
                    "The purpose of drugs taken on 2026-01-04 is blank; they count as acute.",
                    "Attacks before the diary were not told, and those within it do not add up to five for "
                    "certain (1.3 B): ask how many there were.",
                    "The diary holds 0 whole windows of 28 days; more than three months needs 4.",
                ],
                "months": [],
            },
            {
                "patient": "Ben",
                "chronic_migraine": {
                    "ichd3": "indeterminate",
                    "operational_3_months": "indeterminate",
                    "clauses": {"A": "indeterminate", "B": "indeterminate", "C": "indeterminate"},
                },
                "medication_overuse": [],
                "moh": [],
                "medication_overuse_indeterminate": EVERY_CLASS,
                "moh_indeterminate": EVERY_CLASS,
                "unrecognised_drugs": [],
                "status_migrainosus": [],
                "notes": [
                    "Attacks before the diary were not told, and those within it do not add up to five for "
                    "certain (1.3 B): ask how many there were.",
                    "The diary holds 0 whole windows of 28 days; more than three months needs 4.",
                ],
                "months": [],
            },
        ]
    }


def test_protocol_list(run: Run) -> None:
    assert json.loads(run("protocol", "list", "--json").out) == {
        "protocols": [
            {
                "name": "preempt",
                "versions": ["1"],
                "title": "PREEMPT: fixed sites, fixed dose (155 U)",
                "published": True,
            },
            {
                "name": "preempt-follow-the-pain",
                "versions": ["1"],
                "title": "PREEMPT with follow the pain (155 to 195 U)",
                "published": True,
            },
            {
                "name": "six-trigger-sites",
                "versions": ["1", "2"],
                "title": "Six trigger sites (template, clinic-defined)",
                "published": False,
            },
        ]
    }


def test_score_of_hit6(run: Run) -> None:
    assert json.loads(run("score", "hit6", "60", "--before", "66", "--json").out) == {
        "scale": "hit6",
        "version": "HIT-6",
        "total": 60,
        "band": "severe",
        "flags": [],
        "change": {
            "before": 66,
            "difference": -6,
            "rules": {
                "ahs_2021": {
                    "verdict": "yes",
                    "why": "A fall of 6; 5 is needed.",
                    "claims": ["hit6.ahs_2021"],
                    "verified": True,
                },
                "houts_2020": {
                    "verdict": "yes",
                    "why": "A fall of 6; 6 is needed.",
                    "claims": ["hit6.houts_2020"],
                    "verified": True,
                },
                "rendas_baum": {
                    "verdict": "no",
                    "why": "A fall of 6; 7 is needed.",
                    "claims": ["hit6.rendas_baum"],
                    "verified": False,
                },
                "smelt_2014": {
                    "verdict": "yes",
                    "why": "A fall of 6; 2.5 to 6 is needed.",
                    "claims": ["hit6.smelt_2014"],
                    "verified": True,
                },
            },
        },
        "parts": {},
        "unverified": ["hit6.no_blank"],
    }


def test_score_of_midas(run: Run) -> None:
    assert json.loads(run("score", "midas", "2", "1", "3", "0", "5", "--qa", "12", "--qb", "7", "--json").out) == {
        "scale": "midas",
        "version": "MIDAS",
        "total": 11,
        "band": "III",
        "flags": [],
        "change": {
            "before": None,
            "difference": None,
            "rules": {
                "ahs_2021": {
                    "verdict": None,
                    "why": "From a baseline of 11 to 20, a fall of at least 5 points is a reason to go on "
                    "with a preventive.",
                    "claims": ["midas.ahs_2021_points"],
                    "verified": True,
                },
                "torres_ferrus_2020": {
                    "verdict": None,
                    "why": "A fall of at least half after two cycles is a disability response.",
                    "claims": ["midas.torres_ferrus_2020"],
                    "verified": True,
                },
                "italy": {
                    "verdict": None,
                    "why": "In Italy an antibody is continued where MIDAS falls by at least half at three months.",
                    "claims": ["midas.italy"],
                    "verified": True,
                },
            },
        },
        "parts": {"A": 12, "B": 7},
        "unverified": ["midas.total_max"],
    }


def test_score_of_goals(run: Run) -> None:
    assert json.loads(run("score", "gas", "1", "-1", "--weights", "2,1", "--json").out) == {
        "scale": "gas",
        "version": "T score, correlation 0.3",
        "total": 54.02,
        "band": None,
        "flags": [],
        "change": {"before": None, "difference": None, "rules": {}},
        "parts": {},
        "unverified": [],
    }
