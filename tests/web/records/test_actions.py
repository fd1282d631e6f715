"""What may be written, by whom, and what happens when two people write at once."""

import dataclasses
import datetime as dt

import pytest

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import Forbidden, NotFound
from migrainedays.clinic.records.models import Entry
from migrainedays.clinic.records.people import Contact, DiaryPlan
from migrainedays.clinic.records.refusals import Conflict, Signed
from migrainedays.diary import DiaryDay
from migrainedays.errors import Impossible
from migrainedays.treatment import Injection, Person, Session, Vial
from migrainedays.windows import Span
from tests.web.records.conftest import sign_despite

DAY = DiaryDay(patient="Clara", date=dt.date(2026, 1, 5), headache=True, minutes=60)
FREE = DiaryDay(patient="Clara", date=dt.date(2026, 1, 5), headache=False)
SESSION = Session(
    patient="Clara", session=1, date=Span.read("2026-01-05"), product="onabotulinumtoxinA", protocol="preempt",
    version="1",
)  # fmt: skip


def entries(noun):
    return Entry.objects.filter(noun=noun)


def stored_day(user, patient):
    return queries.rows.one(user, patient, DiaryDay, date=DAY.date)


def test_a_new_day_stands_in_revision_1_with_its_trace(physician, clara):
    actions.diary.record(patient=clara, entries=[DAY], by=physician, why="told on the phone")
    assert stored_day(physician, clara) == (DAY, 1)
    entry = entries("days").get()
    assert (entry.who, entry.role, entry.why) == (physician, "physician", "told on the phone")
    assert entry.rows == [{"revision": 1, "value": {"date": "2026-01-05", "headache": True, "minutes": 60}}]


def test_sending_the_same_twice_changes_nothing(physician, clara):
    for _ in range(2):
        actions.diary.record(patient=clara, entries=[DAY], by=physician)
    assert stored_day(physician, clara).revision == 1
    assert entries("days").count() == 1


def test_a_batch_of_days_is_one_entry(physician, clara):
    days = [DiaryDay(patient="Clara", date=dt.date(2026, 1, n), headache=False) for n in range(1, 15)]
    actions.diary.record(patient=clara, entries=days, by=physician)
    assert len(entries("days").get().rows) == 14


def test_a_correction_is_a_new_revision_and_both_stay_in_the_journal(physician, clara):
    actions.diary.record(patient=clara, entries=[DAY], by=physician)
    assert actions.diary.correct(patient=clara, entry=FREE, revision=1, by=physician, why="mistyped") == 2
    assert stored_day(physician, clara) == (FREE, 2)
    assert [row["value"]["headache"] for entry in entries("days").order_by("number") for row in entry.rows] == [
        True,
        False,
    ]


def test_a_second_edit_of_what_both_had_opened_is_a_conflict_that_shows_both(physician, roles, clara):
    actions.diary.record(patient=clara, entries=[DAY], by=physician)
    actions.diary.correct(patient=clara, entry=FREE, revision=1, by=roles["injector"])
    mine = DiaryDay(patient="Clara", date=DAY.date, headache=True, minutes=90)
    with pytest.raises(Conflict) as refused:
        actions.diary.correct(patient=clara, entry=mine, revision=1, by=physician)
    assert (refused.value.mine, refused.value.theirs) == (mine, (FREE, 2))
    assert stored_day(physician, clara) == (FREE, 2)


def test_a_new_day_where_another_stands_is_a_conflict(physician, clara):
    actions.diary.record(patient=clara, entries=[DAY], by=physician)
    with pytest.raises(Conflict):
        actions.diary.record(patient=clara, entries=[FREE], by=physician)


def test_of_a_batch_with_one_conflict_nothing_is_written(physician, clara):
    actions.diary.record(patient=clara, entries=[DAY], by=physician)
    other = DiaryDay(patient="Clara", date=dt.date(2026, 1, 4), headache=False)
    with pytest.raises(Conflict):
        actions.diary.record(patient=clara, entries=[other, FREE], by=physician)
    assert queries.course(physician, clara).diary.days == (DAY,)


def test_what_was_entered_in_error_is_withdrawn_and_may_be_entered_again(physician, clara):
    actions.diary.record(patient=clara, entries=[DAY], by=physician)
    actions.diary.withdraw(patient=clara, entry=DAY, revision=1, by=physician, why="another patient's")
    assert queries.course(physician, clara).diary.days == ()
    assert entries("days").latest("number").rows[0]["withdrawn"] is True
    actions.diary.record(patient=clara, entries=[FREE], by=physician)
    assert stored_day(physician, clara) == (FREE, 3)


def test_a_correction_of_what_was_withdrawn_is_a_conflict(physician, clara):
    actions.diary.record(patient=clara, entries=[DAY], by=physician)
    actions.diary.withdraw(patient=clara, entry=DAY, revision=1, by=physician, why="in error")
    with pytest.raises(Conflict) as refused:
        actions.diary.correct(patient=clara, entry=FREE, revision=1, by=physician)
    assert refused.value.theirs is None


def test_a_value_of_another_patient_is_refused(physician, patients, clara):
    with pytest.raises(Impossible, match="another patient"):
        actions.diary.record(patient=patients.anna, entries=[DAY], by=physician)


def test_a_signed_session_and_its_points_are_never_changed(physician, clara):
    point = Injection(patient="Clara", session=1, muscle="procerus", side="middle", site=1)
    actions.treatment.record(patient=clara, session=SESSION, injections=[point], by=physician)
    sign_despite(physician, clara)
    later = Session(patient="Clara", session=1, date=Span.read("2026-01-06"))
    more = Injection(patient="Clara", session=1, muscle="procerus", side="middle", site=2)
    with pytest.raises(Signed):
        actions.treatment.correct(patient=clara, value=later, revision=1, by=physician)
    with pytest.raises(Signed):
        actions.treatment.correct(patient=clara, value=more, revision=0, by=physician)
    with pytest.raises(Signed):
        actions.treatment.withdraw(patient=clara, value=point, revision=1, by=physician, why="no")
    course = queries.course(physician, clara)
    assert (course.sessions, course.injections) == ((SESSION,), (point,))


def test_a_session_that_is_not_there_is_not_signed(physician, clara):
    with pytest.raises(NotFound):
        sign_despite(physician, clara)


def test_only_a_physician_signs(physician, roles, clara):
    actions.treatment.record(patient=clara, session=SESSION, by=roles["injector"])
    with pytest.raises(Forbidden):
        actions.treatment.sign(patient=clara, session=1, by=roles["injector"])


def test_a_patient_without_a_number_gets_the_next_one(physician):
    first = actions.patients.add(person=Person(patient=""), contact=Contact(patient="", name="Ana"), by=physician)
    second = actions.patients.add(person=Person(patient=""), by=physician)
    assert [queries.patients.get(physician, each).number for each in (first, second)] == ["1", "2"]
    assert queries.patients.get(physician, first).shown == "Ana"


def test_a_number_is_given_once(physician, clara):
    with pytest.raises(Impossible, match="another patient already"):
        actions.patients.add(person=Person(patient="Clara"), by=physician)


def test_a_number_can_be_corrected_and_the_diary_follows(physician, clara):
    actions.diary.record(patient=clara, entries=[DAY], by=physician)
    actions.patients.correct(patient=clara, person=Person(patient="C-7"), revision=1, by=physician)
    course = queries.course(physician, clara)
    assert course.person.patient == course.diary.days[0].patient == "C-7"


def test_intakes_count_as_kept_once_the_diary_asks_for_them(physician):
    patient = actions.patients.add(person=Person(patient="D"), keeps_intakes=False, by=physician)
    assert queries.course(physician, patient).diary.intakes_kept is False
    actions.diary.ask(patient=patient, plan=DiaryPlan(patient="D", keeps_intakes=True), revision=1, by=physician)
    assert queries.course(physician, patient).diary.intakes_kept is True


def test_a_visit_is_kept_on_the_clock_of_the_clinic(physician, clara):
    at = dt.datetime(2026, 7, 1, 22, 30, tzinfo=dt.UTC)
    visit = actions.visits.book(patient=clara, at=at, kind="review", by=physician)
    assert visit.at.isoformat() == "2026-07-02T00:30:00+02:00"
    assert [coming.visit.value for coming in queries.visits.of_day(physician, dt.date(2026, 7, 2))] == [visit]
    assert queries.visits.of_day(physician, dt.date(2026, 7, 1)) == []


def test_a_visit_that_is_moved_stays_the_same_visit(physician, clara):
    visit = actions.visits.book(patient=clara, at=dt.datetime(2026, 7, 1, 9, 0), kind="review", by=physician)
    moved = dataclasses.replace(visit, at=visit.at + dt.timedelta(days=2))
    actions.visits.correct(patient=clara, visit=moved, revision=1, by=physician)
    (coming,) = queries.visits.ahead(physician, dt.date(2026, 7, 1))
    assert (coming.visit.value.visit, coming.visit.value.at) == (visit.visit, moved.at)


def test_vials_belong_to_the_clinic(physician, elsewhere):
    vial = Vial(vial="V1", product="onabotulinumtoxinA", lot="L1")
    actions.stock.receive(vial=vial, by=physician)
    assert [stored.value for stored in queries.rows.stock(physician, Vial)] == [vial]
    assert queries.rows.stock(elsewhere, Vial) == []
    assert actions.stock.correct(vial=Vial(vial="V1", lot="L2"), revision=1, by=physician) == 2


def test_the_clinic_changes_how_it_works_with_a_trace(physician):
    stored = queries.practice.practice(physician)
    changed = type(stored.value)(name="Harbour", zone="Europe/Madrid", interval_days=120)
    assert actions.clinics.correct(practice=changed, revision=1, by=physician) == 2
    assert queries.practice.practice(physician) == (changed, 2)
    with pytest.raises(Conflict):
        actions.clinics.correct(practice=stored.value, revision=1, by=physician)
    assert entries("clinic").count() == 2
