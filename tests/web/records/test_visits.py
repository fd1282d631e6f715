"""Visits: booked in the first free room, moved, cancelled; of many who book at once one gets the slot."""

import dataclasses
import datetime as dt
import functools
import multiprocessing
import traceback
from uuid import UUID, uuid4

import pytest
from django.db import connections

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import NotFound, operator
from migrainedays.clinic.records.models import Clinic, VisitRow
from migrainedays.clinic.records.people import Visit
from migrainedays.clinic.records.practice import Member, Practice
from migrainedays.clinic.records.scheduling import Arrangements, Room
from migrainedays.clinic.records.slots import SlotTaken, meet, shared
from migrainedays.errors import Impossible
from migrainedays.treatment import Person

NINE = dt.datetime(2026, 11, 30, 9)


def book(user, patient, at=NINE, **other):
    return actions.visits.book(patient=patient, at=at, kind=other.pop("kind", "treatment"), by=user, **other)


@pytest.fixture
def rooms(physician):
    for name in ("East", "West"):
        actions.scheduling.keep_room(room=Room(room=name, in_use=True), by=physician)


def stored(user, patient):
    return queries.rows.all_of(user, patient, Visit)


class TestBooking:
    def test_it_takes_the_clinics_length_and_its_only_room(self, physician, patients):
        visit = book(physician, patients.anna)
        assert (visit.minutes, visit.room, visit.status) == (30, None, "planned")
        assert visit.at.utcoffset() == dt.timedelta(hours=1)
        UUID(visit.visit)

    def test_the_clinic_says_how_long_a_visit_usually_is(self, physician, patients):
        actions.scheduling.arrange(arrangements=Arrangements(session_minutes=45), by=physician)
        assert book(physician, patients.anna).minutes == 45
        assert book(physician, patients.ben, NINE + dt.timedelta(hours=2), minutes=20).minutes == 20

    def test_the_second_at_the_same_time_goes_into_the_second_room_and_the_third_nowhere(
        self, physician, patients, clara, rooms
    ):
        assert [book(physician, each).room for each in (patients.anna, patients.ben)] == ["East", "West"]
        with pytest.raises(SlotTaken):
            book(physician, clara, NINE + dt.timedelta(minutes=15))
        assert stored(physician, clara) == []
        assert book(physician, clara, NINE + dt.timedelta(minutes=30)).room == "East"

    def test_a_call_needs_no_room(self, physician, patients, clara, rooms):
        for each in (patients.anna, patients.ben):
            book(physician, each)
        assert book(physician, clara, kind="review_from_home").room is None

    def test_two_rooms_and_one_clinician(self, physician, patients, rooms):
        book(physician, patients.anna, clinician=physician.email)
        with pytest.raises(SlotTaken, match="This clinician"):
            book(physician, patients.ben, clinician=physician.email)


class TestWhatBecomesOfIt:
    def test_a_moved_visit_stays_the_same_visit(self, physician, patients):
        visit = book(physician, patients.anna)
        moved = dataclasses.replace(visit, at=visit.at + dt.timedelta(days=1))
        assert actions.visits.correct(patient=patients.anna, visit=moved, revision=1, by=physician) == 2
        (kept,) = stored(physician, patients.anna)
        assert (kept.value.visit, kept.value.at.day, kept.revision) == (visit.visit, 1, 2)

    def test_it_is_not_moved_onto_another(self, physician, patients):
        book(physician, patients.ben, NINE + dt.timedelta(hours=1))
        visit = book(physician, patients.anna)
        moved = dataclasses.replace(visit, at=visit.at + dt.timedelta(minutes=45))
        with pytest.raises(SlotTaken):
            actions.visits.correct(patient=patients.anna, visit=moved, revision=1, by=physician)
        assert stored(physician, patients.anna)[0].revision == 1

    @pytest.mark.parametrize("status", ["cancelled", "no_show"])
    def test_what_falls_away_leaves_its_slot_and_its_trace(self, physician, patients, status):
        visit = book(physician, patients.anna)
        become = functools.partial(actions.visits.become, patient=patients.anna, visit=UUID(visit.visit), by=physician)
        assert become(status=status, revision=1) == 2
        book(physician, patients.ben)
        assert stored(physician, patients.anna)[0].value.status == status
        with pytest.raises(SlotTaken):
            become(status="planned", revision=2)

    def test_there_is_no_visit_of_that_name(self, physician, patients):
        visit = book(physician, patients.anna)
        with pytest.raises(NotFound):
            actions.visits.become(
                patient=patients.ben, visit=UUID(visit.visit), status="done", revision=1, by=physician
            )

    def test_past_visits_are_noted_as_they_were_and_never_two_in_one_slot(self, physician, patients):
        past = [
            Visit(patient=name, visit=uuid4().hex, at=NINE.replace(tzinfo=dt.UTC), kind="treatment", status="done")
            for name in ("Anna", "Ben")
        ]
        actions.visits.record(patient=patients.anna, visits=past[:1], by=physician)
        with pytest.raises(SlotTaken):
            actions.visits.record(patient=patients.ben, visits=past[1:], by=physician)

    def test_its_name_is_a_number_drawn_at_random(self, physician, patients):
        named = Visit(patient="Anna", visit="anna-1", at=NINE.replace(tzinfo=dt.UTC), kind="treatment", status="done")
        with pytest.raises(Impossible, match="is not a UUID"):
            actions.visits.record(patient=patients.anna, visits=[named], by=physician)


ROUNDS, AT_ONCE = 6, 6


def _in_a_process(clinic, patient, round_, place, barrier, answers):
    """Another process at the same slot, a few minutes aside; it says what came of it."""
    connections.close_all()
    try:
        barrier.wait(timeout=30)
        at = NINE + dt.timedelta(days=round_, minutes=5 * (place % 3))
        book(operator(clinic), patient, at)
        answers.put("booked")
    except SlotTaken:
        answers.put("taken")
    except Exception:
        answers.put(traceback.format_exc())
    finally:
        connections.close_all()


@pytest.mark.parametrize("kind", ["one room"])
def test_of_six_processes_at_one_slot_one_books_it(transactional_db, kind):
    physician = actions.clinics.open_clinic(
        practice=Practice(name="Harbour", zone="Europe/Paris"), physician=Member(email="a@b.example"), password=None
    )
    clinic = Clinic.objects.get().pk
    patients = [actions.patients.add(person=Person(patient=""), by=physician) for _ in range(AT_ONCE)]
    forked = multiprocessing.get_context("fork")
    for round_ in range(ROUNDS):
        barrier, answers = forked.Barrier(AT_ONCE), forked.SimpleQueue()
        connections.close_all()  # a connection cannot be shared with a child
        children = [
            forked.Process(target=_in_a_process, args=(clinic, patient, round_, place, barrier, answers))
            for place, patient in enumerate(patients)
        ]
        for child in children:
            child.start()
        for child in children:
            child.join(timeout=60)
        found = sorted(answers.get() for _ in children)
        assert found == ["booked", *["taken"] * (AT_ONCE - 1)], "\n".join(found)
    visits = VisitRow.objects.standing().read()
    assert len(visits) == ROUNDS
    assert not [
        (one, other) for one in visits for other in visits if one != other and meet(one, other) and shared(one, other)
    ]
    assert queries.verification.differences() == {}
