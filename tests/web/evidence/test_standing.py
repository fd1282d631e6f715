"""Where the records stood, which versions were used, and where a run is shown."""

import datetime as dt

import pytest
from django.urls import reverse

from migrainedays.clinic import weighing
from migrainedays.clinic.records import actions
from migrainedays.clinic.records.actions import runs
from migrainedays.clinic.records.queries import courses
from migrainedays.clinic.records.queries import runs as told
from migrainedays.clinic.records.standing import inputs_of, last_entry
from migrainedays.clinic.web.evidence.runs import place_of
from migrainedays.diary import DiaryDay
from migrainedays.treatment import Session
from migrainedays.windows import Span
from tests.web.evidence.conftest import VERSIONS
from tests.weighed import PROTOCOL

ON = dt.date(2026, 2, 2)


@pytest.fixture
def clinic_id(physician):
    return physician.membership.clinic_id


def note(physician, clara, headache=True, revision=0):
    day = DiaryDay(patient="Clara", date=ON, headache=headache)
    if revision:
        actions.diary.correct(patient=clara, entry=day, revision=revision, by=physician)
    else:
        actions.diary.record(patient=clara, entries=[day], by=physician)


# -- where the records stand ----------------------------------------------------------------------------------
def test_a_day_moves_the_records_on(physician, clara, clinic_id):
    before = last_entry(clinic_id)
    note(physician, clara)
    assert last_entry(clinic_id) > before


def test_a_correction_and_a_withdrawal_do_too(physician, clara, clinic_id):
    note(physician, clara)
    stood = [last_entry(clinic_id)]
    note(physician, clara, headache=False, revision=1)
    stood.append(last_entry(clinic_id))
    day = DiaryDay(patient="Clara", date=ON, headache=False)
    actions.diary.withdraw(patient=clara, entry=day, revision=2, by=physician, why="test")
    stood.append(last_entry(clinic_id))
    assert stood == sorted(set(stood))


def test_the_same_day_again_moves_nothing(physician, clara, clinic_id):
    note(physician, clara)
    before = last_entry(clinic_id)
    note(physician, clara)
    assert last_entry(clinic_id) == before


def test_a_visit_moves_no_evidence(physician, clara, clinic_id):
    before = last_entry(clinic_id)
    actions.visits.book(patient=clara, at=dt.datetime(2026, 7, 1, 9), kind="review", by=physician)
    assert last_entry(clinic_id) == before


def test_another_clinic_s_day_moves_nothing_here(elsewhere, physician, clinic_id):
    before = last_entry(clinic_id)
    patient = courses.patients(elsewhere)[0]
    day = DiaryDay(patient="Greta", date=ON, headache=True)
    actions.diary.record(patient=patient, entries=[day], by=elsewhere)
    assert last_entry(clinic_id) == before


def test_the_hash_knows_what_was_asked_and_nothing_of_its_order(clinic_id):
    asked = inputs_of(clinic_id, "versions", {"a": "1", "b": "2"})
    assert inputs_of(clinic_id, "versions", {"b": "2", "a": "1"}) == asked
    assert inputs_of(clinic_id, "versions", {"a": "2", "b": "1"}) != asked
    assert inputs_of(clinic_id, "results", {"a": "1", "b": "2"}) != asked


# -- which versions were used -----------------------------------------------------------------------------------
def test_patients_are_counted_once_under_each_version(physician, weighed_clinic):
    again = Session(patient="W-00", session=2, date=Span.read("2025-08-01"), protocol=PROTOCOL, version="2")
    actions.treatment.record(patient=weighed_clinic["W-00"], session=again, by=physician)
    assert courses.versions_used(physician) == {PROTOCOL: {"1": 6, "2": 7}}


def test_sessions_elsewhere_and_without_a_version_are_no_use(physician, clara):
    for number, version in ((0, "1"), (1, None)):
        on = Span.read(f"2026-01-0{number + 5}")
        told_of = Session(patient="Clara", session=number, date=on, protocol=PROTOCOL, version=version)
        actions.treatment.record(patient=clara, session=told_of, by=physician)
    assert courses.versions_used(physician) == {}


def test_the_front_desk_sees_no_use(roles, weighed_clinic):
    assert courses.versions_used(roles["front_desk"]) == {}


# -- a run ----------------------------------------------------------------------------------------------------
def test_how_far_a_run_is_is_known_once_it_was_told(physician, weighed_clinic):
    run = weighing.ask("results", {}, physician)
    assert (told.one(physician, run).share, told.one(physician, run).under_way) == (None, True)
    runs.begin(run)
    runs.advance(run, done=3, of=12, doing="courses")
    assert told.one(physician, run).share == 0.25
    runs.finish(run, answer={"n": 1})
    found = told.one(physician, run)
    assert (found.under_way, found.answer) == (False, {"n": 1})


@pytest.mark.parametrize("step", [runs.begin, lambda run: runs.advance(run, done=1, of=2, doing="")])
def test_what_has_ended_takes_no_step_more(physician, weighed_clinic, step):
    run = weighing.ask("results", {}, physician)
    runs.fail(run)
    with pytest.raises(runs.Stopped):
        step(run)
    assert told.one(physician, run).state == "failed"


def test_each_run_is_shown_on_the_page_that_asked_for_it(physician, weighed_clinic, question):
    patient = str(weighed_clinic["W-07"])
    other = VERSIONS | {"b": "3"}
    places = {
        "results": ({}, reverse("evidence")),
        "versions": (other, f"{reverse('versions')}?protocol={PROTOCOL}&a=1&b=3"),
        "look": ({"question": question.question}, reverse("question", args=[question.question])),
        "surprise": ({"patient": patient}, reverse("unusual", args=[patient])),
    }
    for kind, (asked, place) in places.items():
        assert place_of(told.one(physician, weighing.ask(kind, asked, physician))) == place
