"""A clinic with two patients, another clinic, and phones that join them."""

import datetime as dt
import json
import uuid

import pytest

from migrainedays.clinic.records import actions
from migrainedays.clinic.records.access import operator
from migrainedays.clinic.records.models import Clinic
from migrainedays.clinic.records.people import Contact
from migrainedays.clinic.records.practice import Member, Practice
from migrainedays.treatment import Person

TODAY = dt.datetime.now(dt.UTC).date()


class PhoneAtHand:
    """A phone that joined, and speaks to the clinic over HTTP."""

    def __init__(self, client, code, year=1980, name="Android"):
        answer = client.post(
            "/api/diary/join",
            {"code": code, "birth_year": year, "name": name},
            content_type="application/json",
        )
        assert answer.status_code == 200, answer.content
        self.client, self.cursor = client, 0
        self.key, self.device, self.diary = (answer.json()[name] for name in ("key", "device", "diary"))

    @property
    def headers(self):
        return {"Authorization": f"Bearer {self.key}"}

    def get(self, path):
        return self.client.get(f"/api/diary/{path}", headers=self.headers)

    def post(self, path, body):
        return self.client.post(f"/api/diary/{path}", json.dumps(body), "application/json", headers=self.headers)

    def raw(self, changes, date=TODAY, **other):
        return {
            "id": str(uuid.uuid4()),
            "diary": self.diary,
            "device": self.device,
            "date": str(date),
            "claimed_at": dt.datetime.now(dt.UTC).isoformat(),
            "zone": "Europe/Paris",
            "changes": changes,
            "parents": [],
        } | other

    def send(self, *entries, after=0):
        answer = self.post("entries", {"entries": list(entries), "after": after})
        assert answer.status_code == 200, answer.content
        return answer.json()


@pytest.fixture
def clinic(db):
    """The physician of a clinic."""
    member = Member(email="alice@clinic.example", name="Alice")
    practice = Practice(name="Clinic", zone="Europe/Paris")
    return actions.clinics.open_clinic(practice=practice, physician=member, password="a long password")


@pytest.fixture
def ada(clinic):
    """The public id of a patient born in 1980."""
    person = Person(patient="", birth_year=1980, zone="Europe/Paris")
    return actions.patients.add(person=person, contact=Contact(patient="", name="Ada Example"), by=clinic)


@pytest.fixture
def bea(clinic):
    """The public id of another patient of the same clinic."""
    return actions.patients.add(person=Person(patient="", birth_year=1990, zone="Europe/Paris"), by=clinic)


@pytest.fixture
def elsewhere(clinic):
    """The public id of a patient of another clinic."""
    other = Clinic.objects.create(name="Elsewhere", zone="Europe/Paris", interval_days=84, quiet_after_days=5)
    return actions.patients.add(person=Person(patient="9", birth_year=1970), by=operator(other.pk))


@pytest.fixture
def join(client, clinic):
    """Let a phone into a patient's diary."""

    def joined(patient, year=1980, **other):
        return PhoneAtHand(client, actions.phones.offer(patient=patient, by=clinic), year, **other)

    return joined


@pytest.fixture
def phone(join, ada):
    """Ada's phone."""
    return join(ada)


def member(clinic, role):
    """Somebody of the clinic with this role."""
    secret = actions.members.invite(email=f"{role}@clinic.example", role=role, by=clinic)
    return actions.members.join(secret=secret, name=role, password="a long password")
