"""Chapter: letters that can prove themselves.

The numbers of a letter are those of the evaluation, and each leads to its days. What the record lacks is named in
the letter, and on the command line before it is sent.
"""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from migrainedays.cli.main import commands
from migrainedays.errors import NothingToEvaluate
from migrainedays.exchange import write_folder
from migrainedays.treatment import Session
from tests import people
from tests.unit.reports.documents.printed import text_of_file
from tests.unit.reports.story.planted import words_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The practice's patients."""
    write_folder(tmp_path / "practice", people.clinic())
    return tmp_path / "practice"


def run(*words: object) -> Result:
    return CliRunner().invoke(commands, [str(word) for word in words])


def letter(folder: Path, patient: str, kind: str, *more: object) -> str:
    """The words of a document as it was printed."""
    file = folder.parent / f"{kind}.pdf"
    done = run("report", folder, "--patient", patient, "--kind", kind, "-o", file, *more)
    assert done.exit_code == 0, done.output
    return text_of_file(file)


def evaluated(folder: Path, patient: str, profile: str) -> dict:
    answer = json.loads(run("evaluate", folder, "--profile", profile, "--json").stdout)
    return next(one for one in answer["patients"] if one["patient"] == patient)


@pytest.mark.parametrize("patient", ["Anna", "Ben", "Clara", "Eva"])
def test_a_letter_has_the_numbers_of_the_evaluation(folder, patient):
    told, found = letter(folder, patient, "referral"), evaluated(folder, patient, "LEIDEN_2023")
    for session in found["sessions"]:
        counts = [session[name]["headache_days"]["observed"] for name in ("before", "first")]
        assert f"155 U {counts[0]} {counts[1]}" in told
    latest = found["sessions"][-1]
    before, after = found["baseline"]["headache_days"]["observed"], latest["first"]["headache_days"]["observed"]
    assert f"Headache days went from {before} in the 28 days before the first session to {after}" in told


def test_a_payers_letter_counts_by_the_payers_profile(folder):
    told, found = letter(folder, "Anna", "continuation", "--payer", "nice"), evaluated(folder, "Anna", "LEIDEN_2023")
    migraine_days = found["baseline"]["migraine_days"]["observed"]
    assert f"{migraine_days} in the 28 days before session 1" in told
    assert "judged by the profile LEIDEN_2023" in told
    assert "judged by the profile US_LABEL" in letter(folder, "Anna", "continuation", "--payer", "medicare")


def test_missing_days_are_told_as_bounds_and_as_missing_days(folder):
    told, found = letter(folder, "David", "referral"), evaluated(folder, "David", "LEIDEN_2023")
    first = found["sessions"][0]["first"]["headache_days"]
    assert first["low"] < first["high"]
    assert f"{first['low']}–{first['high']}" in told
    assert "not entered" in told


def test_the_visit_summary_has_the_verdicts_of_the_rules(folder):
    told, found = letter(folder, "Clara", "visit"), evaluated(folder, "Clara", "LEIDEN_2023")
    assert found["rules"]["nice_ta260"]["verdict"] == "non_response"
    assert "no response" in told
    assert f"The cycle: {found['cycle']['state']}" in told


@pytest.mark.parametrize(("language", "title"), [("fr", "Compte rendu"), ("es", "Informe")])
def test_letters_speak_three_languages(folder, language, title):
    told = letter(folder, "Anna", "referral", "--language", language)
    assert title in told
    assert "86,36 %" in told
    assert "headache" not in told


def test_what_is_lacking_is_said_before_the_letter_is_sent(folder):
    done = run("report", folder, "--patient", "Anna", "--kind", "appeal", "-o", folder.parent / "a.pdf")
    assert "The record lacks: topiramate has no dose." in done.stderr
    assert "topiramate has no dose." in text_of_file(folder.parent / "a.pdf")


def test_the_answer_can_be_had_as_json(folder):
    file = folder.parent / "a.pdf"
    done = run("report", folder, "--patient", "Anna", "--kind", "visit", "-o", file, "--json")
    assert json.loads(done.stdout) == {
        "patient": "Anna",
        "kind": "visit",
        "file": str(file),
        "title": "Visit summary: Patient Anna",
        "gaps": ["topiramate has no dose."],
    }


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("--patient", "Zoe", "--kind", "visit"), 2, "There is no patient 'Zoe' in this folder"),
        (("--patient", "Anna", "--kind", "poem"), 2, "Invalid value for '--kind'"),
        (("--patient", "Anna", "--kind", "visit", "--language", "de"), 2, "There is no language 'de'"),
        (("--patient", "Anna", "--kind", "appeal", "--payer", "x"), 2, "There is no payer policy 'x'"),
        (("--patient", "Anna", "--kind", "session", "--session", 7), 4, "no session 7 here"),
    ],
)
def test_wrong_use_is_told_and_writes_nothing(folder, words, code, sentence, monkeypatch, capsys):
    from tests.unit.cli.running import runner

    ran = runner(monkeypatch, capsys)("report", folder, *words, "-o", folder.parent / "none.pdf")
    assert ran.code == code
    assert sentence in ran.err
    assert not (folder.parent / "none.pdf").exists()


def test_a_file_that_cannot_be_written_is_told(folder, monkeypatch, capsys):
    from tests.unit.cli.running import runner

    ran = runner(monkeypatch, capsys)("report", folder, "--patient", "Anna", "--kind", "visit", "-o", "/no/such/a.pdf")
    assert ran.code == 2
    assert "cannot be written" in ran.err


# -- the case story --------------------------------------------------------------------------------------
@pytest.mark.parametrize("suffix", ["pdf", "docx", "html"])
def test_a_story_is_written_in_three_forms_and_names_nobody(folder, suffix):
    file = folder.parent / f"story.{suffix}"
    done = run("report", folder, "--patient", "Anna", "--kind", "story", "-o", file)
    assert done.exit_code == 0
    words = {"pdf": text_of_file, "docx": lambda f: words_in(f.read_bytes()), "html": Path.read_text}[suffix](file)
    assert "Headache days went from 22 in the 28 days before the first session to 3" in words
    assert re.findall(r"Anna|by the sea|topiramate|2025-02-03|3 February", words) == []


def test_the_story_says_how_many_share_its_traits_and_that_consent_is_lacking(folder):
    done = run("report", folder, "--patient", "Anna", "--kind", "story", "-o", folder.parent / "s.pdf")
    assert "4 of this folder share the traits that it tells." in done.stderr
    assert "too few: it must not be published" in done.stderr
    assert "publish nothing without" in done.stderr
    assert "No consent to this story is on record." in text_of_file(folder.parent / "s.pdf")


def test_a_story_needs_a_session(folder, tmp_path):
    alone = [value for value in people.anna() if not isinstance(value, Session)]
    write_folder(tmp_path / "alone", alone)
    done = run("report", tmp_path / "alone", "--patient", "Anna", "--kind", "story", "-o", tmp_path / "s.pdf")
    assert isinstance(done.exception, NothingToEvaluate)
    assert "counts its days from the first one" in str(done.exception)
