"""The talk before the first session: published figures with their protocol, the clinic's own beside them, the goals."""

import datetime as dt

import pytest
from django.urls import reverse

from migrainedays.clinic.records import actions
from migrainedays.diary import Goal
from migrainedays.literature import claim

OWN = {"first_responses": [{"session": 1, "responded": 12, "at_risk": 30, "not_judged": 4}]}


@pytest.fixture
def page(screen, treated):
    return lambda role="physician": screen.get(reverse("expectations", args=[treated]), role).content.decode()


@pytest.fixture
def own_results(monkeypatch):
    """The clinic's own results as they were worked out."""

    class Answered:
        answer = OWN

    monkeypatch.setattr("migrainedays.clinic.web.patient.expectations.runs.answered", lambda *given: Answered())


def test_published_first_responses_stand_with_their_protocol(page):
    body = page()
    for share in ("49.3 %", "60.6 %", "70.9 %", "22.3 %", "26.1 %"):
        assert share in body
    assert "of those without one before" in body
    assert "155 to 195 U, another pattern of injection" in body
    assert "the response to placebo is included" in body
    assert claim("evidence.first_response_1").source.replace("&", "&amp;") in body


def test_without_own_results_the_page_says_so(page):
    assert page().count("not enough is known") == 3


def test_the_clinics_own_stand_beside_with_their_denominators(page, own_results):
    body = page()
    assert "12 of 30 (4 could not be judged)" in body
    assert body.count("not enough is known") == 2


def test_events_are_told_with_their_studies(page):
    body = page()
    assert "Drooping lid (ptosis)" in body
    assert claim("adverse_events.repose_ptosis").source in body
    assert "is an emergency, also weeks later" in body


def test_what_was_not_seen_in_a_source_is_marked(page):
    unverified = [key for key in ("label_ptosis", "label_neck_pain") if not claim(f"adverse_events.{key}").verified]
    assert page().count("; unverified)") >= len(unverified) > 0


def test_the_patients_own_goals_stand_there_once_each(page, treated, physician):
    assert "No goal is noted yet" in page()
    goals = [
        Goal(patient="Clara", goal="hair in a ponytail", date=dt.date(2026, 3, day), level=level)
        for day, level in ((1, -2), (20, 0))
    ]
    actions.diary.record(patient=treated, entries=goals, by=physician)
    body = page()
    assert body.count("hair in a ponytail") == 1
    assert "No goal is noted yet" not in body


def test_it_tells_nobody_when_to_expect_a_cure(page):
    body = page()
    assert "Do not expect the change before the cycle breaks" in body
    for word in ("cure", "guarantee", "causes"):
        assert word not in body
