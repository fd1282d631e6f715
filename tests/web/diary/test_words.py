"""The words on the phone: all of them translated, none of them about a dose."""

import json
import re
from pathlib import Path

import pytest

from migrainedays.clinic.diary import words as phone_words
from migrainedays.clinic.diary.words import WORDS

STATIC = Path(phone_words.__file__).parent / "static" / "diary"
TEXT = re.compile(r"""\bt\(\s*(?:[^()"]*\? )?"((?:[^"\\]|\\.)*)"(?: : "((?:[^"\\]|\\.)*)")?""")
LISTS = re.compile(r'\[(?:-?\d+|true|false|"\w*"), "([A-Z][^"]*)"\]')
SAME = {
    "Stress", "Note", "Document (PDF)", "Alcohol", "Triptans", "Ditans", "10 minutes", "30 minutes", "No", "Minutes",
    "PHQ-9", "Question {n}",
}  # fmt: skip


def spoken():
    """Every text that the modules hand to their translation."""
    for module in STATIC.glob("*.js"):
        source = module.read_text(encoding="utf-8")
        for found in TEXT.findall(source):
            yield from (text for text in found if text)
        yield from LISTS.findall(source)


class TestWords:
    def test_every_text_of_the_screen_is_known(self):
        names = {"English", "Français", "Español"}
        assert {text for text in spoken() if text not in names} <= set(WORDS)
        assert len(set(spoken())) > 100

    @pytest.mark.parametrize("language", ["fr", "es"])
    def test_each_is_translated_with_the_same_gaps(self, client, db, language):
        translated = json.loads(client.get(f"/diary/words/{language}.json").content)["words"]
        assert set(translated) == set(WORDS)
        for text, said in translated.items():
            assert said != text or text in SAME, text
            assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", said)), text

    def test_no_word_advises_on_a_dose_or_an_interval(self, client, db):
        advice = re.compile(
            r"\b(you should|take (one|two|more|less)|increase|reduce|stop taking|every \d+ weeks)\b", re.I
        )
        assert not [text for text in WORDS if advice.search(text)]

    @pytest.mark.parametrize("language", ["en", "fr", "es"])
    def test_the_name_on_the_phone_says_nothing_of_health(self, client, db, language):
        manifest = client.get("/diary/manifest.webmanifest", headers={"Accept-Language": language})
        assert not re.search(r"migr|head|tête|cabeza|clinic", json.loads(manifest.content)["name"], re.I)

    def test_an_unknown_language_is_not_there(self, client, db):
        assert client.get("/diary/words/de.json").status_code == 404


class TestTheShell:
    def test_it_needs_no_account_and_holds_nothing_of_anybody(self, client, db):
        answer = client.get("/diary/")
        assert answer.status_code == 200
        assert "Nobody watches this diary" in answer.content.decode()
        assert "sessionid" not in answer.cookies

    def test_all_that_it_loads_is_kept_by_the_service_worker(self, client, db):
        worker = client.get("/diary/sw.js")
        assert worker["Content-Type"].startswith("text/javascript")
        kept = json.loads(re.search(r"const FILES = (\[.*?\]);", worker.content.decode())[1])
        loaded = re.findall(r'(?:href|src)="(/static/[^"]+|/diary/[^"]*)"', client.get("/diary/").content.decode())
        assert set(loaded) <= set(kept)
        modules = {f"/static/diary/{path.relative_to(STATIC)}" for path in STATIC.rglob("*.js")}
        assert modules <= set(kept)
