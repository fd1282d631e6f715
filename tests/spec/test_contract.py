"""What other people's tools rely on: the keys and kinds of every JSON answer, exactly as the contract names them."""

import json
import re
from fractions import Fraction
from itertools import pairwise

import pytest

from migrainedays.exchange import write_folder
from tests.people import clinic
from tests.unit.cli.running import runner

TRI = {"yes", "no", "indeterminate"}
QUALITY = {"evaluable", "low_confidence", "not_evaluable"}
STOPPING = {"continue", "non_response", "goal_reached_review", "not_proven"}
STATES = {"chronic", "easing", "broken", "holding", "returned", "not_evaluable"}
COUNT = {"observed", "low", "high", "rate28"}
WINDOW = {
    "from",
    "to",
    "days",
    "entries",
    "missing",
    "quality",
    "headache_days",
    "migraine_days",
    "moderate_severe_days",
    "headache_free_days",
    "headache_minutes",
    "peak_days",
    "acute_days",
    "acute_doses",
}
VERDICTS = {
    **dict.fromkeys(
        ("responder_30", "responder_50", "responder_75", "responder_100", "sustained", "excellent_below_4"), TRI
    ),
    "nice_ta260": STOPPING,
    "ehf_2018": STOPPING,
    "ahs_2021": {"continue", "not_shown", "indeterminate"},
    "ihs_2025": {"freedom", "optimal", "below_4_acute_unmet", "modest", "insufficient", "indeterminate"},
}


@pytest.fixture
def answer(monkeypatch, capsys, tmp_path):
    """A function that runs a command over the cast's folder and reads its one JSON document."""
    write_folder(tmp_path / "cast", clinic())
    run = runner(monkeypatch, capsys)

    def ask(command, *words):
        done = run(command, tmp_path / "cast", "--json", *words)
        assert done.code == 0, done.err
        return json.loads(done.out)

    return ask


@pytest.fixture
def plain(monkeypatch, capsys):
    """A function that runs a command without a folder and reads its one JSON document."""
    run = runner(monkeypatch, capsys)

    def ask(*words):
        done = run(*words, "--json")
        assert done.code == 0, done.err
        return json.loads(done.out)

    return ask


def is_fraction(text):
    """A fraction in lowest terms as text, whole numbers without a slash; or nothing to compare."""
    return text is None or (isinstance(text, str) and str(Fraction(text)) == text)


def is_date(text):
    return re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) is not None


def require_count(count, days):
    assert set(count) >= COUNT
    assert all(type(count[name]) is int for name in ("observed", "low", "high"))
    assert 0 <= count["observed"] == count["low"] <= count["high"] <= days
    assert is_fraction(count["rate28"])


def require_window(window):
    assert set(window) >= WINDOW
    assert is_date(window["from"])
    assert is_date(window["to"])
    assert window["days"] == 28
    assert window["entries"] + window["missing"] == 28
    assert window["quality"] in QUALITY
    for name in ("headache_days", "migraine_days", "moderate_severe_days", "headache_free_days"):
        require_count(window[name], 28)
        assert (window[name]["rate28"] is None) == (window["quality"] == "not_evaluable") or window["entries"] >= 14
    assert set(window["headache_minutes"]) >= {"observed", "days_known"}
    assert set(window["peak_days"]) == {"1", "2", "3"}
    assert set(window["acute_days"]) == set(window["acute_doses"])
    for count in window["acute_days"].values():
        require_count(count, 28)


# -- classify ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("profile", ["US_LABEL", "LEIDEN_2023", "LEIDEN_BASE", "ICHD3_C", "ICHD3_COUNT"])
def test_classify_gives_one_verdict_for_each_date_with_an_entry(answer, profile):
    document = answer("classify", "--profile", profile)
    assert set(document) == {"profile", "days"}
    assert document["profile"]["name"] == profile
    assert document["profile"]["verified"] in (True, False)
    keys = [(day["patient"], day["date"]) for day in document["days"]]
    assert len(keys) == len(set(keys)) > 0
    for day in document["days"]:
        assert {day["headache_day"], day["migraine_day"], day["moderate_severe_day"]} <= TRI
        assert is_date(day["date"])
        assert isinstance(day["reasons"], list)
        assert isinstance(day["flags"], list)


# -- diagnose ----------------------------------------------------------------------------------------------
def test_diagnose_answers_by_clause_and_lists_what_is_certain_apart(answer):
    document = answer("diagnose")
    assert set(document) == {"patients"}
    for patient in document["patients"]:
        chronic = patient["chronic_migraine"]
        assert {chronic["ichd3"], chronic["operational_3_months"]} <= TRI
        assert set(chronic["clauses"]) == {"A", "B", "C"}
        assert set(chronic["clauses"].values()) <= TRI
        for name in ("medication_overuse", "moh", "medication_overuse_indeterminate", "moh_indeterminate"):
            assert all(re.fullmatch(r"8\.2\.\d(\.\d)*", code) for code in patient[name])
        assert set(patient["moh"]) <= set(patient["medication_overuse"])
        assert not set(patient["moh"]) & set(patient["moh_indeterminate"])
        assert all(set(drug) == {"drug", "days"} for drug in patient["unrecognised_drugs"])
        assert all(set(found) >= {"attack", "verdict", "why"} for found in patient["status_migrainosus"])
        assert all(isinstance(note, str) for note in patient["notes"])
        for month in patient["months"]:
            require_window(month)


def test_months_are_consecutive(answer):
    for patient in answer("diagnose")["patients"]:
        ends = [(month["from"], month["to"]) for month in patient["months"]]
        assert all(before[1] < after[0] for before, after in pairwise(ends))


# -- check -------------------------------------------------------------------------------------------------
def test_check_counts_what_was_read_and_kept(answer):
    document = answer("check")
    assert set(document) == {"refused", "odd", "tables", "days"}
    assert document["refused"] == []
    assert all(set(problem) == {"table", "line", "column", "value", "reason"} for problem in document["odd"])
    assert all(set(table) == {"rows", "kept"} for table in document["tables"].values())
    assert set(document["days"]) == {"entries", "missing"}


# -- evaluate ----------------------------------------------------------------------------------------------
def test_evaluate_gives_each_patient_the_whole_document(answer):
    document = answer("evaluate")
    assert set(document) >= {"profile", "patients", "clinic"}
    for patient in document["patients"]:
        assert set(patient) >= {"patient", "days", "windows", "baseline", "sessions", "rules", "cycle", "abilities"}
        assert set(patient["days"]) >= {"entries", "missing", "headache_days"}
        for window in patient["windows"]:
            require_window(window)


def test_every_session_has_its_windows_and_its_falls(answer):
    for patient in answer("evaluate")["patients"]:
        for session in patient["sessions"]:
            require_window(session["before"])
            require_window(session["first"])
            if session["last"] is not None:
                require_window(session["last"])
            for name in ("reduction_from_baseline", "reduction_from_before", "reduction_last"):
                assert is_fraction(session[name])
            assert set(session["wearing_off"]) >= {"index", "verdict", "why"}
            assert is_fraction(session["wearing_off"]["index"])
            assert session["wearing_off"]["verdict"] in TRI


def test_every_rule_speaks_in_its_own_words(answer):
    for patient in answer("evaluate")["patients"]:
        assert set(patient["rules"]) >= set(VERDICTS) or not patient["sessions"]
        for name, rule in patient["rules"].items():
            assert {rule["verdict"], rule["by_bounds"]} <= VERDICTS[name]
            assert set(rule) >= {"verdict", "by_bounds", "why", "session"}


def test_the_state_of_the_cycle_names_its_definition(answer):
    for patient in answer("evaluate")["patients"]:
        assert patient["cycle"]["state"] in STATES
        assert set(patient["cycle"]) >= {"state", "since", "definition", "probability"}


def test_abilities_carry_their_counts(answer):
    for patient in answer("evaluate")["patients"]:
        for ability in patient["abilities"]:
            expected = {"factor", "cycle", "exposed", "at_risk", "headache_24h", "acute_24h", "unexposed_rate"}
            assert set(ability) >= expected


def test_the_clinic_is_the_sum_of_its_patients(answer):
    document = answer("evaluate")
    for name in ("entries", "missing", "headache_days"):
        assert document["clinic"]["days"][name] == sum(patient["days"][name] for patient in document["patients"])
    assert document["clinic"]["patients"] == len(document["patients"])


# -- score and protocol --------------------------------------------------------------------------------------
@pytest.mark.parametrize("words", [("hit6", *["10"] * 6), ("phq9", *["0"] * 9), ("midas", "1", "2", "3", "4", "5")])
def test_score_gives_total_band_flags_and_change(plain, words):
    document = plain("score", *words)
    assert set(document) >= {"scale", "version", "total", "band", "flags", "change"}
    assert document["scale"] == words[0]
    assert type(document["total"]) is int


def test_protocols_are_listed_shown_and_compared(plain):
    listed = plain("protocol", "list")["protocols"]
    assert {tuple(sorted(protocol)) for protocol in listed} == {("name", "published", "title", "versions")}
    shown = plain("protocol", "show", "preempt")
    assert set(shown) >= {"name", "version", "total_units", "max_units", "sites", "published", "sources"}
    site = {"muscle", "side", "site", "units", "view", "x", "y", "optional"}
    assert all(set(found) >= site for found in shown["sites"])
    assert sum(found["units"] for found in shown["sites"] if not found["optional"]) == shown["total_units"] == 155
    assert len(shown["sites"]) == 31


def test_the_difference_of_two_versions_is_told_site_by_site(plain):
    document = plain("protocol", "diff", "six-trigger-sites", "1", "2")
    assert document["total_units"] == [75, 80]
    change = {"muscle", "side", "site", "kind", "before", "after", "sentence"}
    assert document["changes"]
    assert all(set(found) >= change for found in document["changes"])
    assert {found["kind"] for found in document["changes"]} <= {"added", "removed", "moved", "units"}
