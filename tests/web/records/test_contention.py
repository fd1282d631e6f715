"""Two people at the same row at the same moment: one saves, the other is shown the conflict, and nothing is lost."""

import datetime as dt
import functools
import threading

import pytest
from django.db import connection, connections

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.models import Entry, PatientRecord, User
from migrainedays.clinic.records.practice import Member, Practice
from migrainedays.clinic.records.refusals import Conflict
from migrainedays.diary import DiaryDay
from migrainedays.treatment import Person

ROUNDS = 20
DATE = dt.date(2026, 1, 5)


@pytest.fixture
def people(transactional_db):
    """A clinic that is really committed, with a patient and two of its staff."""
    physician = actions.clinics.open_clinic(
        practice=Practice(name="Harbour", zone="Europe/Paris"), physician=Member(email="a@b.example"), password=None
    )
    clara = actions.patients.add(person=Person(patient="Clara"), by=physician)
    return physician, clara


def at_once(*acts):
    """Run acts in threads that start together; returns what each raised, None where it went through."""
    barrier = threading.Barrier(len(acts))
    outcomes = [None] * len(acts)

    def run(place, act):
        barrier.wait()
        try:
            act()
        except Exception as problem:
            outcomes[place] = problem
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def edit(physician, clara, minutes, revision):
    day = DiaryDay(patient="Clara", date=DATE, headache=True, minutes=minutes)
    user = User.objects.get(pk=physician.pk)
    actions.diary.correct(patient=clara, entry=day, revision=revision, by=user)


def test_of_two_edits_of_one_day_one_is_kept_and_one_is_shown(people):
    physician, clara = people
    first = DiaryDay(patient="Clara", date=DATE, headache=True, minutes=0)
    actions.diary.record(patient=clara, entries=[first], by=physician)
    for revision in range(1, ROUNDS + 1):
        both = (2 * revision, 2 * revision + 1)
        outcomes = at_once(*(functools.partial(edit, physician, clara, minutes, revision) for minutes in both))
        assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "NoneType"]
        lost = next(outcome for outcome in outcomes if outcome is not None)
        assert isinstance(lost, Conflict)
        assert lost.theirs.revision == revision + 1
    assert queries.verification.differences() == {}


def test_eight_people_writing_at_once_all_save(people):
    physician, clara = people

    def write(place):
        user = User.objects.get(pk=physician.pk)
        for n in range(5):
            day = DiaryDay(patient="Clara", date=dt.date(2026, 1, 1) + dt.timedelta(days=5 * place + n), headache=False)
            actions.diary.record(patient=clara, entries=[day], by=user)

    assert at_once(*(functools.partial(write, place) for place in range(8))) == [None] * 8
    record = PatientRecord.objects.get()
    numbers = Entry.objects.filter(patient=record).order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, record.entries + 1))
    assert queries.verification.differences() == {}


def test_a_number_is_given_once_to_patients_who_are_added_at_once(people):
    physician, _ = people

    def add():
        actions.patients.add(person=Person(patient=""), by=User.objects.get(pk=physician.pk))

    assert at_once(*[add] * 6) == [None] * 6
    assert sorted(PatientRecord.objects.exclude(patient="Clara").values_list("patient", flat=True)) == list("123456")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no such switches")
@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("mmap_size", 0), ("recursive_triggers", 1)],
)
def test_sqlite_is_set_to_lose_nothing(transactional_db, pragma, value):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        assert cursor.fetchone()[0] == value
    assert connection.transaction_mode == "IMMEDIATE"
