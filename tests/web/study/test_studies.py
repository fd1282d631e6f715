"""A study from its plan to its end: figures that nobody types, a plan that nobody changes, an end that opens all."""

import dataclasses
import json
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import transaction

from migrainedays.clinic import weighing
from migrainedays.clinic.records import journal, keeping, queries
from migrainedays.clinic.records.access import Forbidden, NotFound, operator
from migrainedays.clinic.records.actions import questions, runs, studies
from migrainedays.clinic.records.models import ROWS, Entry
from migrainedays.clinic.records.policies import allows
from migrainedays.clinic.records.queries import questions as asked
from migrainedays.clinic.records.sealing import digest_of, secret_of
from migrainedays.clinic.records.studying import Allocation, StudyConsent, StudyPlan
from migrainedays.errors import Impossible, InputRefused
from migrainedays.evidence.allocation import commitment
from migrainedays.protocol import shipped
from tests.studied import PROTOCOL, session
from tests.web.study.conftest import answer, designed, enrol, propose, somebody, standing

BEGUN = {"question", "begun_at", "begun_by"}
ENDED = {"ended_at", "ended_by", "ended_as", "ended_why", "secret"}
SEEN = {
    "answer": {
        "n": {"A": 6, "B": 6},
        "effect": {"estimate": -1.5, "low": -3.0, "high": 0.1},
        "monitoring": {"e_value": 3.25, "decision": "go_on", "tail_needed": 0.98},
        "probability_better": 0.93,
        "missing_days": [{"shift": 0.0, "effect": -1.5}, {"shift": 1.0, "effect": -1.2}],
        "windows": 48,
        "days_missing": 7,
        "sentence": "Fewer under B.",
        "convergence": "reached its optimum",
        "assumptions": ["One."],
    },
    "engine": "engine 1",
    "inputs": "0" * 64,
    "on": None,
}


def use_up(by, plan, decision="go_on", looks=2):
    """Looks are taken as the worker would, without waiting for patients."""
    monitoring = SEEN["answer"]["monitoring"] | {"decision": decision}
    for _ in range(looks):
        seen = SEEN | {"answer": SEEN["answer"] | {"monitoring": monitoring}}
        questions.look(question=plan.question, seen=seen, by=by)


def differs(before, after):
    """The columns in which two plans differ."""
    return {f.name for f in dataclasses.fields(before) if getattr(before, f.name) != getattr(after, f.name)}


# -- designing --------------------------------------------------------------------------------------------
def test_a_plan_holds_the_figures_of_its_proposal(plan):
    assert (plan.protocol, plan.versions, plan.margin) == (PROTOCOL, ("1", "2"), Decimal("2.5"))
    assert (plan.patients, plan.looks, plan.before, plan.after) == (24, 2, 1, 3)
    assert (plan.power, plan.false_alarms) == (Decimal("0.80285"), Decimal("0.029075"))
    assert (plan.power_drawn, plan.alarms_drawn, plan.studies_drawn) == (Decimal("0.81"), Decimal("0.03"), 400)
    assert (plan.seed, plan.engine) == (40, "engine 1")
    assert json.loads(plan.basis) == answer()


def test_a_plan_freezes_the_texts_of_both_versions(plan):
    library = shipped()
    assert plan.hash_a == library.version(PROTOCOL, "1").content_hash
    assert plan.hash_b == library.version(PROTOCOL, "2").content_hash


def test_a_plan_is_the_library_s_design_again(plan):
    design = plan.design()
    assert (design.days, design.patients, design.looks) == (-2.5, 24, 2)
    assert design.look_at == (12, 24)
    assert design.effect == pytest.approx(-0.44213)
    assert (design.months.before, design.months.after) == (1, 3)


def test_a_plan_says_who_designed_it_and_why(plan):
    assert plan.designed_by == "Dr Harbour"
    assert plan.designed_at.tzinfo is not None
    assert plan.reason == "do the temples need more?"
    assert plan.state == "planned"


def test_the_digest_binds_the_clinic_before_the_first_patient(plan):
    assert plan.digest == digest_of(plan.study) == commitment(secret_of(plan.study))
    assert plan.secret is None


def test_every_study_has_a_secret_of_its_own(physician, plan):
    other = designed(physician)
    assert other.digest != plan.digest


@pytest.mark.parametrize("state", ["waiting", "running", "stopped", "refused"])
def test_only_a_finished_proposal_becomes_a_plan(physician, state):
    from tests.web.study.conftest import ASKED

    run, _ = runs.ask(kind="study_design", asked=ASKED, by=physician)
    if state != "waiting":
        runs.begin(run)
    if state == "stopped":
        runs.stop(run=run, by=physician)
    if state == "refused":
        runs.refuse(run, sentence="Too few.")
    with pytest.raises(NotFound):
        studies.design(run=run, by=physician)
    assert ROWS[StudyPlan].objects.count() == 0


def test_a_run_of_another_kind_or_of_nobody_is_no_proposal(physician):
    run, _ = runs.ask(kind="results", asked={}, by=physician)
    runs.begin(run)
    runs.finish(run, answer={})
    for one in (run, uuid4()):
        with pytest.raises(NotFound):
            studies.design(run=one, by=physician)


def test_another_clinic_s_proposal_does_not_exist(physician, elsewhere):
    run = propose(physician)
    with pytest.raises(NotFound):
        studies.design(run=run, by=elsewhere)


@pytest.mark.parametrize(("a", "b"), [("1", "9"), ("7", "2")])
def test_a_version_that_is_not_in_the_library_is_refused_with_what_would_do(physician, a, b):
    with pytest.raises(InputRefused, match=r"here is no version [79] of six-trigger-sites. Take a second version"):
        designed(physician, asked={"a": a, "b": b})


def test_one_version_twice_is_refused_before_anything_is_worked_out(physician):
    with pytest.raises(InputRefused, match="one version of it named twice"):
        studies.refuse_pair(protocol=PROTOCOL, versions=("1", "1"), by=physician)
    with pytest.raises(InputRefused, match="named twice"):
        weighing.ask("study_design", {"protocol": "preempt", "a": "1", "b": "1"}, physician)


@pytest.mark.parametrize(("role", "may"), [("physician", True), ("analyst", True), ("injector", False)])
def test_physicians_and_analysts_design(roles, role, may):
    run = propose(roles["physician"])
    if may:
        assert studies.design(run=run, by=roles[role]).designed_by
    else:
        with pytest.raises(Forbidden):
            studies.design(run=run, by=roles[role])


def test_a_plan_that_nobody_began_is_set_aside_and_stays_in_the_journal(physician, plan):
    studies.set_aside(study=plan.study, by=physician)
    assert queries.studies.all_plans(physician) == []
    assert [row["revision"] for e in Entry.objects.filter(noun="studies") for row in e.rows] == [1, 2]
    with pytest.raises(NotFound):
        studies.begin(study=plan.study, by=physician)


# -- beginning --------------------------------------------------------------------------------------------
def test_beginning_registers_the_question_and_changes_nothing_else(physician, plan, running):
    assert differs(plan, running) == BEGUN
    assert running.state == "running"
    assert running.begun_by == "Dr Harbour"
    question = asked.one(physician, running.question).question
    assert (question.protocol, question.versions, question.margin, question.looks) == (
        PROTOCOL, ("1", "2"), Decimal("2.5"), 2,
    )  # fmt: skip


def test_a_study_that_nobody_could_join_does_not_begin(physician, plan):
    somebody(physician, "Thin", entered=12)
    treated = somebody(physician, "Had")
    from migrainedays.clinic.records import actions

    actions.treatment.record(patient=treated, session=session("Had"), by=physician)
    with pytest.raises(InputRefused) as refused:
        studies.begin(study=plan.study, by=physician)
    assert "of 2 patients 1 have had a session" in str(refused.value)
    assert "One patient without a session by this protocol" in str(refused.value)
    assert standing(physician, plan).plan.state == "planned"
    assert asked.all_asked(physician) == []


def test_a_study_begins_once(physician, running):
    with pytest.raises(InputRefused, match="has begun already"):
        studies.begin(study=running.study, by=physician)
    assert len(asked.all_asked(physician)) == 1


def test_nobody_is_in_two_studies_of_one_protocol(physician, running):
    other = designed(physician)
    with pytest.raises(InputRefused, match="A study of six-trigger-sites is running: version 2 against 1"):
        studies.begin(study=other.study, by=physician)


def test_an_open_question_about_the_same_versions_stands_in_the_way(physician, plan, ada):
    questions.register(protocol=PROTOCOL, versions=("2", "1"), margin=Decimal(1), looks=1, reason="", by=physician)
    with pytest.raises(InputRefused, match="A question about these two versions is open"):
        studies.begin(study=plan.study, by=physician)
    assert standing(physician, plan).plan.question is None


def test_a_text_that_changed_since_the_plan_is_refused(physician, ada):
    plan = designed(physician)
    changed = dataclasses.replace(plan, hash_b="0" * 64)
    with transaction.atomic():
        keeping.keep([changed], record=None, by=operator(physician.membership.clinic_id), revision=1)
    with pytest.raises(InputRefused, match="Version 2 of six-trigger-sites is not the text that was planned"):
        studies.begin(study=plan.study, by=physician)


def test_another_machine_s_key_does_not_begin_it(physician, plan, ada, settings):
    settings.SECRET_KEY = "another key altogether, as after a move without its file"
    with pytest.raises(InputRefused, match="Put the old key back; then the study goes on where it stood"):
        studies.begin(study=plan.study, by=physician)


def test_nothing_of_a_plan_can_be_changed_by_an_action():
    verbs = {name for name in vars(studies) if not name.startswith("_")}
    assert not verbs & {"correct", "change", "update", "revise"}


# -- where it stands --------------------------------------------------------------------------------------
def test_a_running_study_tells_counts_and_nothing_of_an_arm(physician, running, ada):
    enrol(physician, running, ada)
    found = standing(physician, running)
    assert (found.progress.allocated, found.progress.complete, found.treated, found.withdrawn) == (1, 0, 0, 0)
    assert not found.may_look
    assert found.takes_patients
    told = {f.name for f in dataclasses.fields(found)} | {f.name for f in dataclasses.fields(found.progress)}
    assert not {name for name in told if "arm" in name or name.endswith(("_a", "_b"))}


def test_places_are_not_listed_before_the_end(physician, running, ada):
    enrol(physician, running, ada)
    assert queries.studies.opened(physician, running.study) == []


def test_a_session_by_another_version_is_counted_as_such(physician, running, ada):
    from django.utils import timezone

    from migrainedays.clinic.records import actions

    given = enrol(physician, running, ada)
    other = "1" if given.version == "2" else "2"
    actions.treatment.record(patient=ada, session=session("Ada", other, timezone.now().date()), by=physician)
    found = standing(physician, running)
    assert (found.treated, found.elsewise) == (1, 1)


# -- peeking ----------------------------------------------------------------------------------------------
def test_comparing_the_two_versions_elsewhere_is_refused_while_it_runs(physician, running):
    with pytest.raises(InputRefused, match="a look that it did not declare"):
        weighing.ask("versions", {"protocol": PROTOCOL, "a": "1", "b": "2"}, physician)


def test_the_question_is_not_looked_at_past_the_study(physician, running):
    with pytest.raises(InputRefused, match="A study asks this question"):
        weighing.ask("look", {"question": running.question}, physician)


def test_a_look_before_its_time_says_how_many_are_lacking(physician, running):
    with pytest.raises(InputRefused, match=r"No look is due.*when 12 more have complete windows"):
        studies.refuse_look(study=running.study, by=physician)
    with pytest.raises(InputRefused, match="No look is due"):
        weighing.ask("study_look", {"study": running.study}, physician)
    with pytest.raises(InputRefused, match="No look is due"):
        studies.look(study=running.study, seen=SEEN, by=physician)
    assert asked.one(physician, running.question).looks == ()


def test_a_plan_is_not_looked_at(physician, plan):
    with pytest.raises(InputRefused, match="Only a study that is running is looked at"):
        studies.refuse_look(study=plan.study, by=physician)


def test_after_the_answer_nobody_looks_again(physician, running):
    use_up(physician, running, "better", looks=1)
    with pytest.raises(InputRefused, match="has its answer, and no look is left"):
        studies.refuse_look(study=running.study, by=physician)
    assert not standing(physician, running).takes_patients


# -- ending -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("decision", "looks"), [("better", 1), ("worse", 2), ("go_on", 2)])
def test_a_study_with_its_answer_ends_and_opens_its_secret(physician, running, decision, looks):
    use_up(physician, running, decision, looks)
    ended = studies.end(study=running.study, by=physician)
    assert differs(running, ended) == ENDED - {"ended_why"}
    assert ended.state == "completed"
    assert commitment(bytes.fromhex(ended.secret)) == running.digest


def test_a_study_without_its_answer_does_not_end(physician, running):
    use_up(physician, running, looks=1)
    with pytest.raises(InputRefused, match="no answer yet and looks are left"):
        studies.end(study=running.study, by=physician)
    assert standing(physician, running).plan.secret is None


@pytest.mark.parametrize("reason", ["", "   "])
def test_stopping_needs_its_reason(physician, running, reason):
    with pytest.raises(InputRefused, match="Say why the study is stopped"):
        studies.stop(study=running.study, reason=reason, by=physician)


def test_a_stopped_study_keeps_its_reason_and_frees_its_versions(physician, running):
    stopped = studies.stop(study=running.study, reason=" too slow ", by=physician)
    assert (stopped.state, stopped.ended_why) == ("stopped", "too slow")
    assert asked.one(physician, running.question).state == "stopped"
    assert not asked.one(physician, running.question).is_open
    assert weighing.ask("versions", {"protocol": PROTOCOL, "a": "1", "b": "2"}, physician)
    assert designed(physician).state == "planned"


@pytest.mark.parametrize("act", ["begin", "end", "stop", "set_aside"])
def test_what_has_ended_stays_as_it_is(physician, running, act):
    studies.stop(study=running.study, reason="too slow", by=physician)
    more = {"reason": "again"} if act == "stop" else {}
    with pytest.raises(InputRefused):
        getattr(studies, act)(study=running.study, by=physician, **more)


def test_the_secret_stands_in_no_plan_before_the_end(plan):
    with pytest.raises(Impossible, match="until then it is sealed"):
        dataclasses.replace(plan, secret="00")


# -- who may ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["injector", "front_desk", "analyst", "admin"])
@pytest.mark.parametrize("act", ["begin", "set_aside", "end", "stop"])
def test_only_a_physician_begins_and_ends(roles, plan, role, act):
    more = {"reason": "because"} if act == "stop" else {}
    with pytest.raises(Forbidden):
        getattr(studies, act)(study=plan.study, by=roles[role], **more)


@pytest.mark.parametrize("role", ["front_desk", "admin"])
def test_others_see_none(roles, plan, role):
    for read in (queries.studies.all_plans, lambda user: queries.studies.one(user, plan.study)):
        with pytest.raises(Forbidden):
            read(roles[role])


@pytest.mark.parametrize("noun", [StudyPlan.table, StudyConsent.table, Allocation.table])
@pytest.mark.parametrize("role", ["front_desk", "admin"])
def test_front_desk_and_administrator_may_nothing_here(noun, role):
    assert not any(allows(role, verb, noun) for verb in ("read", "add", "correct", "sign"))


@pytest.mark.parametrize("act", ["begin", "set_aside", "end"])
def test_another_clinic_s_study_does_not_exist(elsewhere, plan, act):
    with pytest.raises(NotFound):
        getattr(studies, act)(study=plan.study, by=elsewhere)
    with pytest.raises(NotFound):
        queries.studies.one(elsewhere, plan.study)
    assert queries.studies.all_plans(elsewhere) == []


# -- the journal ------------------------------------------------------------------------------------------
def test_every_step_stands_in_the_journal_whole(physician, running, ada):
    enrol(physician, running, ada)
    studies.stop(study=running.study, reason="too slow", by=physician)
    values = [journal.value_of(StudyPlan, row["value"]) for e in Entry.objects.filter(noun="studies") for row in e.rows]
    assert [plan.state for plan in values] == ["planned", "running", "stopped"]
    assert queries.verification.differences() == {}
