"""Dora before her first session, in a real browser: consent on record, one vial open for an hour."""

import datetime as dt

import pytest
from django.utils import timezone

from migrainedays.clinic.records import actions
from migrainedays.clinic.records.people import Contact
from migrainedays.diary import DiaryDay
from migrainedays.treatment import Person
from migrainedays.windows import Span
from tests.browser.clinic.conftest import open_desk, physician, sign_in  # noqa: F401 - fixtures by their names
from tests.web.treatment.conftest import consent, stock_vial


@pytest.fixture
def dora(physician):  # noqa: F811
    now = timezone.now()
    on = now.date()
    patient = actions.patients.add(person=Person(patient="Dora", birth_year=1980, sex="female"), by=physician)
    actions.patients.reach(patient=patient, contact=Contact(patient="Dora", name="Dora Lind"), by=physician)
    where = {1: ("temple_left", "neck_middle"), 2: ("temple_left",)}
    days = [
        DiaryDay(patient="Dora", date=day, headache=n < 20, pain_areas=where.get(n, ()))
        for n, day in enumerate(Span.before(on))
    ]
    actions.diary.record(patient=patient, entries=days, by=physician)
    actions.charting.consent(patient=patient, consent=consent(on=on), by=physician)
    stock_vial(physician, at=now - dt.timedelta(hours=1))
    return patient


@pytest.fixture
def desk(open_desk, dora):  # noqa: F811
    """Opens the sheet of today's session."""

    def opened(**look):
        tab = open_desk(**look)
        sign_in(tab)
        tab.goto(f"/patients/{dora}/sessions/today/")
        return tab

    return opened


def answer_all(tab, **other):
    """Say who it is and answer every question with no, but for those named."""
    tab.get_by_label("Initials").fill("DL")
    tab.get_by_label("Year of birth").fill("1980")
    for group in tab.locator(".asked fieldset").all():
        words = group.locator("legend").inner_text()
        wanted = next((answer for part, answer in other.items() if part in words), None)
        group.get_by_label(wanted or ("None" if "elsewhere" in words else "No"), exact=True).check()
