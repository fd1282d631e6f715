"""An enquiry: kept once, answered at once where it cannot wait, and out of the reach of machines."""

import re
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import Forbidden
from migrainedays.clinic.records.enquiring import Enquiry
from migrainedays.clinic.records.models import Entry
from migrainedays.clinic.records.people import Contact
from migrainedays.clinic.web.site import guarding
from migrainedays.clinic.web.site.words import LANGUAGES, words
from migrainedays.errors import Impossible, InputRefused
from tests.web.site.conftest import WORDS, aged_ticket


# -- from somebody ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_is_kept_and_thanked_for(visitor, enquiries, language):
    answer = visitor.ask(language)
    assert words(language)["asked"]["title"] in answer.content.decode()
    [asked] = enquiries()
    assert (asked.name, asked.email, asked.message) == (WORDS["name"], WORDS["email"], WORDS["message"])
    assert (asked.channel, asked.status, asked.language, asked.red_flags) == ("website", "new", language, None)


def test_the_form_brings_its_own_ticket(visitor):
    body = visitor.get("ask").content.decode()
    [ticket] = re.findall(r'name="ticket" value="([^"]+)"', body)
    assert guarding.name_in(ticket) is None  # too fresh for a person
    assert visitor.ask(ticket=ticket).status_code == 422


def test_sending_twice_is_one_enquiry(visitor, enquiries):
    ticket = aged_ticket()
    for _ in range(3):
        assert visitor.ask(ticket=ticket).status_code == 200
    assert len(enquiries()) == 1


def test_a_way_to_answer_is_needed_and_nothing_typed_is_lost(visitor, enquiries):
    answer = visitor.ask(email="", phone="")
    body = answer.content.decode()
    assert answer.status_code == 422
    assert words("en")["ask"]["reach"] in body
    assert WORDS["message"] in body
    assert enquiries() == []
    assert visitor.ask(email="", phone="+1 555 0101").status_code == 200


def test_an_address_that_is_none_is_told(visitor):
    assert visitor.ask(email="wilma").status_code == 422


def test_a_very_long_message_is_told_and_kept_in_the_form(visitor, enquiries):
    answer = visitor.ask(message="x" * 4001)
    assert answer.status_code == 422
    assert enquiries() == []


def test_what_was_typed_is_shown_and_never_run(visitor, screen, enquiries):
    visitor.ask(message="<script>alert(1)</script>", name="<b>W</b>")
    for address in (reverse("enquiries"), reverse("enquiry", args=[UUID(enquiries()[0].enquiry)])):
        body = screen.get(address).content.decode()
        assert "<script>alert(1)" not in body
        assert "<b>W</b>" not in body


# -- what cannot wait ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", LANGUAGES)
def test_urgent_words_are_answered_at_once_and_kept_with_their_mark(visitor, enquiries, language):
    answer = visitor.ask(language, message="thunderclap, fiebre, fièvre")
    body = answer.content.decode()
    say = words(language)["urgent"]
    assert say["title"] in body
    assert all(sign in body for sign in say["signs"])
    assert enquiries()[0].red_flags == "thunderclap;fever"


def test_the_number_to_call_is_the_practices_own_where_it_has_one(visitor, physician):
    import dataclasses

    stored = queries.practice.practice(physician)
    practice = dataclasses.replace(stored.value, emergency_number="112", crisis_number="3114")
    actions.clinics.correct(practice=practice, revision=stored.revision, by=physician)
    body = visitor.ask(message="worst ever").content.decode()
    assert "Call the emergency number 112 now" in body
    assert "call 3114 at once" in body


# -- machines --------------------------------------------------------------------------------------------------
def test_a_machine_that_fills_the_trap_learns_nothing_and_leaves_nothing(visitor, enquiries):
    answer = visitor.ask(**{guarding.TRAP: "http://spam.example"})
    assert words("en")["asked"]["title"] in answer.content.decode()
    assert enquiries() == []


@pytest.mark.parametrize("seconds", [0, 1, 2, 13 * 3600])
def test_a_form_sent_too_fast_or_too_late_comes_back_with_its_words(visitor, enquiries, seconds):
    answer = visitor.ask(ticket=aged_ticket(seconds))
    assert answer.status_code == 422
    assert WORDS["message"] in answer.content.decode()
    assert enquiries() == []


@pytest.mark.parametrize("seconds", [5, 60, 11 * 3600])
def test_a_form_sent_by_a_person_is_taken(visitor, enquiries, seconds):
    assert visitor.ask(ticket=aged_ticket(seconds)).status_code == 200
    assert len(enquiries()) == 1


@pytest.mark.parametrize("ticket", ["", "x", "a:b:c", "0" * 32])
def test_a_ticket_that_we_did_not_sign_is_none(visitor, enquiries, ticket):
    assert visitor.ask(ticket=ticket or "none").status_code == 422
    assert enquiries() == []


def test_one_address_sends_a_few_an_hour(visitor, enquiries):
    met = [visitor.ask().status_code for _ in range(guarding.LIMIT + 2)]
    assert met == [200] * guarding.LIMIT + [422] * 2
    assert len(enquiries()) == guarding.LIMIT


def test_the_address_itself_is_kept_nowhere(visitor, enquiries):
    visitor.client.post(reverse("site-ask", args=["en"]), WORDS | {"ticket": aged_ticket()}, REMOTE_ADDR="203.0.113.77")
    assert "203.0.113.77" not in str(enquiries())
    assert "203.0.113.77" not in str([entry.rows for entry in Entry.objects.all()])


def test_among_many_hostile_posts_the_real_ones_are_kept(shown, enquiries):
    """A short form of `python -m studies.hostile_posts`."""
    from studies.hostile_posts import attack

    found = attack(hostile=200, real=6, seed=7)
    assert found == {"hostile_kept": 0, "real_kept": 6}


# -- the staff -------------------------------------------------------------------------------------------------
@pytest.fixture
def asked(visitor, enquiries):
    visitor.ask()
    return enquiries()[0].enquiry


def test_the_worklist_shows_the_urgent_first(visitor, screen):
    visitor.ask(name="Calm One")
    visitor.ask(name="Urgent One", message="worst ever")
    body = screen.get(reverse("enquiries")).content.decode()
    assert body.index("Urgent One") < body.index("Calm One")
    assert "sudden, worst ever" in body


def test_the_day_begins_with_who_waits_and_who_cannot(visitor, screen):
    assert "wait" not in screen.get(reverse("today")).content.decode().split("Who comes")[0]
    visitor.ask()
    assert "1 enquiry waits for an answer" in screen.get(reverse("today")).content.decode()
    visitor.ask(message="worst ever")
    body = screen.get(reverse("today"), "front_desk").content.decode()
    assert "2 enquiries wait for an answer" in body
    assert "1 names an urgent sign." in body
    assert "enquir" not in screen.get(reverse("today"), "analyst").content.decode().split("Who comes")[-1].lower()


def test_a_call_is_noted_with_who_took_it(screen, enquiries, roles):
    answer = screen.post(
        reverse("enquiry-log"),
        {"name": "Otto", "phone": "+1 555 0102", "message": "asks", "language": "es"},
        "front_desk",
    )
    [noted] = enquiries()
    assert answer.url == reverse("enquiry", args=[UUID(noted.enquiry)])
    assert (noted.channel, noted.taken_by, noted.language) == ("phone", str(roles["front_desk"]), "es")


def test_a_call_without_a_way_to_answer_comes_back(screen, enquiries):
    answer = screen.post(reverse("enquiry-log"), {"name": "Otto", "message": "asks", "language": "en"})
    assert answer.status_code == 422
    assert "Otto" in answer.content.decode()
    assert enquiries() == []


def test_an_urgent_call_is_marked_too(screen, enquiries):
    screen.post(reverse("enquiry-log"), {"phone": "1", "message": "fever since today", "language": "en"})
    assert enquiries()[0].red_flags == "fever"


def test_calling_back_needs_its_day(screen, asked):
    address = reverse("enquiry", args=[UUID(asked)])
    assert screen.post(address, {"status": "call_back", "revision": 1}).status_code == 422
    answer = screen.post(address, {"status": "call_back", "call_back_on": "2026-11-24", "revision": 1})
    assert answer.status_code == 302
    assert "call back on 24 Nov" in screen.get(reverse("enquiries")).content.decode()


def test_a_call_that_is_due_comes_before_a_younger_question(screen, visitor, asked, enquiries):
    visitor.ask(name="Younger One")
    screen.post(
        reverse("enquiry", args=[UUID(asked)]), {"status": "call_back", "call_back_on": "2026-01-02", "revision": 1}
    )
    body = screen.get(reverse("enquiries")).content.decode()
    assert body.index(WORDS["name"]) < body.index("Younger One")


def test_what_was_answered_leaves_the_list(screen, asked):
    screen.post(
        reverse("enquiry", args=[UUID(asked)]), {"status": "answered", "outcome": "told the way", "revision": 1}
    )
    body = screen.get(reverse("enquiries")).content.decode()
    assert "Nobody waits for an answer." in body
    assert "told the way" in body


def test_two_people_answering_at_once_are_told(screen, asked):
    given = {"status": "answered", "outcome": "first", "revision": 1}
    assert screen.post(reverse("enquiry", args=[UUID(asked)]), given).status_code == 302
    answer = screen.post(reverse("enquiry", args=[UUID(asked)]), given | {"outcome": "second"}, "injector")
    assert answer.status_code == 422
    assert "second" in answer.content.decode()


def test_one_step_makes_a_patient_with_everything_as_it_was_written(screen, asked, enquiries, physician):
    answer = screen.post(reverse("enquiry-become", args=[UUID(asked)]), {"revision": 1}, "front_desk")
    assert answer.status_code == 302
    [became] = enquiries()
    assert became.status == "patient"
    patient = queries.patients.get(physician, _id(answer.url))
    assert patient.number == became.number
    assert patient.contact.value == Contact(
        patient=became.number, name=WORDS["name"], email=WORDS["email"], language="en"
    )
    assert "Became patient" in screen.get(reverse("enquiry", args=[UUID(asked)])).content.decode()


def _id(address):
    return UUID(address.rstrip("/").rsplit("/", 1)[-1])


def test_nobody_becomes_two_patients(screen, asked, physician):
    address = reverse("enquiry-become", args=[UUID(asked)])
    screen.post(address, {"revision": 1})
    answer = screen.post(address, {"revision": 2})
    assert answer.status_code == 422
    assert "already" in answer.content.decode()
    with pytest.raises(InputRefused, match="by its own step"):
        actions.enquiries.triage(enquiry=asked, status="patient", revision=2, by=physician)


def test_another_clinic_sees_no_enquiry(asked, elsewhere):
    assert queries.rows.stock(elsewhere, Enquiry) == []


def test_an_analyst_neither_reads_nor_answers(asked, roles):
    assert queries.rows.stock(roles["analyst"], Enquiry) == []
    with pytest.raises(Forbidden):
        actions.enquiries.become_patient(enquiry=asked, revision=1, by=roles["analyst"])


def test_an_enquiry_that_became_a_patient_names_the_number():
    with pytest.raises(Impossible, match="names the number"):
        Enquiry(enquiry="a", email="a@b.example", status="patient")
    with pytest.raises(Impossible, match="needed to answer"):
        Enquiry(enquiry="a", status="new")


def test_a_stranger_sees_no_worklist():
    assert Client().get(reverse("enquiries")).status_code == 302
