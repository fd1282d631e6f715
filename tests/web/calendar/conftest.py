"""The screens of the calendar: Clara, treated once on 2 March 2026, seen from a stopped clock."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from migrainedays.clinic.records import actions
from migrainedays.clinic.records.people import Contact
from tests.web.pages.conftest import screen, treated  # noqa: F401 - fixtures by their names
from tests.web.records.conftest import clara, clinic, elsewhere, patients, physician, roles  # noqa: F401

NOW = dt.datetime(2026, 5, 20, 12, 0, tzinfo=ZoneInfo("Europe/Paris"))  # a Wednesday, 79 days after the session


@pytest.fixture(autouse=True)
def stopped(monkeypatch):
    """The clinic's clock."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def reached(physician, treated):  # noqa: F811
    """Clara with a name, an address, and her agreement to messages."""
    contact = Contact(patient="Clara", name="Clara Weiss", email="clara@example.org", wants_reminders=True)
    actions.patients.reach(patient=treated, contact=contact, by=physician)
    return treated
