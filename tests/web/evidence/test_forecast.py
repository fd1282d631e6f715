"""The patient's forecast: asked for, worked out, shown with its table, its basis and what would change it."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from migrainedays.clinic.records import actions
from migrainedays.clinic.records.models import Run
from migrainedays.diary import DiaryDay
from migrainedays.treatment import Person
from tests.web.evidence.conftest import work
from tests.web.evidence.test_pages import page, words, worked_out


@pytest.fixture
def patient(weighed_clinic):
    return weighed_clinic["W-07"]


@pytest.fixture
def body(screen, physician, patient):
    """The page of a patient whose forecast was worked out."""
    worked_out("forecast", {"patient": str(patient)}, physician)
    return page(screen, "forecast", patient)


def test_the_patient_s_page_leads_to_what_to_expect(screen, treated):
    assert reverse("forecast", args=[treated]) in page(screen, "patient", treated)


def test_before_it_is_asked_for_there_is_a_button(screen, patient):
    before = page(screen, "forecast", patient)
    assert "Work it out" in before
    assert "What to tell this patient now" not in before


def test_asking_puts_it_into_the_queue_and_shows_how_far_it_is(screen, patient):
    answer = screen.post(reverse("forecast", args=[patient]), {})
    assert (answer.status_code, answer.url) == (302, reverse("forecast", args=[patient]))
    run = Run.objects.get()
    assert (run.kind, run.asked) == ("forecast", {"patient": str(patient)})
    assert reverse("run-stop", args=[run.public_id]) in page(screen, "forecast", patient)
    work(run.public_id)
    assert "What to tell this patient now" in page(screen, "forecast", patient)


def test_three_sentences_come_first(body):
    read = words(body)
    assert read.index("Of ten patients like this one") < read.index("Next three windows all below 15")
    [told] = re.findall(r'<ol class="told">(.*?)</ol>', body, re.DOTALL)
    assert told.count("<li>") == 3


def test_the_fan_has_its_table_behind_it(body):
    assert body.count("<svg") >= 2
    read = words(body)
    assert "in eight of ten patients like this one" in read
    for column in ("Middle", "Eight in ten", "Entered"):
        assert re.search(rf"<th[^>]*>{column}</th>", body), column


def test_published_shares_stand_beside_with_their_protocol_and_unseen_ones_are_marked(body):
    read = words(body)
    assert "PREEMPT treated with 155 to 195 U" in read
    assert "counts as two patients a cycle" in read
    assert "49 %" in read
    assert "unverified" in read
    assert "11.3 to 14.5 %" in read


def test_when_to_judge_names_rule_and_day(body):
    read = words(body)
    assert "NICE TA260" in read
    assert "The fall is judged after two cycles." in read


def test_what_it_rests_on_is_told(body):
    read = words(body)
    assert re.search(r"Rests on \d+ other patients", read)
    assert "What it assumes" in read
    assert "What would change it" in read


def test_no_number_of_a_patient_stands_in_address_or_answer(body, physician, patient):
    run = Run.objects.get()
    assert "W-07" not in str(run.asked)
    assert "W-07" not in str(run.answer)


def test_few_other_patients_are_told_before_anything_else(screen, physician, patients):
    alone = actions.patients.add(person=Person(patient="Clara"), by=physician)
    worked_out("forecast", {"patient": str(alone)}, physician)
    read = words(page(screen, "forecast", alone))
    assert "There is no answer yet" in read
    assert "a session, and two windows with entries" in read


@pytest.mark.parametrize("role", ["injector", "analyst"])
def test_who_reads_diaries_reads_forecasts(screen, body, patient, role):
    assert "What to tell this patient now" in page(screen, "forecast", patient, role=role)


def test_the_front_desk_does_not(screen, body, patient):
    assert screen.get(reverse("forecast", args=[patient]), "front_desk").status_code == 403


def test_another_clinic_s_patient_is_not_there(screen, elsewhere, ids_elsewhere):
    address = reverse("forecast", args=[ids_elsewhere])
    assert screen.get(address).status_code == 404
    assert screen.post(address, {}).status_code == 404


@pytest.fixture
def ids_elsewhere(elsewhere):
    return actions.patients.add(person=Person(patient="Odile"), by=elsewhere)


def test_a_new_day_makes_the_answer_older_than_the_records(screen, body, physician, patient):
    day = DiaryDay(patient="W-07", date=dt.date(2026, 11, 20), headache=False)
    actions.diary.record(patient=patient, entries=(day,), by=physician)
    assert "the records have moved on since" in page(screen, "forecast", patient)
