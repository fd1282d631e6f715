"""No line that leaves the clinic for a mailbox, a notification or a calendar tells of health, in any language."""

import datetime as dt
import itertools
import re
import string
from pathlib import Path

import pytest
from django.utils.translation import gettext, override

import migrainedays.clinic.diary
from migrainedays.clinic.wording import LANGUAGES, Telling, said, subject_and_body, title_of, words

# Parts of words; whoever reads over a shoulder must not learn what this is about.
CLINICAL = (
    "migra", "migrä", "headache", "mal de tête", "maux de tête", "céphal", "cefal", "dolor", "douleur", "pain", "ache",
    "botul", "toxin", "botox", "inject", "inyec", "needle", "aiguille", "aguja", "treat", "trait", "tratam", "therap",
    "thérap", "terap", "session", "séance", "sesión", "diary", "journal", "diario", "clinic", "cliniq", "clínic",
    "doctor", "docteur", "médec", "medic", "physician", "neuro", "nurse", "infirm", "enferm", "patient", "pacient",
    "health", "santé", "salud", "hospital", "hôpital", "disease", "maladie", "symptom", "síntoma", "symptôme", "drug",
    "dose", "dosis", "units", "unités", "unidades", "nerve", "nervio", "brain", "cerveau", "cerebro", "head", "tête",
    "cabeza", "prescri", "diagnos", "recall", "overdue", "authoris", "autoris", "autoriz", "cycle", "ciclo", "relapse",
)  # fmt: skip
AT = dt.datetime(2026, 12, 7, 8, tzinfo=dt.UTC)
KINDS = ("visit_reminder", "recall")
VISITS = ("first_visit", "treatment", "review", "review_from_home", None)


def told(text):
    """The clinical words of a text."""
    lowered = re.sub(r"https?://\S+", "", text.casefold())
    return [word for word in CLINICAL if word in lowered]


PHRASES = {f"{topic}.{name}": told for topic, names in words().items() for name, told in names.items()}
EACH = pytest.mark.parametrize("languages", PHRASES.values(), ids=PHRASES)


def test_every_phrase_is_there_in_three_languages():
    assert {where: tuple(languages) for where, languages in PHRASES.items()} == dict.fromkeys(PHRASES, LANGUAGES)


@EACH
def test_no_phrase_tells_of_health(languages):
    assert {language: told(text) for language, text in languages.items() if told(text)} == {}


@EACH
def test_each_language_has_the_same_places_to_fill(languages):
    places = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in languages.values()]
    assert all(found == places[0] for found in places)


@pytest.mark.parametrize(("kind", "visit", "language"), list(itertools.product(KINDS, VISITS, LANGUAGES)))
def test_no_message_as_it_goes_tells_of_health(kind, visit, language):
    at = AT if kind == "visit_reminder" else None
    telling = Telling(kind, language, "https://x.example/stop/a/", at, visit, "America/Sao_Paulo", "Europe/Paris")
    subject, body = subject_and_body(telling)
    assert told(subject + "\n" + body) == []
    assert "{" not in subject + body
    assert "https://x.example/stop/a/" in body


@pytest.mark.parametrize(("visit", "language"), list(itertools.product(VISITS, (*LANGUAGES, "de", None))))
def test_no_title_in_a_calendar_tells_of_health(visit, language):
    assert told(title_of(visit, language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reminder_of_the_days_tells_nothing_either(language):
    with override(language):
        subject = gettext("My days")
        body = gettext("Your day can be written here, if you like: {link}").format(link="https://x.example/diary/")
    assert told(f"{subject}\n{body}") == []


def test_nor_does_any_notification_of_the_phone():
    room = Path(migrainedays.clinic.diary.__file__).parent
    shown = [
        line
        for path in [*room.glob("static/diary/*.js"), *room.glob("templates/diary/*.js")]
        for line in path.read_text(encoding="utf-8").splitlines()
        if "showNotification(" in line or "new Notification(" in line
    ]
    assert [line for line in shown if told(line.partition("otification(")[2])] == []


def test_a_clinical_word_would_be_found():
    assert told("Your headache diary") == ["headache", "ache", "diary", "head"]
    assert told("see https://x.example/diary/") == []


@pytest.mark.parametrize(
    ("language", "subject", "first"),
    [
        ("en", "Your appointment", "We expect you on Monday 7 December 2026, 09:00."),
        ("fr", "Votre rendez-vous", "Nous vous attendons le lundi 7 décembre 2026 à 09:00."),
        ("es", "Su cita", "Le esperamos el lunes 7 de diciembre de 2026, 09:00."),
        ("de", "Your appointment", "We expect you on Monday 7 December 2026, 09:00."),
    ],
)
def test_a_reminder_reads_as_people_write(language, subject, first):
    telling = Telling("visit_reminder", language, "https://x/", AT, "treatment", "Europe/Paris", "Europe/Paris")
    found, body = subject_and_body(telling)
    assert (found, body.splitlines()[0]) == (subject, first)
    assert "chez vous" not in body  # one clock is told once


def test_a_call_is_told_as_a_call():
    telling = Telling("visit_reminder", "en", "https://x/", AT, "review_from_home", "Europe/Paris", "Europe/Paris")
    assert subject_and_body(telling)[0] == said("call_reminder", "subject", "en") == "Our telephone call"
