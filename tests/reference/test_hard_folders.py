"""Folders that are hard to read right, worked by hand from the contract and the criteria, and asked of the commands.

Each test says in its first lines how its answer was worked out. Clocks are those of Paris unless it is said otherwise.
"""

import csv
import datetime as dt
import json

import pytest

from tests.unit.cli.running import runner

DAY = dt.timedelta(days=1)
FIRST = dt.date(2026, 1, 1)
PARIS = [{"patient": "p", "zone": "Europe/Paris", "migraine_attacks_before": 10, "aura_attacks_before": 0}]
FEATURES = {
    "unilateral": "true", "pulsating": "true", "aggravated": "false", "nausea": "false", "vomiting": "false",
    "photophobia": "true", "phonophobia": "true", "peak": 2,
}  # fmt: skip
PLAIN = dict.fromkeys(
    ("unilateral", "pulsating", "aggravated", "nausea", "vomiting", "photophobia", "phonophobia"), "false"
) | {"peak": 1, "minutes": 300}
EMPTY = {"intakes": ["patient", "date", "drug"]}


@pytest.fixture
def ask(monkeypatch, capsys, tmp_path):
    """A function that writes a folder, asks a command, and gives the exit code and the document."""
    run = runner(monkeypatch, capsys)
    written = []

    def asked(command, *words, patients=PARIS, **tables):
        folder = tmp_path / str(len(written))
        written.append(folder)
        folder.mkdir()
        for name, rows in ({"patients": patients} | tables).items():
            columns = list(dict.fromkeys(column for row in rows for column in row)) or EMPTY[name]
            with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, columns)
                writer.writeheader()
                writer.writerows(rows)
        done = run(command, folder, *words, "--json")
        return done.code, json.loads(done.out) if done.out else done.err

    return asked


def on(number, first=FIRST):
    return str(first + number * DAY)


def attack(started, ended="", name="a", **columns):
    return {"patient": "p", "attack": name, "started_at": started, "ended_at": ended, **FEATURES, **columns}


def day(number, headache, first=FIRST, **columns):
    return {"patient": "p", "date": on(number, first), "headache": "true" if headache else "false", **columns}


def month(number, headaches, entered=28, first=FIRST, **columns):
    """28 days, the first of them with headache, of which so many are entered from the first on."""
    return [
        day(28 * number + n, n < headaches, first, **(PLAIN | columns if n < headaches else {})) for n in range(entered)
    ]


def session(number, date, **columns):
    return {"patient": "p", "session": number, "date": str(date), **columns}


def taken(drug, days, **columns):
    return [{"patient": "p", "date": on(n), "drug": drug, "purpose": "acute", **columns} for n in days]


def only(document):
    [patient] = document["patients"]
    return patient


# -- attacks and midnights ---------------------------------------------------------------------------------
def test_an_attack_over_the_night_in_which_the_clocks_go_forward(ask):
    """22:00 to 10:00 on 28 and 29 March is eleven hours: 120 minutes before midnight, and nine hours after it."""
    rows = [attack("2026-03-28T22:00+01:00", "2026-03-29T10:00+02:00")]
    _, found = ask("classify", "--profile", "US_LABEL", attacks=rows, intakes=[])
    assert [(d["date"], d["headache_day"], d["flags"]) for d in found["days"]] == [
        ("2026-03-28", "no", []),
        ("2026-03-29", "yes", []),
    ]
    _, found = ask("evaluate", "--on", "2026-04-24", attacks=rows, days=[day(0, False, dt.date(2026, 4, 24))])
    assert only(found)["windows"][0]["headache_minutes"] == {"observed": 120 + 540, "days_known": 3}


def test_a_day_of_25_hours_can_be_entered_with_no_more_than_1440_minutes(ask):
    """25 October 2026 has 25 hours; a row of days cannot say more than 1440, and so contradicts nothing."""
    rows = [attack("2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00")]
    autumn = dt.date(2026, 10, 25)
    code, found = ask("check", attacks=rows, days=[day(0, True, autumn, minutes=1440)])
    assert (code, found["refused"], found["odd"]) == (0, [], [])
    code, found = ask("check", attacks=rows, days=[day(0, True, autumn, minutes=1409)])
    assert (code, [row["column"] for row in found["refused"]]) == (3, ["minutes"])


@pytest.mark.parametrize(
    ("started", "ended", "expected"),
    [
        # 60 and 210 minutes: neither reaches four hours, the whole attack of 270 does
        ("10T23:00", "11T03:30", [("no", True), ("no", True)]),
        # 60 and 360: the second day has it, and nothing is lost
        ("10T23:00", "11T06:00", [("no", False), ("yes", False)]),
        # four hours to the minute, ended by midnight: the next day is not touched
        ("10T20:00", "11T00:00", [("yes", False)]),
        # 239 and 239, of 478
        ("10T20:01", "11T03:59", [("no", True), ("no", True)]),
        # 52 hours: 180, 1440, 1440, 60
        ("10T21:00", "13T01:00", [("no", False), ("yes", False), ("yes", False), ("no", False)]),
        # 3 h 59 min in all: too short as a whole too
        ("10T22:00", "11T01:59", [("no", False), ("no", False)]),
    ],
)
def test_the_minutes_of_each_day_decide_and_a_split_is_flagged(ask, started, ended, expected):
    rows = [attack(f"2026-01-{started}+01:00", f"2026-01-{ended}+01:00")]
    _, found = ask("classify", "--profile", "US_LABEL", attacks=rows, intakes=[])
    assert [(d["headache_day"], "midnight_split" in d["flags"]) for d in found["days"]] == expected
    assert {d["moderate_severe_day"] for d in found["days"]} == {"yes"}, "any duration"


def test_the_calendar_day_is_that_of_the_offset_of_the_attack_itself(ask):
    """At 23:00 in New York it is the next day in Paris; the attack was lived in New York."""
    rows = [attack("2026-01-10T19:00-05:00", "2026-01-10T23:30-05:00")]
    _, found = ask("classify", "--profile", "US_LABEL", attacks=rows, intakes=[])
    assert [(d["date"], d["headache_day"]) for d in found["days"]] == [("2026-01-10", "yes")]


@pytest.mark.parametrize(
    "rest",
    [
        {"days": [{"patient": "p", "date": "2025-04-30"}]},
        {"sessions": [session(1, "2025-04-30")]},
        {"scores": [{"patient": "p", "date": "2025-04-30", "scale": "hit6", "value": 60}]},
        {"adverse_events": [{"patient": "p", "event": "e", "onset_on": "2025-04-30"}]},
        {"conditions": [{"patient": "p", "condition": "allergy", "asked_on": "2025-04-30"}]},
        {"preventives": [{"patient": "p", "drug": "topiramate", "started_on": "2025-04-30"}]},
        {"goals": [{"patient": "p", "goal": "g", "date": "2025-04-30"}]},
        {},
    ],
)
def test_constant_headache_goes_on_through_the_last_dated_row_of_any_table(ask, rest):
    """120 days from 1 January to 30 April 2025; four whole windows. Without another row `--on` says where to stop."""
    rows = {"attacks": [attack("2025-01-01T00:00+01:00")]} | rest
    words = () if rest else ("--on", "2025-04-30")
    _, found = ask("evaluate", *words, **rows)
    assert found["clinic"]["days"] == {"entries": 120, "missing": 0, "headache_days": 120}
    assert [w["headache_days"]["observed"] for w in only(found)["windows"]] == [28] * 4
    _, found = ask("diagnose", *words, **rows)
    assert only(found)["chronic_migraine"]["clauses"] == {"A": "yes", "B": "yes", "C": "yes"}
    assert "gone on for 120 days" in only(found)["notes"][0]
    _, found = ask("classify", *words, **rows)
    assert len(found["days"]) == 120
    if rest:
        assert ask("check", **rows)[1]["days"] == {"entries": 120, "missing": 0}


def test_a_row_of_days_that_contradicts_an_attack_that_goes_on_is_refused(ask):
    """The attack puts 1440 minutes on the 12th: 1410 differ by 30 and stand, 1409 by 31; `false` cannot stand."""
    rows = [attack("2026-01-10T08:00+01:00")]
    later = day(12, True)
    for said, code, odd in ((1410, 0, 1), (1409, 3, 0)):
        refused, found = ask("check", attacks=rows, days=[day(11, True, minutes=said), later])
        assert (refused, len(found["refused"]), len(found["odd"])) == (code, 1 if code else 0, odd)
    code, found = ask("check", attacks=rows, days=[day(11, False), later])
    assert (code, found["refused"][0]["column"], found["refused"][0]["value"]) == (3, "headache", "false")
    assert "line 2" in found["refused"][0]["reason"]
