"""Taking a folder in: all of it or nothing; twice is once; what differs is listed, and what is signed stays."""

import dataclasses
import datetime as dt

import pytest

from migrainedays.clinic.records import actions, bulk, queries
from migrainedays.clinic.records.access import Forbidden
from migrainedays.clinic.records.actions.folders import sentences
from migrainedays.clinic.records.models import Entry, PatientRecord
from migrainedays.diary import DiaryDay, Intake
from migrainedays.errors import InputRefused
from migrainedays.exchange.folder import folder_of
from migrainedays.treatment import Injection, Person, Session, Vial
from migrainedays.windows import Span
from tests import people
from tests.web.records.conftest import ids_of, sign_despite

ZOE = Person(patient="Zoe")
SICK = DiaryDay(patient="Zoe", date=dt.date(2026, 1, 5), headache=True)
FREE = DiaryDay(patient="Zoe", date=dt.date(2026, 1, 5), headache=False)
SESSION = Session(patient="Zoe", session=1, date=Span.read("2026-01-05"), protocol="preempt", version="1")
MOVED = dataclasses.replace(SESSION, date=Span.read("2026-01-06"))
POINT = Injection(patient="Zoe", session=1, muscle="procerus", side="middle", site=1)


def take(by, *values, update=False, present=()):
    return actions.folders.take_in(folder=folder_of(values, present=present), by=by, update=update)


def course(user):
    return queries.course(user, ids_of(user)["Zoe"])


def test_all_rows_are_counted(physician):
    taken = take(physician, *people.anna())
    assert taken.added["days"] == sum(isinstance(value, DiaryDay) for value in people.anna())
    assert (taken.unchanged, taken.changed) == ({}, ())


def test_the_same_folder_twice_changes_nothing(physician):
    take(physician, *people.clinic())
    entries = Entry.objects.count()
    again = take(physician, *people.clinic(), update=True)
    assert (again.added, again.changed) == ({}, ())
    assert again.unchanged["days"] > 100
    assert Entry.objects.count() == entries


def test_a_longer_diary_adds_the_new_days_only(physician):
    take(physician, ZOE, SICK)
    later = dataclasses.replace(SICK, date=dt.date(2026, 1, 6))
    taken = take(physician, ZOE, SICK, later)
    assert (taken.added, taken.unchanged) == ({"days": 1}, {"patients": 1, "days": 1})


def test_a_changed_row_is_listed_and_left(physician):
    take(physician, ZOE, SICK)
    taken = take(physician, ZOE, FREE)
    (change,) = taken.changed
    assert (change.here, change.there, change.written) == (SICK, FREE, False)
    assert list(sentences(taken.changed)) == [
        "days Zoe · 2026-01-05: headache True here, False there (stands here with another value)"
    ]
    assert course(physician).diary.days == (SICK,)


def test_a_changed_row_is_written_as_a_new_revision_where_that_is_asked(physician):
    take(physician, ZOE, SICK)
    taken = take(physician, ZOE, FREE, update=True)
    assert taken.changed[0].written
    assert queries.rows.one(physician, ids_of(physician)["Zoe"], DiaryDay) == (FREE, 2)
    assert queries.verification.differences() == {}


def test_a_changed_person_and_a_changed_vial_are_written_too(physician):
    take(physician, ZOE, Vial(vial="V", lot="1"))
    take(physician, dataclasses.replace(ZOE, birth_year=1990), Vial(vial="V", lot="2"), update=True)
    assert course(physician).person.birth_year == 1990
    assert queries.rows.stock(physician, Vial) == [(Vial(vial="V", lot="2"), 2)]


def test_a_withdrawn_row_comes_back_only_where_that_is_asked(physician):
    take(physician, ZOE, SICK)
    zoe = ids_of(physician)["Zoe"]
    actions.diary.withdraw(patient=zoe, entry=SICK, revision=1, by=physician, why="in error")
    assert next(sentences(take(physician, ZOE, SICK).changed)).endswith(
        "was withdrawn here, the folder has it (stands here with another value)"
    )
    assert course(physician).diary.days == ()
    take(physician, ZOE, SICK, update=True)
    assert queries.rows.one(physician, zoe, DiaryDay) == (SICK, 3)


def test_a_signed_session_and_its_points_are_never_changed(physician):
    take(physician, ZOE, SESSION, POINT)
    zoe = ids_of(physician)["Zoe"]
    sign_despite(physician, zoe)
    another = dataclasses.replace(POINT, site=2)
    taken = take(physician, ZOE, MOVED, POINT, another, update=True)
    assert {change.why_not for change in taken.changed} == {"the session is signed"}
    assert len(taken.changed) == 2
    assert (course(physician).sessions, course(physician).injections) == ((SESSION,), (POINT,))


def test_of_a_folder_that_fails_half_way_nothing_is_kept(physician, monkeypatch):
    def break_at_sessions(model, rows, insert=bulk.insert):
        if model.noun == "sessions":
            raise OSError("disk full")
        insert(model, rows)

    monkeypatch.setattr(bulk, "insert", break_at_sessions)
    with pytest.raises(OSError, match="disk full"):
        take(physician, *people.anna())
    assert PatientRecord.objects.count() == 0
    assert not Entry.objects.filter(noun="days").exists()


def test_a_table_of_intakes_means_that_drugs_are_asked(physician):
    take(physician, ZOE, SICK, present=[Intake])
    assert course(physician).diary.intakes_kept is True


def test_without_a_table_of_intakes_nothing_is_known_of_drugs(physician):
    take(physician, ZOE, SICK)
    assert course(physician).diary.intakes_kept is False


def test_days_that_never_asked_for_drugs_do_not_become_drug_free(physician):
    take(physician, ZOE, SICK, present=[Intake])
    later = dataclasses.replace(SICK, date=dt.date(2026, 1, 6))
    with pytest.raises(InputRefused, match=r"Zoe keeps drugs .* Add intakes\.csv"):
        take(physician, ZOE, SICK, later)
    assert take(physician, ZOE, SICK).unchanged["days"] == 1


def test_another_clinic_s_patient_of_the_same_number_is_not_touched(physician, elsewhere):
    take(physician, Person(patient="Greta", birth_year=2001))
    assert queries.course(elsewhere, ids_of(elsewhere)["Greta"]).person == people.greta()[0]


def test_imported_patients_are_shown_by_number(physician):
    take(physician, ZOE)
    (listed,) = queries.patients.search(physician)
    assert (listed.shown, listed.name) == ("Zoe", None)


@pytest.mark.parametrize("role", ["front_desk", "analyst", "admin"])
def test_only_clinical_roles_take_a_folder_in(roles, role):
    with pytest.raises(Forbidden):
        take(roles[role], ZOE, SICK)


def test_progress_is_told_for_every_row(physician):
    done = []
    folder = folder_of(people.anna())
    actions.folders.take_in(folder=folder, by=physician, progress=done.append)
    assert sum(done) >= sum(len(rows) for name, rows in folder.tables.items() if name != "patients")
