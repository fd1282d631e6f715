"""Screens as a signed-in person sees them: the two clinics of the records' tests, and a browser without a window."""

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client

from migrainedays.clinic.records import actions, queries
from migrainedays.diary import DiaryDay, Intake
from migrainedays.treatment import Injection, Session
from migrainedays.windows import Span
from tests.web.records.conftest import (  # noqa: F401 - fixtures by their names
    clara,
    clinic,
    elsewhere,
    ids_of,
    patients,
    physician,
    roles,
)

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def screen(roles, patients):  # noqa: F811
    """Opens an address as a role, and says what came back."""

    class Visitor:
        def __init__(self):
            self.clients = {}

        def client(self, role):
            if role not in self.clients:
                self.clients[role] = Client()
                if role is not None:
                    self.clients[role].force_login(roles[role])
            return self.clients[role]

        def get(self, address, role="physician", **kwargs):
            return self.client(role).get(address, **kwargs)

        def post(self, address, data, role="physician", **kwargs):
            return self.client(role).post(address, data, **kwargs)

    return Visitor()


@pytest.fixture
def treated(physician, clara):  # noqa: F811
    """Clara with 20 of 28 headache days before session 1 and 7 of 28 after it; two days were not entered."""
    on = dt.date(2026, 3, 2)
    days = []
    for place, day in enumerate([*Span.before(on), *Span.after(on)]):
        if place not in (5, 40):
            number = place if place < 28 else place - 28
            headache = number >= 8 if place < 28 else number < 7
            days.append(DiaryDay(patient="Clara", date=day, headache=headache, peak=2 if headache else 0))
    intakes = [Intake(patient="Clara", date=on + dt.timedelta(days=1), drug="sumatriptan")]
    actions.diary.record(patient=clara, entries=[*days, *intakes], by=physician)
    session = Session(patient="Clara", session=1, date=Span.read(str(on)), product="onabotulinumtoxinA")
    points = [Injection(patient="Clara", session=1, muscle="frontalis", side="left", site=1, units=Decimal(75))]
    actions.treatment.record(patient=clara, session=session, injections=points, by=physician)
    assert queries.course(physician, clara).sessions
    return clara
