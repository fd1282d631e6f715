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


# -- drugs -------------------------------------------------------------------------------------------------
FOUR_MONTHS = [
    row for n in range(4) for row in month(n, 16, peak=2, unilateral="true", pulsating="true", nausea="true")
]


def four_times(drug, days):
    return [row for n in range(4) for row in taken(drug, range(28 * n, 28 * n + days))]


@pytest.mark.parametrize(
    ("drug", "days", "expected"),
    [
        ("caffeine + acetaminophen +aspirin", 10, ["8.2.5"]),
        ("PARACETAMOL+Codeine", 10, ["8.2.5"]),
        ("butalbital+caffeine+aspirin+codeine", 9, []),
        ("dichloralphenazone+acetaminophen+isometheptene", 10, ["8.2.5"]),
        ("aspirin+paracetamol", 14, []),  # one class, so that fifteen days are needed
        ("paracetamol+aspirin", 15, ["8.2.3", "8.2.3.1", "8.2.3.2", "8.2.3.2.1"]),
        ("ibuprofen+paracetamol", 15, ["8.2.3", "8.2.3.1", "8.2.3.2"]),
        ("caffeine+ergotamine", 10, ["8.2.1"]),
        ("naproxen+sumatriptan", 10, ["8.2.2"]),
        ("metoclopramide+aspirin", 14, []),  # an antiemetic is no analgesic
        ("rimegepant", 28, []),
        ("caffeine", 28, []),
    ],
)
def test_products_count_by_what_is_in_them_in_any_order(ask, drug, days, expected):
    _, found = ask("diagnose", days=FOUR_MONTHS, intakes=four_times(drug, days))
    assert only(found)["moh"] == only(found)["medication_overuse"] == expected
    assert only(found)["medication_overuse_indeterminate"] == []


def test_without_a_table_of_intakes_every_class_is_open(ask):
    """Nothing was asked: no drug is counted, any may have been taken on each of the 28 days, and no subtype is shut."""
    _, found = ask("diagnose", days=FOUR_MONTHS)
    patient = only(found)
    assert (patient["medication_overuse"], patient["moh"]) == ([], [])
    assert {"8.2.1", "8.2.2", "8.2.3", "8.2.4", "8.2.5", "8.2.6"} <= set(patient["medication_overuse_indeterminate"])
    assert patient["moh_indeterminate"] == patient["medication_overuse_indeterminate"]
    nothing = {"observed": 0, "low": 0, "high": 28, "rate28": None}
    assert {name: count == nothing for name, count in patient["months"][0]["acute_days"].items()}["triptan"]
    _, found = ask("classify", days=[day(0, True, **PLAIN | {"minutes": 30})])
    assert [(d["headache_day"], d["migraine_day"]) for d in found["days"]] == [("indeterminate", "indeterminate")]


def test_fourteen_days_and_an_unknown_one_leave_fifteen_open(ask):
    """27 entered days with 14 of ibuprofen: 14 or 15. In the fourth month all are entered, and 14 are 14.

    What was taken on a missing day may also have been of another class, and 14 days are ten (8.2.6).
    """
    rows = [row for n in range(4) for row in month(n, 16, entered=27)]
    _, found = ask("diagnose", days=[*rows, day(111, False)], intakes=four_times("ibuprofen", 14))
    assert only(found)["medication_overuse_indeterminate"] == ["8.2.6"]
    _, found = ask("diagnose", days=[*rows, day(112 + 27, False)], intakes=four_times("ibuprofen", 14))
    assert only(found)["medication_overuse_indeterminate"] == ["8.2.3", "8.2.3.2", "8.2.6"]


def test_the_purpose_decides_whether_a_drug_counts(ask):
    """Twenty mild minutes make a headache day in Leiden only with an acute drug; a blank purpose is acute."""
    days = [day(n, True, **PLAIN | {"minutes": 20}) for n in range(4)]
    rows = [
        {"patient": "p", "date": on(n), "drug": "sumatriptan", "purpose": purpose}
        for n, purpose in enumerate(("acute", "", "preventive", "other"))
    ]
    _, found = ask("classify", days=days, intakes=rows)
    assert [(d["headache_day"], d["migraine_day"], d["flags"]) for d in found["days"]] == [
        ("yes", "yes", []),
        ("yes", "yes", ["purpose_blank"]),
        ("no", "no", []),
        ("no", "no", []),
    ]


def test_one_drug_under_two_names_with_one_number_is_pointed_at(ask):
    rows = [
        *taken("paracetamol", [0]), *taken("acetaminophen", [0]), *taken("aspirin+caffeine", [1]),
        *taken("caffeine + Aspirin", [1]), *taken("paracetamol", [2]), *taken("acetaminophen", [2], intake=2),
    ]  # fmt: skip
    code, found = ask("check", days=month(0, 5), intakes=rows)
    assert (code, found["refused"]) == (0, [])
    assert [(row["line"], row["value"], "line 2" in row["reason"]) for row in found["odd"]] == [
        (3, "acetaminophen", True),
        (5, "caffeine + Aspirin", False),
    ]
    code, found = ask("check", days=month(0, 5), intakes=[*rows, *taken("paracetamol", [0])])
    assert (code, [row["line"] for row in found["refused"]]) == (3, [8])


# -- sessions and windows ----------------------------------------------------------------------------------
S1 = FIRST + 28 * DAY  # a baseline of 28 days lies before it


def evaluated(ask, rows, *dates, words=(), **tables):
    sessions = [session(n, date) for n, date in enumerate(dates, start=1)]
    _, found = ask("evaluate", *words, days=rows, sessions=sessions + tables.pop("elsewhere", []), **tables)
    return only(found)


def after(first, headaches, entered=28):
    """28 days from a date on."""
    return month(0, headaches, entered, first)


@pytest.mark.parametrize(
    ("entered", "quality", "half", "by_bounds"),
    [(19, "low_confidence", "indeterminate", "yes"), (20, "evaluable", "yes", "yes")],
)
def test_a_percent_rule_needs_twenty_entries_of_the_baseline(ask, entered, quality, half, by_bounds):
    """10 in 19 or 20 entries, then 5 in 28: half of the least that the baseline can have been."""
    patient = evaluated(ask, [*after(FIRST, 10, entered), *after(S1 + DAY, 5)], S1)
    assert (patient["baseline"]["entries"], patient["baseline"]["quality"]) == (entered, quality)
    rule = patient["rules"]["responder_50"]
    assert (rule["verdict"], rule["by_bounds"], rule["session"]) == (half, by_bounds, 1)


@pytest.mark.parametrize(
    ("before", "later", "fall", "met"),
    [
        (20, 10, "1/2", ["responder_30", "responder_50"]),
        (20, 14, "3/10", ["responder_30"]),
        (20, 15, "1/4", []),
        (28, 7, "3/4", ["responder_30", "responder_50", "responder_75"]),
        (4, 3, "1/4", ["excellent_below_4"]),
        (4, 0, "1", ["responder_30", "responder_50", "responder_75", "responder_100", "excellent_below_4"]),
        (10, 12, "-1/5", []),
        (0, 3, None, ["excellent_below_4"]),
    ],
)
def test_ties_are_met_exactly(ask, before, later, fall, met):
    patient = evaluated(ask, [*after(FIRST, before), *after(S1 + DAY, later)], S1)
    assert patient["sessions"][0]["reduction_from_baseline"] == fall
    names = ("responder_30", "responder_50", "responder_75", "responder_100", "excellent_below_4")
    assert [name for name in names if patient["rules"][name]["verdict"] == "yes"] == met


def test_thirty_percent_between_incomplete_windows_is_exact(ask):
    """20 of 20 entries is 28 in 28 and 14 of 20 is 19.6: a fall of exactly 3/10, which floating point would miss."""
    patient = evaluated(ask, [*after(FIRST, 20, 20), *after(S1 + DAY, 14, 20)], S1)
    assert patient["sessions"][0]["reduction_from_baseline"] == "3/10"
    rule = patient["rules"]["responder_30"]
    assert (rule["verdict"], rule["by_bounds"]) == ("yes", "indeterminate")


@pytest.mark.parametrize(
    ("headaches", "entered", "chronic"), [(15, 28, "yes"), (14, 28, "no"), (14, 27, "indeterminate"), (15, 20, "yes")]
)
def test_fifteen_days_are_judged_by_the_bounds_alone(ask, headaches, entered, chronic):
    """14 in 27 is a rate of 14.5, and never rounded up to 15: it may be 14 or 15."""
    rows = [row for n in range(4) for row in month(n, headaches, entered)]
    _, found = ask("diagnose", days=[*rows, day(139, False)])
    assert only(found)["chronic_migraine"]["clauses"]["A"] == chronic


def test_a_session_on_the_first_day_of_the_diary_has_an_empty_baseline(ask):
    """Nothing was entered in the 28 days before: 0 to 28, no rate, no fall; what was asked by days stays judged."""
    patient = evaluated(ask, month(0, 10) + month(1, 5), FIRST)
    assert patient["baseline"]["headache_days"] == {"observed": 0, "low": 0, "high": 28, "rate28": None}
    assert patient["baseline"]["quality"] == "not_evaluable"
    assert patient["sessions"][0]["reduction_from_baseline"] is None
    verdicts = {name: patient["rules"][name]["verdict"] for name in ("responder_30", "excellent_below_4", "nice_ta260")}
    assert verdicts == {"responder_30": "indeterminate", "excellent_below_4": "no", "nice_ta260": "not_proven"}


def test_two_sessions_twenty_days_apart_have_windows_that_overlap(ask):
    """Days 1 to 28 after the first run past the second; the 28 days before the second begin before the first."""
    second = S1 + 20 * DAY
    one, two = evaluated(ask, month(0, 20) + month(1, 10) + month(2, 10) + month(3, 4), S1, second)["sessions"]
    assert (one["first"]["from"], one["first"]["to"]) == (str(S1 + DAY), str(S1 + 28 * DAY))
    assert (one["last"]["from"], one["last"]["to"]) == (str(second - 28 * DAY), str(second - DAY))
    assert one["last"]["headache_days"] == two["before"]["headache_days"]
    assert (two["first"]["from"], two["last"]) == (str(second + DAY), None)
    assert one["wearing_off"]["verdict"] == "indeterminate"


@pytest.mark.parametrize(("lived", "first"), [(83, None), (84, 57), (90, 63)])
def test_the_last_window_of_the_last_session_lies_more_than_56_days_after_it(ask, lived, first):
    rows = [*after(FIRST, 20), *(day(n, False, S1) for n in range(lived + 1))]
    last = evaluated(ask, rows, S1)["sessions"][0]["last"]
    assert (last and last["from"]) == (first and str(S1 + first * DAY))


def test_sessions_elsewhere_are_told_and_change_no_baseline(ask):
    elsewhere = [session(0, "2023"), session(-1, "2022-05", recalled_before=25, recalled_after=20)]
    patient = evaluated(ask, [*after(FIRST, 20), *after(S1 + DAY, 10)], S1, elsewhere=elsewhere)
    assert [(s["session"], s["reduction_from_baseline"]) for s in patient["sessions"]] == [(1, "1/2")]
    assert [
        (t["session"], t["date"], t["told_before"], t["counted_before"] is None) for t in patient["treatments"]
    ] == [
        (-1, "2022-05", 25, True),
        (0, "2023", None, True),
        (1, str(S1), None, False),
    ]
    code, found = ask("check", days=after(FIRST, 20), sessions=[session(1, "2026")])
    assert (code, found["refused"][0]["column"]) == (3, "date")
