"""What every page shares: the frame, calm errors, the first page of an empty database, one's own clinic."""

import re
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.practice import Member, Practice

WELCOME = {
    "name": "Harbour", "zone": "Europe/Paris", "language": "en", "interval_days": "84", "quiet_after_days": "5",
    "who": "Dr Harbour", "email": "dr@harbour.example", "password": "a quiet day without wind",
}  # fmt: skip


@pytest.mark.django_db
def test_an_empty_database_leads_to_its_opening():
    assert Client().get("/").url == reverse("welcome")
    assert "Open your clinic" in Client().get(reverse("account_login")).content.decode()


@pytest.mark.django_db
def test_opening_a_clinic_signs_its_physician_in():
    client = Client()
    assert client.post(reverse("welcome"), WELCOME).url == "/"
    assert client.get("/").url == reverse("today")
    assert "Dr Harbour · Physician" in client.get(reverse("today")).content.decode()
    assert Client().get(reverse("welcome")).url == "/"  # there is one now


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("zone", "Paris", "is not an IANA time zone"),
        ("password", "short", "too short"),
        ("email", "dr", "no e-mail address"),
        ("name", "", "required"),
    ],
)
def test_a_bad_opening_is_told_beside_the_field(field, typed, says):
    answer = Client().post(reverse("welcome"), {**WELCOME, field: typed})
    body = answer.content.decode()
    assert answer.status_code == 422
    assert says in re.search(rf'id="id_{field}_error">([^<]*)<', body).group(1)
    assert 'value="Dr Harbour"' in body
    assert queries.practice.is_empty()


@pytest.mark.django_db
def test_the_demo_says_so_on_each_page():
    actions.clinics.open_clinic(
        practice=Practice(name="Demo", zone="Europe/Paris"),
        physician=Member(email="demo@demo.example"), password="a calm day in november", demo=True,
    )  # fmt: skip
    for shown in (reverse("account_login"), reverse("design"), "/nothing/"):
        assert "Demo data" in Client().get(shown).content.decode()


def test_real_pages_do_not_say_demo(screen):
    assert "Demo data" not in screen.get(reverse("today")).content.decode()


def test_no_page_may_load_from_elsewhere(screen, patients):
    for shown in (reverse("today"), reverse("patient", args=[patients.anna]), reverse("design")):
        answer = screen.get(shown)
        assert not re.findall(r'(?:src|href)="(?:https?:)?//', answer.content.decode())
        policy = answer.headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'self'" in policy


def test_every_file_of_a_page_is_there(screen):
    body = screen.get(reverse("today")).content.decode()
    for file in re.findall(r'(?:src|href)="(/static/[^"]*)"', body):
        assert screen.get(file).status_code == 200


@override_settings(DEBUG=False)
def test_errors_are_calm_and_say_what_to_do(screen, clara):
    assert "There is no such page, or none that you may see" in screen.get("/nothing/").content.decode()
    refused = screen.get(reverse("day", args=[clara]), "analyst").content.decode()
    assert "Your role in this clinic does not do this" in refused
    assert "This link opens nothing" in screen.get("/join/never/").content.decode()


def test_our_own_fault_is_calm(screen, monkeypatch):
    monkeypatch.setattr(queries, "today", lambda *args, **kwargs: 1 / 0)
    client = screen.client("physician")
    client.raise_request_exception = False
    answer = client.get(reverse("today"))
    assert answer.status_code == 500
    assert b"our own fault" in answer.content


def test_a_stale_form_is_told_so(screen):
    client = Client(enforce_csrf_checks=True)
    assert b"open too long" in client.post(reverse("account_login"), {}).content


@pytest.mark.parametrize("name", ["account_login", "account_reset_password"])
def test_pages_before_sign_in_have_a_language_and_our_frame(db, name):
    body = Client().get(reverse(name)).content.decode()
    assert '<html lang="en">' in body
    assert "Migraine Days" in body


@pytest.mark.parametrize("name", ["mfa_index", "account_change_password"])
def test_pages_of_the_account_have_our_frame(screen, name):
    answer = screen.get(reverse(name))
    assert answer.status_code in (200, 302)  # some ask for the password again


def test_languages_are_ready():
    assert [code for code, _ in settings.LANGUAGES] == ["en", "fr", "es"]


def test_today_shows_who_comes_at_the_clinics_clock(screen, physician, treated):
    now = timezone.now()
    actions.visits.book(patient=treated, at=now, kind="review", by=physician)
    body = screen.get(reverse("today")).content.decode()
    assert f"{now.astimezone(ZoneInfo('Europe/Paris')):%H:%M} · Review" in body
    assert "Clara" in body


def test_an_empty_day_says_so(screen):
    assert "No visits today." in screen.get(reverse("today")).content.decode()
