"""Nobody sees another clinic; the analyst sees no names; the front desk sees nothing clinical."""

import datetime as dt
import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import Forbidden, NotFound
from migrainedays.clinic.records.models import ROWS, Entry, Membership, PatientRecord
from migrainedays.clinic.records.people import Contact
from migrainedays.clinic.records.policies import NOUNS, POLICY, Role, Verb, allows
from migrainedays.diary import DiaryDay
from migrainedays.treatment import Person
from tests.web.records.conftest import fresh, ids_of

CLINICAL = set(NOUNS) - {
    "patients",
    "contacts",
    "visits",
    "vials",
    "vial_acts",
    "clinic",
    "members",
    "devices",
    "joinings",
    "authorisations",
    "rooms",
    "working_hours",
    "closed_days",
    "arrangements",
    "feeds",
    "messages",
    "enquiries",
    "websites",
    "published_results",
}
TABLES = [pytest.param(row, id=row.noun) for row in ROWS.values()]
ROLES = [role.value for role in Role]


def test_every_noun_is_declared_for_every_role():
    assert set(POLICY) == {(noun, role) for noun in NOUNS for role in Role}


@pytest.mark.parametrize("noun", sorted(CLINICAL))
@pytest.mark.parametrize("verb", list(Verb))
def test_the_front_desk_may_do_nothing_clinical(noun, verb):
    assert not allows("front_desk", verb, noun)


@pytest.mark.parametrize("verb", [Verb.ADD, Verb.CORRECT, Verb.SIGN])
def test_the_analyst_writes_nothing_but_analyses(verb):
    analyses = {"looks", "evidence_runs", "studies"} if verb is Verb.ADD else set()
    assert {noun for noun in NOUNS if allows("analyst", verb, noun)} == analyses


def test_what_is_not_declared_is_refused():
    assert not allows("physician", "read", "secrets")
    assert not allows("director", "read", "days")
    assert not allows("physician", "erase", "days")


@pytest.mark.parametrize("row", TABLES)
@pytest.mark.parametrize("role", ROLES)
def test_rows_are_seen_by_the_roles_that_read_their_noun(roles, patients, row, role):
    seen = row.objects.visible_to(roles[role]).count()
    assert seen == (row.objects.count() if allows(role, "read", row.noun) else 0)


@pytest.mark.parametrize("row", TABLES)
def test_no_row_is_seen_from_another_clinic(elsewhere, patients, row):
    greta = PatientRecord.objects.get(patient="Greta")
    seen = row.objects.visible_to(elsewhere)
    assert all(getattr(each, "patient_id", greta.pk) == greta.pk or each == greta for each in seen)


@pytest.mark.parametrize("row", TABLES)
def test_strangers_and_former_members_see_nothing(physician, patients, row):
    Membership.objects.filter(user=physician).update(active=False)
    assert row.objects.visible_to(fresh(physician)).count() == 0
    assert row.objects.visible_to(AnonymousUser()).count() == 0


def reads(user, patient):
    """Every query about one patient."""
    yield lambda: queries.course(user, patient)
    yield lambda: queries.patients.get(user, patient)
    yield lambda: queries.history.history(user, patient)
    yield lambda: queries.rows.all_of(user, patient, DiaryDay)


def writes(user, patient):
    """Actions of each kind on one patient."""
    day = DiaryDay(patient="Anna", date=dt.date(2026, 2, 1), headache=False)
    yield lambda: actions.diary.record(patient=patient, entries=[day], by=user)
    yield lambda: actions.diary.correct(patient=patient, entry=day, revision=1, by=user)
    yield lambda: actions.patients.correct(patient=patient, person=Person(patient="Anna"), revision=1, by=user)
    yield lambda: actions.patients.reach(patient=patient, contact=Contact(patient="Anna"), revision=1, by=user)
    yield lambda: actions.visits.book(patient=patient, at=dt.datetime(2026, 7, 1, 9), kind="review", by=user)
    yield lambda: actions.treatment.sign(patient=patient, session=1, by=user)


def test_a_patient_of_another_clinic_does_not_exist(elsewhere, patients):
    for attempt in [*reads(elsewhere, patients.anna), *writes(elsewhere, patients.anna)]:
        with pytest.raises(NotFound):
            attempt()


def test_a_patient_who_was_made_up_does_not_exist_either(physician, patients):
    for attempt in reads(physician, uuid.uuid4()):
        with pytest.raises(NotFound):
            attempt()


def test_not_found_and_forbidden_are_what_a_browser_is_told():
    assert issubclass(NotFound, Http404)
    assert issubclass(Forbidden, PermissionDenied)


def test_the_front_desk_reads_no_course_and_sees_no_diary_in_the_list(roles, patients):
    desk = roles["front_desk"]
    with pytest.raises(Forbidden):
        queries.course(desk, patients.anna)
    assert {(each.last_entry_on, each.sessions) for each in queries.patients.search(desk)} == {(None, None)}
    today = queries.today(desk, on=dt.date(2026, 2, 1))
    assert (today.quiet, today.due) == (None, None)
    assert queries.rows.all_of(desk, patients.anna, DiaryDay) == []


def test_the_front_desk_sees_names(roles, patients):
    assert "Anna Lindgren" in {each.name for each in queries.patients.search(roles["front_desk"])}


def test_the_analyst_sees_numbers_and_no_names(roles, patients):
    analyst = roles["analyst"]
    assert {each.name for each in queries.patients.search(analyst)} == {None}
    assert queries.patients.search(analyst, "Lindgren") == []
    assert queries.patients.get(analyst, patients.anna).shown == "Anna"
    assert queries.course(analyst, patients.anna).diary.days
    assert queries.course(analyst, patients.anna).person.home_place is None


def test_the_admin_sees_no_patient(roles, patients):
    assert queries.patients.search(roles["admin"]) == []


def test_a_role_that_does_not_write_is_refused_and_nothing_is_written(roles, patients):
    before = Entry.objects.count()
    for attempt in writes(roles["analyst"], patients.anna):
        with pytest.raises(Forbidden):
            attempt()
    assert Entry.objects.count() == before


def test_the_same_number_in_two_clinics_is_two_patients(physician, elsewhere):
    actions.patients.add(person=Person(patient="7"), by=physician)
    actions.patients.add(person=Person(patient="7"), by=elsewhere)
    assert ids_of(physician)["7"] != ids_of(elsewhere)["7"]
