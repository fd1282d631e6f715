"""What takes a while: asked for once, worked out beside the pages, stopped without leaving anything half."""

import datetime as dt
import subprocess
import sys
import threading
import time
from uuid import UUID

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from migrainedays.clinic import progress, weighing
from migrainedays.clinic.records import actions
from migrainedays.clinic.records.access import Forbidden, NotFound
from migrainedays.clinic.records.actions import questions, runs
from migrainedays.clinic.records.models import Entry, Run
from migrainedays.clinic.records.queries import questions as asked
from migrainedays.clinic.records.queries import runs as told
from migrainedays.diary import DiaryDay
from migrainedays.errors import InputRefused
from tests.web.evidence.conftest import VERSIONS, register, work
from tests.weighed import FIRST_SESSION


def answer_to(kind, given, by):
    """Ask, let the worker do it, and read."""
    run = weighing.ask(kind, given, by)
    work(run)
    return told.one(by, run)


def one_more_day(physician, ids):
    day = DiaryDay(patient="W-00", date=FIRST_SESSION + dt.timedelta(days=90), headache=False)
    actions.diary.record(patient=ids["W-00"], entries=[day], by=physician)


# -- answers ------------------------------------------------------------------------------------------------
def test_the_clinic_s_results_are_worked_out(physician, weighed_clinic):
    found = answer_to("results", {}, physician)
    assert found.state == "done"
    assert found.answer["treated"] == 12
    assert found.answer["first_responses"][0]["at_risk"] == 12
    assert found.current


def test_two_versions_are_compared_with_what_stands_beside(physician, weighed_clinic):
    found = answer_to("versions", VERSIONS, physician).answer
    assert found["n"] == {"A": 6, "B": 6}
    assert found["effect"]["low"] < found["effect"]["estimate"] < 0
    assert found["naive"]["estimate"] == pytest.approx(-6.0)
    assert {mover["name"] for mover in found["movers"]} >= {"years", "treated"}
    assert found["luck"].startswith("Of 20 clinics like this one where the versions do not differ, 19 would see")
    assert any("step of the whole clinic" in sentence for sentence in found["changes"])
    assert len(found["inputs"]) == 64


def test_one_patient_s_result_is_held_against_all(physician, weighed_clinic):
    found = answer_to("surprise", {"patient": str(weighed_clinic["W-07"])}, physician).answer
    assert found["best_of"] == 12
    assert found["percentile"] < found["corrected"] <= 1
    assert "patient" not in found


def test_a_look_is_kept_with_its_question(physician, weighed_clinic, question):
    found = answer_to("look", {"question": question.question}, physician)
    assert found.state == "done"
    (look,) = asked.one(physician, question.question).looks
    assert (look.look, look.patients_a, look.patients_b) == (1, 6, 6)
    assert look.on == timezone.now().date()
    assert look.engine.startswith("migrainedays ")
    assert len(look.inputs) == 64


def test_what_cannot_be_answered_is_a_sentence(physician):
    found = answer_to("versions", VERSIONS, physician)
    assert (found.state, found.answer) == ("refused", None)
    assert found.sentence.startswith("No session follows the protocol 'six-trigger-sites'")


def test_a_look_that_saw_nothing_uses_up_no_look(physician, question):
    assert answer_to("look", {"question": question.question}, physician).state == "refused"
    assert asked.one(physician, question.question).looks == ()


def test_a_patient_who_was_never_treated_gets_a_sentence(physician, weighed_clinic, patients):
    found = answer_to("surprise", {"patient": str(patients.ben)}, physician)
    assert found.state in ("done", "refused")
    clara = actions.patients.add(person=patient_named("Clara"), by=physician)
    found = answer_to("surprise", {"patient": str(clara)}, physician)
    assert found.state == "refused"
    assert "no whole month with a diary entry" in found.sentence


def patient_named(name):
    from migrainedays.treatment import Person

    return Person(patient=name)


# -- asked once -----------------------------------------------------------------------------------------------
def test_the_same_question_is_put_into_the_queue_once(physician, weighed_clinic, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first = weighing.ask("results", {}, physician)
        assert weighing.ask("results", {}, physician) == first
    assert DBTaskResult.objects.filter(task_path=weighing.weigh.module_path).count() == 1


def test_an_answer_holds_until_the_records_move_on(physician, weighed_clinic):
    found = answer_to("results", {}, physician)
    assert told.answered(physician, "results", {}).current
    one_more_day(physician, weighed_clinic)
    kept = told.answered(physician, "results", {})
    assert (kept.id, kept.current) == (found.id, False)


def test_registering_a_question_moves_no_result(physician, weighed_clinic):
    answer_to("results", {}, physician)
    register(physician)
    assert told.answered(physician, "results", {}).current


def test_the_same_records_give_the_same_answer(physician, weighed_clinic):
    first, second = (answer_to("versions", VERSIONS, physician).answer for _ in range(2))
    assert first == second


def test_old_results_are_forgotten_and_explorations_are_not(physician, weighed_clinic, monkeypatch):
    monkeypatch.setattr(runs, "KEPT", 2)
    for _ in range(5):
        done(weighing.ask("results", {}, physician))
        done(weighing.ask("versions", VERSIONS, physician))
    assert Run.objects.filter(kind="results").count() == 3
    assert Run.objects.filter(kind="versions").count() == 5


def done(run):
    Run.objects.filter(public_id=run).update(state="done", answer={})


def test_a_run_whose_worker_died_is_taken_up_anew(physician, weighed_clinic):
    first = weighing.ask("results", {}, physician)
    runs.begin(first)
    Run.objects.filter(public_id=first).update(moved_at=timezone.now() - dt.timedelta(hours=1))
    second = weighing.ask("results", {}, physician)
    assert second != first
    assert told.one(physician, first).state == "failed"


# -- stopped --------------------------------------------------------------------------------------------------
def test_a_run_that_was_stopped_before_it_began_is_not_worked_out(physician, weighed_clinic):
    run = weighing.ask("results", {}, physician)
    runs.stop(run=run, by=physician)
    work(run)
    found = told.one(physician, run)
    assert (found.state, found.answer) == ("stopped", None)


@pytest.mark.parametrize("kind", ["results", "versions", "look", "surprise"])
def test_a_run_that_is_stopped_while_courses_are_read_leaves_nothing(
    physician, weighed_clinic, question, monkeypatch, kind
):
    entries = Entry.objects.count()
    given = {
        "results": {},
        "versions": VERSIONS | {"a": "2", "b": "1.0"},
        "look": {"question": question.question},
        "surprise": {"patient": str(weighed_clinic["W-07"])},
    }[kind]
    run = weighing.ask(kind, given, physician)
    stop_at(monkeypatch, 4, physician, run)
    work(run)
    found = told.one(physician, run)
    assert (found.state, found.answer, found.sentence) == ("stopped", None, "")
    assert found.done < 12
    assert asked.one(physician, question.question).looks == ()
    assert Entry.objects.count() == entries


def stop_at(monkeypatch, step, by, run):
    """Somebody presses the button while the fifth course is read."""
    monkeypatch.setattr(progress, "EVERY", 0.0)
    tell = progress.Progress.tell

    def told_and_stopped(self, number, of, doing):
        if number == step:
            runs.stop(run=run, by=by)
        tell(self, number, of, doing)

    monkeypatch.setattr(progress.Progress, "tell", told_and_stopped)


def test_a_fit_that_never_ends_is_interrupted(physician, weighed_clinic, monkeypatch):
    """The alarm reaches work that knows nothing of runs, within a second or two."""
    run = weighing.ask("results", {}, physician)

    def endless(facts):
        list(facts)
        runs.stop(run=run, by=physician)
        until = time.monotonic() + 30
        while time.monotonic() < until:
            sum(range(1000))
        raise AssertionError("nobody stopped it")

    monkeypatch.setattr("migrainedays.evidence.clinic_results.results_of", endless)
    begun = time.monotonic()
    work(run)
    assert time.monotonic() - begun < 10
    assert (told.one(physician, run).state, told.one(physician, run).answer) == ("stopped", None)


def test_a_stop_between_answer_and_look_leaves_neither(physician, weighed_clinic, question, monkeypatch):
    run = weighing.ask("look", {"question": question.question}, physician)
    compared = weighing._compared

    def stopped_meanwhile(*args):
        found = compared(*args)
        runs.stop(run=run, by=physician)
        return found

    monkeypatch.setattr(weighing, "_compared", stopped_meanwhile)
    work(run)
    assert (told.one(physician, run).state, told.one(physician, run).answer) == ("stopped", None)
    assert asked.one(physician, question.question).looks == ()


def test_a_look_that_cannot_be_written_leaves_no_answer_either(physician, weighed_clinic, question, monkeypatch):
    run = weighing.ask("look", {"question": question.question}, physician)

    def refuse(**_):
        raise InputRefused("Somebody else took the last look.")

    monkeypatch.setattr(questions, "look", refuse)
    work(run)
    found = told.one(physician, run)
    assert (found.state, found.answer, found.sentence) == ("refused", None, "Somebody else took the last look.")


def test_what_has_ended_is_not_stopped(physician, weighed_clinic):
    found = answer_to("results", {}, physician)
    runs.stop(run=found.id, by=physician)
    assert told.one(physician, found.id).state == "done"


def test_our_own_fault_is_said_and_logged(physician, weighed_clinic, monkeypatch):
    run = weighing.ask("results", {}, physician)
    monkeypatch.setattr("migrainedays.evidence.clinic_results.results_of", lambda facts: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        work(run)
    assert told.one(physician, run).state == "failed"


def test_elsewhere_than_in_a_main_thread_there_is_no_alarm(monkeypatch):
    calls = []
    monkeypatch.setattr(runs, "advance", lambda run, **told: calls.append(told))
    here = progress.Progress(UUID(int=1))
    beside = threading.Thread(target=lambda: here.during(1, 2, "model"))
    beside.start()
    beside.join()
    assert calls == [{"done": 1, "of": 2, "doing": "model"}]
    here.rest()


# -- peeking, and who may -------------------------------------------------------------------------------------
@pytest.mark.parametrize("pair", [("1", "2"), ("2", "1")])
def test_exploring_what_is_being_asked_about_is_refused(physician, weighed_clinic, question, pair):
    with pytest.raises(InputRefused, match="a look that it did not declare"):
        weighing.ask("versions", VERSIONS | {"a": pair[0], "b": pair[1]}, physician)
    assert Run.objects.count() == 0


def test_a_look_beyond_the_declared_ones_is_not_even_worked_out(physician, weighed_clinic):
    question = register(physician, looks=1)
    answer_to("look", {"question": question.question}, physician)
    with pytest.raises(InputRefused, match="One more would break the promise"):
        weighing.ask("look", {"question": question.question}, physician)


def test_what_was_explored_before_stands_in_the_question(physician, weighed_clinic):
    answer_to("versions", VERSIONS, physician)
    assert register(physician).explored_then == 1


@pytest.mark.parametrize("role", ["front_desk", "admin"])
def test_roles_that_read_no_diaries_ask_for_nothing(roles, weighed_clinic, role):
    with pytest.raises(Forbidden):
        weighing.ask("results", {}, roles[role])


@pytest.mark.parametrize("role", ["injector", "analyst"])
def test_roles_that_read_diaries_do(roles, weighed_clinic, role):
    assert answer_to("results", {}, roles[role]).state == "done"


def test_another_clinic_s_run_does_not_exist(elsewhere, physician, weighed_clinic):
    run = weighing.ask("results", {}, physician)
    for attempt in (lambda: told.one(elsewhere, run), lambda: runs.stop(run=run, by=elsewhere)):
        with pytest.raises(NotFound):
            attempt()
    assert told.latest(elsewhere, "results", {}) is None


def test_a_clinic_counts_its_own_patients_only(elsewhere, weighed_clinic):
    assert answer_to("results", {}, elsewhere).answer["patients"] == 1


# -- light ----------------------------------------------------------------------------------------------------
def test_the_web_process_starts_without_the_numerics():
    code = (
        "import django, os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'tests.settings'; django.setup();"
        "import migrainedays.clinic.urls, migrainedays.clinic.web.urls, migrainedays.clinic.weighing;"
        "print(sorted({'numba', 'scipy', 'altair'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
