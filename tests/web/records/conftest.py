"""Two clinics: Anna and Ben are patients of the first, Greta of the second; one account for each role."""

import types

import pytest

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import Actor, operator
from migrainedays.clinic.records.models import Clinic, User
from migrainedays.clinic.records.people import Contact
from migrainedays.clinic.records.policies import Role
from migrainedays.clinic.records.practice import Member, Practice
from migrainedays.exchange.folder import folder_of
from migrainedays.treatment import Person
from tests import people

PASSWORD = "a quiet day without wind"


def ids_of(user):
    """Public ids by patient number."""
    return {listed.number: listed.id for listed in queries.patients.search(user)}


def staff(clinic, role):
    """A member of a clinic in a role."""
    member = Member(email=f"{role}@{clinic.pk}.example", name=f"{role} of {clinic.name}", role=role)
    return actions.members.admit(member, password=PASSWORD, by=operator(clinic.pk), why="test")


@pytest.fixture
def physician(db):
    """The first physician of a clinic that has no patients yet."""
    return actions.clinics.open_clinic(
        practice=Practice(name="Harbour", zone="Europe/Paris"),
        physician=Member(email="Physician@harbour.example", name="Dr Harbour"),
        password=PASSWORD,
    )


@pytest.fixture
def clinic(physician):
    return Clinic.objects.get(pk=physician.membership.clinic_id)


@pytest.fixture
def roles(physician, clinic):
    """An account for each role of the clinic."""
    others = {role.value: staff(clinic, role.value) for role in Role if role is not Role.PHYSICIAN}
    return {"physician": physician, **others}


@pytest.fixture
def elsewhere(physician):
    """A physician of another clinic in the same database, with Greta as a patient."""
    clinic = Clinic.objects.create(name="Hill", zone="Europe/Paris", interval_days=84, quiet_after_days=5)
    other = staff(clinic, "physician")
    actions.folders.take_in(folder=folder_of(people.greta()), by=other)
    return other


@pytest.fixture
def patients(physician):
    """Anna and Ben with their diaries; Anna is known by name."""
    actions.folders.take_in(folder=folder_of([*people.anna(), *people.ben()]), by=physician)
    ids = ids_of(physician)
    contact = Contact(patient="Anna", name="Anna Lindgren", email="anna@example.org")
    actions.patients.reach(patient=ids["Anna"], contact=contact, by=physician)
    return types.SimpleNamespace(anna=ids["Anna"], ben=ids["Ben"])


@pytest.fixture
def clara(physician):
    """A patient without any entry."""
    return actions.patients.add(person=Person(patient="Clara"), by=physician)


def fresh(user):
    """The same user as the next request would find them."""
    return User.objects.get(pk=user.pk)


def actor(user) -> Actor:
    return Actor(user.membership.clinic_id, user.membership.role, user.pk)


def sign_despite(user, patient, number=1):
    """Sign a session that was typed in, with a reason for whatever the check finds on it."""
    found = queries.treatment.findings(user, patient, number)
    actions.treatment.sign(patient=patient, session=number, reasons=dict.fromkeys(found.rules, "told so"), by=user)
    return found
