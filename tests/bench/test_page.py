"""A patient's page with three years of diary: with its pictures at hand, and the first time after a change."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from migrainedays.clinic.records import actions
from migrainedays.clinic.records.practice import Member, Practice
from migrainedays.diary import DiaryDay, Intake
from migrainedays.reports.charts import warm
from migrainedays.treatment import Person, Session
from migrainedays.windows import DAY, Span

FIRST, DAYS = dt.date(2023, 1, 2), 3 * 365
USUAL, AFTER_A_CHANGE = 0.150, 0.400  # seconds


@pytest.fixture
def physician(db):
    member = Member(email="physician@harbour.example", name="Dr Harbour")
    return actions.clinics.open_clinic(
        practice=Practice(name="Harbour", zone="Europe/Paris"), physician=member, password="a quiet day without wind"
    )


@pytest.fixture
def patient(physician):
    """Three years of days but each ninth, drugs on every fifth, a session each twelve weeks."""
    found = actions.patients.add(person=Person(patient="3"), by=physician)
    kept = [n for n in range(DAYS) if n % 9]
    days = [
        DiaryDay(patient="3", date=FIRST + DAY * n, headache=n % 3 == 0, peak=n % 4 if n % 3 == 0 else 0) for n in kept
    ]
    intakes = [Intake(patient="3", date=FIRST + DAY * n, drug="sumatriptan") for n in kept if n % 5 == 0]
    actions.diary.record(patient=found, entries=[*days, *intakes], by=physician)
    for number, day in enumerate(range(56, DAYS, 84), start=1):
        on = FIRST + DAY * day
        actions.treatment.record(
            patient=found, session=Session(patient="3", session=number, date=Span(on, on)), by=physician
        )
    return found


@pytest.fixture
def opened(physician, patient):
    """Opens the page; its counts rest on three years, its calendar shows the last."""
    client = Client()
    client.force_login(physician)
    warm()

    def open_page():
        answer = client.get(reverse("patient", args=[patient]))
        assert answer.status_code == 200
        assert b"Headache days" in answer.content
        return answer

    return open_page


def test_page_of_three_years(benchmark, opened):
    opened()
    benchmark.pedantic(opened, rounds=20)
    assert benchmark.stats.stats.median < USUAL


def test_page_of_three_years_after_a_change(benchmark, opened, patient, physician):
    new = iter(range(1, DAYS))
    opened()

    def change():
        on = FIRST + DAY * 9 * next(new)  # a day that was missing
        actions.diary.record(patient=patient, entries=[DiaryDay(patient="3", date=on, headache=True)], by=physician)

    benchmark.pedantic(opened, setup=change, rounds=10)
    assert benchmark.stats.stats.median < AFTER_A_CHANGE
