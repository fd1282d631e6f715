"""Declared looks through the worker: when they are due, what they see, what they leave behind when stopped."""

import datetime as dt

import pytest
from django.db import transaction

from migrainedays.clinic import weighing
from migrainedays.clinic.gathering import ENGINE
from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.actions import runs, studies
from migrainedays.clinic.records.models import Entry, Run
from migrainedays.clinic.records.queries import questions as asked
from migrainedays.errors import InputRefused
from migrainedays.exchange.folder import folder_of
from migrainedays.treatment import Person
from tests.studied import diary_after, diary_before, name, session
from tests.web.evidence.conftest import work
from tests.web.records.conftest import ids_of
from tests.web.study.conftest import ASKED, designed, enrol, said_by_the_key, somebody, standing

PATIENTS = 24


@pytest.fixture
def begun(physician, clock):
    """A study of 24 patients who have a diary of the month before, and have not been asked."""
    values = []
    for number in range(PATIENTS):
        who = name(number)
        values += [Person(patient=who), *diary_before(who, clock.today, 16 + number % 4)]
    actions.folders.take_in(folder=folder_of(values), by=physician)
    return actions.studies.begin(study=even(physician).study, by=physician)


def even(by):
    """A plan whose first half has six patients in either arm, so that no look fails by chance."""
    while True:
        plan = designed(by, patients=PATIENTS, looks=2)
        if said_by_the_key(plan, PATIENTS // 2).count("A") == PATIENTS // 4:
            return plan
        actions.studies.set_aside(study=plan.study, by=by)


def treat(by, plan, numbers, clock, better=6):
    """Consent, session and three months of diary; version 2 spares so many headache days."""
    ids = ids_of(by)
    for number in numbers:
        who = name(number)
        given = enrol(by, plan, ids[who])
        actions.treatment.record(patient=ids[who], session=session(who, given.version, clock.today), by=by)
        level = 14 + number % 4 - (better if given.version == "2" else 0)
        days = diary_after(who, clock.today, level)
        clock_days = [day for day in days if day.date > clock.today]
        later.setdefault(who, (ids[who], clock_days))


later: dict = {}


@pytest.fixture(autouse=True)
def nothing_is_left():
    later.clear()


def live(by, clock, days=85):
    """Time passes, and the diaries are kept."""
    clock.pass_days(days)
    for patient, days_of in later.values():
        actions.diary.record(patient=patient, entries=days_of, by=by)
    later.clear()


def look(by, plan):
    run = weighing.ask("study_look", {"study": plan.study}, by)
    work(run)
    return queries.runs.one(by, run)


@pytest.fixture
def half(physician, begun, clock):
    """Half of the patients are complete."""
    treat(physician, begun, range(12), clock)
    live(physician, clock)
    return begun


# -- when a look is due -----------------------------------------------------------------------------------
def test_a_look_is_due_when_its_patients_are_complete(physician, begun, clock):
    treat(physician, begun, range(12), clock)
    assert standing(physician, begun).treated == 12
    live(physician, clock, 84)
    assert (standing(physician, begun).progress.complete, standing(physician, begun).may_look) == (0, False)
    clock.pass_days(1)
    assert (standing(physician, begun).progress.complete, standing(physician, begun).may_look) == (12, True)


def test_eleven_of_twelve_are_not_enough(physician, begun, clock):
    treat(physician, begun, range(11), clock)
    live(physician, clock)
    with pytest.raises(InputRefused, match="when 1 more have complete windows"):
        look(physician, begun)


def test_a_lost_place_is_filled_so_that_the_last_look_comes_due(physician, begun, clock):
    treat(physician, begun, range(23), clock)
    ids = ids_of(physician)
    enrol(physician, begun, ids[name(23)])
    actions.taking_part.withdraw(study=begun.study, patient=ids[name(23)], reason="", by=physician)
    live(physician, clock)
    found = standing(physician, begun)
    assert (found.progress.complete, found.lost, found.takes_patients) == (23, 1, True)
    somebody(physician, name(24), on=clock.today)
    treat(physician, begun, [24], clock)
    live(physician, clock)
    assert standing(physician, begun).progress.complete == begun.patients


def test_who_withdrew_before_the_session_never_completes(physician, begun, clock):
    ids = ids_of(physician)
    enrol(physician, begun, ids[name(0)])
    actions.taking_part.withdraw(study=begun.study, patient=ids[name(0)], reason="", by=physician)
    live(physician, clock, 200)
    found = standing(physician, begun)
    assert (found.progress.allocated, found.treated, found.progress.complete, found.withdrawn) == (1, 0, 0, 1)


# -- what it sees -----------------------------------------------------------------------------------------
def test_a_due_look_is_kept_with_its_question(physician, half):
    found = look(physician, half)
    assert found.state == "done"
    assert found.answer == {"look": 1}
    (taken,) = asked.one(physician, half.question).looks
    assert taken.patients_a + taken.patients_b == 12
    assert (taken.patients_a, taken.patients_b) == (6, 6)
    assert taken.effect < 0
    assert taken.effect_low < taken.effect < taken.effect_high
    assert taken.engine == ENGINE
    assert len(taken.inputs) == 64
    assert "allocated" in taken.sentence
    assert queries.verification.differences() == {}


def test_a_run_holds_no_arm_and_no_result(physician, half):
    look(physician, half)
    run = Run.objects.get(kind="study_look")
    assert run.asked == {"study": half.study}
    assert run.answer == {"look": 1}


def test_the_next_look_waits_for_the_next_patients(physician, half):
    look(physician, half)
    found = standing(physician, half)
    if found.asked.answer is None:
        with pytest.raises(InputRefused, match="when 12 more have complete windows"):
            look(physician, half)
    else:
        with pytest.raises(InputRefused, match="has its answer"):
            look(physician, half)


def test_a_study_runs_from_its_plan_to_its_answer(physician, half, clock):
    look(physician, half)
    if not standing(physician, half).decided:
        treat(physician, half, range(12, 24), clock)
        live(physician, clock)
        look(physician, half)
    found = standing(physician, half)
    assert found.decided
    ended = studies.end(study=half.study, by=physician)
    assert ended.state == "completed"
    opened = queries.studies.opened(physician, half.study)
    assert [one.place for one in opened] == list(range(1, len(opened) + 1))


def test_an_analyst_takes_the_look(roles, half):
    look(roles["analyst"], half)
    (taken,) = asked.one(roles["physician"], half.question).looks
    assert taken.taken_by == "analyst of Harbour"


def test_a_crossed_over_patient_stays_in_the_allocated_arm(physician, begun, clock):
    ids = ids_of(physician)
    treat(physician, begun, range(12), clock)
    before = queries.studies.analysed(physician, begun.study)
    given = queries.rows.one(physician, ids[name(0)], type(session("x")), session=1)
    import dataclasses

    other = dataclasses.replace(given.value, version="1" if given.value.version == "2" else "2")
    actions.treatment.correct(patient=ids[name(0)], value=other, revision=given.revision, by=physician)
    assert queries.studies.analysed(physician, begun.study) == before
    assert standing(physician, begun).elsewise == 1


# -- what it leaves behind --------------------------------------------------------------------------------
def test_a_look_that_is_stopped_uses_up_no_look(physician, half, monkeypatch):
    run = weighing.ask("study_look", {"study": half.study}, physician)
    entries = Entry.objects.count()
    gather = queries.studies.analysed

    def stopped(*given):
        runs.stop(run=run, by=physician)
        return gather(*given)

    monkeypatch.setattr(queries.studies, "analysed", stopped)
    work(run)
    assert queries.runs.one(physician, run).state == "stopped"
    assert asked.one(physician, half.question).looks == ()
    assert Entry.objects.count() == entries


def test_a_look_that_cannot_be_written_leaves_no_answer(physician, half, monkeypatch):
    run = weighing.ask("study_look", {"study": half.study}, physician)

    def refuse(**_):
        raise InputRefused("Somebody else took it.")

    monkeypatch.setattr(studies, "look", refuse)
    work(run)
    found = queries.runs.one(physician, run)
    assert (found.state, found.answer, found.sentence) == ("refused", None, "Somebody else took it.")


def test_two_looks_at_once_are_one(physician, half):
    first = weighing.ask("study_look", {"study": half.study}, physician)
    assert weighing.ask("study_look", {"study": half.study}, physician) == first
    work(first)
    with pytest.raises(InputRefused), transaction.atomic():
        weighing.ask("study_look", {"study": half.study}, physician)
    assert len(asked.one(physician, half.question).looks) == 1


def test_too_few_in_one_arm_is_a_sentence_and_uses_up_no_look(physician, clock):
    values = []
    for number in range(6):
        values += [Person(patient=name(number)), *diary_before(name(number), clock.today)]
    actions.folders.take_in(folder=folder_of(values), by=physician)
    plan = studies.begin(study=designed(physician, patients=6, looks=1).study, by=physician)
    treat(physician, plan, range(6), clock)
    live(physician, clock)
    found = look(physician, plan)
    assert found.state == "refused"
    assert "at least 5 under each are needed" in found.sentence
    assert asked.one(physician, plan.question).looks == ()


# -- the proposal -----------------------------------------------------------------------------------------
def test_a_proposal_is_worked_out_from_the_clinic_s_courses(physician, monkeypatch):
    from migrainedays.evidence import study_proposal
    from tests import weighed

    monkeypatch.setattr(study_proposal, "STUDIES", 6)
    actions.folders.take_in(folder=folder_of(weighed.two_versions(each=10)), by=physician)
    run = weighing.ask("study_design", ASKED | {"days": "4"}, physician)
    work(run)
    found = queries.runs.one(physician, run)
    assert (found.state, found.sentence) == ("done", "")
    assert found.answer["design"]["power"] >= 0.8
    assert found.answer["drawn"]["studies"] == 6
    assert found.answer["differences"][0]["patients"] == found.answer["design"]["patients"]
    assert found.answer["engine"] == ENGINE
    kept = studies.design(run=run, by=physician)
    assert kept.patients == found.answer["design"]["patients"]


def test_a_proposal_from_too_few_courses_says_how_many_would_do(physician):
    run = weighing.ask("study_design", ASKED, physician)
    work(run)
    found = queries.runs.one(physician, run)
    assert found.state == "refused"
    assert "0 patients have a diary both before and after a first session here" in found.sentence
    assert "at least 5 with both are needed" in found.sentence


def test_a_proposal_is_stopped_between_two_studies(physician, monkeypatch):
    from migrainedays.clinic import progress
    from migrainedays.evidence import study_proposal
    from tests import weighed

    monkeypatch.setattr(study_proposal, "STUDIES", 6)
    monkeypatch.setattr(progress, "EVERY", 0.0)
    actions.folders.take_in(folder=folder_of(weighed.two_versions(each=10)), by=physician)
    run = weighing.ask("study_design", ASKED | {"days": "4"}, physician)
    tell = progress.Progress.tell

    def told(self, done, of, doing):
        if doing == "studies" and done == 2:
            runs.stop(run=run, by=physician)
        tell(self, done, of, doing)

    monkeypatch.setattr(progress.Progress, "tell", told)
    work(run)
    found = queries.runs.one(physician, run)
    assert (found.state, found.answer, found.done) == ("stopped", None, 1)


def test_the_clock_of_these_tests_is_the_clinic_s(physician, clock):
    from migrainedays.clinic.records.studies import today_of

    assert today_of(physician.membership.clinic_id) == dt.date(2026, 3, 2)
    clock.pass_days(3)
    assert today_of(physician.membership.clinic_id) == dt.date(2026, 3, 5)
