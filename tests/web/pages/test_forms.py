"""Bad input on every form: a sentence beside the field, and nothing typed is lost. A double edit is shown."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.people import Contact
from migrainedays.diary import DiaryDay, Intake
from migrainedays.treatment import Session
from tests.web.records.conftest import PASSWORD, sign_despite

GOOD = {
    "patient-add": {"name": "Dora Lind", "born_on": "1980-02-01", "zone": "Europe/Paris"},
    "contact": {"name": "Clara Berg"},
    "day": {"date": "2026-04-01", "headache": "true", "peak": "2", "minutes": "300"},
    "visit": {"on": "2026-12-01", "at": "09:30", "kind": "treatment"},
    "session-add": {"session": "2", "date": "2026-06-01", "total_units": "80"},
    "staff": {"email": "new@harbour.example", "role": "injector"},
    "clinic": {
        "name": "Harbour", "zone": "Europe/Paris", "language": "en", "interval_days": "84", "quiet_after_days": "5",
    },
}  # fmt: skip
BAD = [
    ("patient-add", "name", "", "This field is required"),
    ("patient-add", "born_on", "1980-02-31", "does not exist"),
    ("patient-add", "born_on", "31.2.1980", "write YYYY-MM-DD"),
    ("patient-add", "zone", "Paris", "is not an IANA time zone"),
    ("patient-add", "sex", "f", "is not one of"),
    ("patient-add", "patient", "Anna", "is the number of another patient already"),
    ("contact", "language", "xx", "is not one of"),
    ("day", "date", "", "This field is required"),
    ("day", "minutes", "1500", "is outside 0 to 1440"),
    ("day", "minutes", "five", "is not a whole number"),
    ("day", "peak", "4", "is outside 0 to 3"),
    ("day", "headache", "maybe", "is neither true nor false"),
    ("visit", "on", "tomorrow", "Write YYYY-MM-DD"),
    ("visit", "at", "25:00", "Write HH:MM"),
    ("visit", "kind", "party", "Select a valid choice"),
    ("session-add", "session", "two", "is not a whole number"),
    ("session-add", "date", "2026-06", "only sessions elsewhere"),
    ("session-add", "date", "", "is missing; a session here has its day"),
    ("session-add", "total_units", "80.05", "is finer than 0.1 unit"),
    ("session-add", "total_units", "-5", "is below 0"),
    ("session-add", "recalled_before", "40", "is outside 0 to 31"),
    ("staff", "email", "nobody", "no e-mail address"),
    ("staff", "role", "king", "Select a valid choice"),
    ("clinic", "zone", "Mars", "is not an IANA time zone"),
    ("clinic", "interval_days", "0", "is outside 1 to 1000"),
]
OF_CLINIC = ("patient-add", "staff", "clinic")


def address(name, patient):
    return reverse(name) if name in OF_CLINIC else reverse(name, args=[patient])


@pytest.mark.parametrize(("name", "field", "typed", "says"), BAD)
def test_a_bad_field_is_told_beside_it_and_nothing_is_lost(screen, treated, name, field, typed, says):
    answer = screen.post(address(name, treated), {**GOOD[name], field: typed})
    body = answer.content.decode()
    assert answer.status_code == 422
    error = re.search(rf'<p class="error" id="id_{field}_error">([^<]*)</p>', body)
    assert error is not None
    assert says in error.group(1)
    for other, value in GOOD[name].items():
        if other != field:
            assert value in body  # a text field holds it, a choice lists it
    if typed and field not in ("sex", "role", "kind", "language", "peak", "headache"):
        assert f'value="{typed}"' in body


@pytest.mark.parametrize("name", GOOD)
def test_good_input_is_kept(screen, treated, name):
    data = dict(GOOD[name])
    if name == "clinic":
        data["revision"] = "1"
    answer = screen.post(address(name, treated), data)
    assert answer.status_code in (200, 302)
    assert b"Not saved yet" not in answer.content


def test_a_new_patient_gets_the_next_number_and_a_year_of_birth(screen, physician):
    answer = screen.post(reverse("patient-add"), GOOD["patient-add"])
    made = queries.patients.search(physician, "Dora")[0]
    assert answer.url == reverse("patient", args=[made.id])
    assert queries.patients.get(physician, made.id).person.value.birth_year == 1980


def test_a_day_and_its_drug_are_kept(screen, physician, treated):
    screen.post(reverse("day", args=[treated]), {**GOOD["day"], "nausea": "true", "drug": "Sumatriptan"})
    day = queries.rows.one(physician, treated, DiaryDay, date="2026-04-01").value
    assert (day.headache, day.peak, day.minutes, day.nausea, day.vomiting) == (True, 2, 300, True, None)
    assert [i.value.purpose for i in queries.rows.all_of(physician, treated, Intake, date="2026-04-01")] == ["acute"]


def test_an_entered_day_is_opened_and_corrected_without_losing_what_the_form_does_not_ask(screen, physician, treated):
    on = "2026-03-03"
    body = screen.post(reverse("day", args=[treated]), {"date": on, "open": "1"}).content.decode()
    assert "you correct it" in body
    assert "sumatriptan" in body
    revision = re.search(r'name="revision" value="(\d+)"', body).group(1)
    screen.post(reverse("day", args=[treated]), {**GOOD["day"], "date": on, "peak": "3", "revision": revision})
    stored = queries.rows.one(physician, treated, DiaryDay, date=on)
    assert (stored.value.peak, stored.revision) == (3, 2)


def test_a_day_that_cannot_be_opened_begins_with_today(screen, treated):
    assert screen.post(reverse("day", args=[treated]), {"date": "someday", "open": "1"}).status_code == 200


def test_a_day_that_stands_already_is_shown_beside_what_was_typed(screen, physician, treated):
    body = screen.post(reverse("day", args=[treated]), {**GOOD["day"], "date": "2026-03-03"}).content.decode()
    assert "Somebody else was quicker" in body
    assert "Minutes of headache" in body
    assert queries.rows.one(physician, treated, DiaryDay, date="2026-03-03").value.minutes is None


def test_a_double_edit_shows_both_and_goes_on_from_theirs(screen, physician, treated):
    where = reverse("session", args=[treated, 1])
    mine = {"session": "1", "date": "2026-03-02", "product": "onabotulinumtoxinA", "total_units": "80", "revision": "1"}
    stored = queries.rows.one(physician, treated, Session, session=1)
    theirs = Session(patient="Clara", session=1, date=stored.value.date, product="abobotulinumtoxinA")
    actions.treatment.correct(patient=treated, value=theirs, revision=1, by=physician)

    answer = screen.post(where, mine)
    body = answer.content.decode()
    assert answer.status_code == 422
    for word in ("Somebody else was quicker", "What you typed", "What stands now", "abobotulinumtoxinA"):
        assert word in body
    assert 'value="80"' in body
    assert 'name="revision" value="2"' in body

    assert screen.post(where, {**mine, "revision": "2"}).status_code == 302
    kept = queries.rows.one(physician, treated, Session, session=1)
    assert (kept.value.product, kept.revision) == ("onabotulinumtoxinA", 3)


def test_a_double_edit_of_a_contact_shows_both(screen, physician, patients):
    actions.patients.reach(
        patient=patients.anna, contact=Contact(patient="Anna", name="Anna Berg"), revision=1, by=physician
    )
    body = screen.post(
        reverse("contact", args=[patients.anna]), {"name": "Anna Lind", "revision": "1"}
    ).content.decode()
    for word in ("Somebody else was quicker", "Anna Lind", "Anna Berg"):
        assert word in body


def test_a_double_edit_of_the_clinic_shows_both(screen):
    screen.post(reverse("clinic"), {**GOOD["clinic"], "revision": "1", "interval_days": "90"})
    body = screen.post(reverse("clinic"), {**GOOD["clinic"], "revision": "1", "interval_days": "100"}).content.decode()
    assert "Somebody else was quicker" in body
    assert "100" in body
    assert "90" in body


def test_a_signed_session_is_shown_and_not_changed(screen, physician, treated):
    where = reverse("session", args=[treated, 1])
    named = {"session": "1", "date": "2026-03-02", "protocol": "preempt", "version": "1", "revision": "1"}
    assert screen.post(where, named).status_code == 302
    sign_despite(physician, treated)
    body = screen.get(where).content.decode()
    assert "signed by Dr Harbour" in body
    assert "Save the session" not in body
    answer = screen.post(where, {"session": "1", "date": "2026-03-02", "total_units": "80", "revision": "2"})
    assert answer.status_code == 422
    assert queries.rows.one(physician, treated, Session, session=1).value.total_units is None


def test_a_session_that_is_not_there_is_404(screen, treated):
    assert screen.get(reverse("session", args=[treated, 9])).status_code == 404


def test_search_finds_by_name_and_number_and_keeps_words_out_of_addresses(screen, patients):
    body = screen.post(reverse("patients"), {"text": "lindg"}, headers={"HX-Request": "true"}).content.decode()
    assert "Anna Lindgren" in body
    assert "<html" not in body
    assert "Ben" not in body
    assert "Nobody fits" in screen.post(reverse("patients"), {"text": "zzz"}).content.decode()


def test_a_visit_is_booked_on_the_clinics_clock(screen, physician, treated):
    screen.post(reverse("visit", args=[treated]), GOOD["visit"])
    at = queries.visits.ahead(physician, dt.date(2026, 11, 30))[0].visit.value.at
    assert at.isoformat() == "2026-12-01T09:30:00+01:00"


def test_password_is_not_echoed(screen):
    link = screen.post(reverse("staff"), GOOD["staff"]).content.decode()
    path = re.search(r'id="link">http://testserver([^<]*)<', link).group(1)
    stranger = Client()
    assert b"new@harbour.example" in stranger.get(path).content
    weak = stranger.post(path, {"name": "Nora", "password": "short"})
    assert weak.status_code == 422
    assert b"at least 12 characters" in weak.content
    assert b"short" not in weak.content.replace(b"too short", b"")
    assert b'value="Nora"' in weak.content
    joined = stranger.post(path, {"name": "Nora", "password": PASSWORD})
    assert joined.url == reverse("home")
    assert stranger.get(reverse("today")).status_code == 200
    assert Client().get(path).status_code == 404  # it worked once
