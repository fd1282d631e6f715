"""What is read: the very course that the folder gives, the list, and what a day asks."""

import datetime as dt

import pytest

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.people import Contact
from migrainedays.course import Course
from migrainedays.diary import DiaryDay
from migrainedays.exchange.courses import courses_of
from migrainedays.exchange.folder import folder_of
from migrainedays.treatment import Person, Session
from migrainedays.windows import Span
from tests import people
from tests.web.records.conftest import ids_of

ON = dt.date(2026, 3, 2)


def day(number, date):
    return DiaryDay(patient=number, date=date, headache=False)


@pytest.mark.parametrize("rows", people.CAST, ids=lambda rows: rows.__name__)
def test_a_course_from_the_clinic_is_the_course_of_the_folder(physician, rows):
    folder = folder_of(rows())
    actions.folders.take_in(folder=folder, by=physician)
    (expected,) = courses_of(folder)
    (patient,) = ids_of(physician).values()
    course = queries.course(physician, patient)
    assert isinstance(course, Course)
    assert course == expected


def test_a_course_takes_as_many_queries_as_there_are_tables(physician, patients, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        queries.course(physician, patients.anna)


@pytest.mark.parametrize(
    ("text", "found"),
    [("", {"Anna", "Ben"}), ("lind", {"Anna"}), ("ANNA LIND", {"Anna"}), ("be", {"Ben"}), ("x", set()), ("%", set())],
)
def test_search_looks_at_names_and_at_the_beginning_of_numbers(physician, patients, text, found):
    assert {listed.number for listed in queries.patients.search(physician, text)} == found


def test_numbers_are_listed_in_their_natural_order(physician):
    for number in ("10", "9", "2"):
        actions.patients.add(person=Person(patient=number), by=physician)
    assert [listed.number for listed in queries.patients.search(physician)] == ["2", "9", "10"]


def test_the_list_says_when_the_last_entry_was_and_how_many_sessions(physician, patients):
    anna = next(each for each in queries.patients.search(physician) if each.number == "Anna")
    course = queries.course(physician, patients.anna)
    assert anna.last_entry_on == course.diary.days[-1].date
    assert anna.sessions == len(course.sessions_here)


def test_a_patient_who_is_known_by_name_is_shown_by_name(physician, patients):
    assert queries.patients.get(physician, patients.anna).shown == "Anna Lindgren"
    assert queries.patients.get(physician, patients.ben).shown == "Ben"


def test_today_lists_who_comes_in_order_of_time(physician, patients):
    for patient, hour in ((patients.ben, 15), (patients.anna, 9)):
        actions.visits.book(patient=patient, at=dt.datetime(2026, 3, 2, hour), kind="treatment", by=physician)
    today = queries.today(physician, on=ON)
    assert [coming.shown for coming in today.coming] == ["Anna Lindgren", "Ben"]
    assert queries.today(physician, on=ON + dt.timedelta(days=1)).coming == []


@pytest.mark.parametrize(("ago", "quiet"), [(0, False), (5, False), (6, True), (90, True), (91, False)])
def test_a_diary_is_quiet_after_more_than_five_days_until_it_counts_as_given_up(physician, clara, ago, quiet):
    actions.diary.record(patient=clara, entries=[day("Clara", ON - dt.timedelta(days=ago))], by=physician)
    found = queries.today(physician, on=ON).quiet
    assert [(each.number, each.days) for each in found] == ([("Clara", ago)] if quiet else [])


@pytest.mark.parametrize(("ago", "due"), [(28, False), (29, True), (42, True), (43, False)])
def test_a_result_is_due_once_its_28_days_are_over_and_for_two_weeks(physician, clara, ago, due):
    on = ON - dt.timedelta(days=ago)
    actions.treatment.record(
        patient=clara, session=Session(patient="Clara", session=1, date=Span(on, on)), by=physician
    )
    found = queries.today(physician, on=ON).due
    assert [(each.number, each.session_on) for each in found] == ([("Clara", on)] if due else [])


def test_history_tells_the_newest_act_first(physician, clara):
    actions.patients.reach(patient=clara, contact=Contact(patient="Clara", name="Clara B"), by=physician, why="asked")
    acts = queries.history.history(physician, clara)
    assert [act.noun for act in acts] == ["contacts", "diary_plans", "patients"]
    assert (acts[0].who, acts[0].why, acts[0].number) == ("Dr Harbour", "asked", 3)
