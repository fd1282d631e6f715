"""Questions written down before looking: frozen, answered beside, never looked at more often than declared."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from django.db import transaction

from migrainedays.clinic.records import journal, keeping, queries
from migrainedays.clinic.records.access import Forbidden, NotFound, operator
from migrainedays.clinic.records.actions import questions
from migrainedays.clinic.records.asked_questions import DECIDED
from migrainedays.clinic.records.evidence import LookTaken, RegisteredQuestion
from migrainedays.clinic.records.models import ROWS, Entry
from migrainedays.clinic.records.policies import POLICY, Role, Verb
from migrainedays.clinic.records.queries import questions as asked
from migrainedays.clinic.records.refusals import WrittenOnce
from migrainedays.errors import Impossible, InputRefused
from tests.web.evidence.conftest import PAIR, register, seen
from tests.weighed import PROTOCOL

ON = dt.date(2026, 11, 23)


def take(by, question, decision="go_on", **monitoring):
    """A look that saw what is given."""
    answer = seen["answer"] | {"monitoring": {"e_value": 3.25, "decision": decision, **monitoring}}
    return questions.look(question=question.question, seen={**seen, "answer": answer, "on": ON}, by=by)


# -- registering ------------------------------------------------------------------------------------------
def test_a_question_says_what_is_asked_by_whom_and_when(physician, question):
    assert (question.protocol, question.versions) == (PROTOCOL, PAIR)
    assert (question.margin, question.looks, question.outcome) == (Decimal(2), 2, "headache_days")
    assert question.registered_by == "Dr Harbour"
    assert question.registered_at.tzinfo is not None
    assert question.sceptical_sd == Decimal("0.3")


def test_what_was_known_then_stands_in_it(physician, weighed_clinic):
    assert register(physician).sessions_then == 6


def test_a_question_is_the_library_s_question_too(question):
    told = question.asked()
    assert (told.versions, told.margin, told.looks) == (PAIR, 2.0, 2)
    assert told.registered_on == question.registered_at.date()


def test_it_stands_in_the_journal_whole(physician, question):
    (entry,) = Entry.objects.filter(noun="registrations")
    assert journal.value_of(RegisteredQuestion, entry.rows[0]["value"]) == question
    assert queries.verification.differences() == {}


@pytest.mark.parametrize(
    ("given", "column"),
    [
        ({"versions": ("1", "1")}, "version_b"),
        ({"margin": "0"}, "margin"),
        ({"margin": "-1"}, "margin"),
        ({"looks": 0}, "looks"),
        ({"versions": ("", "2")}, "version_a"),
    ],
)
def test_what_cannot_be_asked_is_refused(physician, given, column):
    with pytest.raises(Impossible) as refused:
        register(physician, **given)
    assert refused.value.column == column
    assert Entry.objects.filter(noun="registrations").count() == 0


def test_a_version_that_is_not_in_the_library_is_refused(physician):
    with pytest.raises(InputRefused, match="no version 9"):
        register(physician, versions=("1", "9"))


def test_two_questions_about_the_same_versions_would_be_more_looks_than_either_declares(physician, question):
    with pytest.raises(InputRefused, match="is open"):
        register(physician)
    with pytest.raises(InputRefused, match="is open"):
        register(physician, versions=("2", "1"))


def test_once_it_is_decided_a_new_question_may_be_asked(physician, question):
    take(physician, question, decision="better")
    assert register(physician).question != question.question


@pytest.mark.parametrize("role", ["injector", "front_desk", "analyst", "admin"])
def test_only_a_physician_registers(roles, role):
    with pytest.raises(Forbidden):
        register(roles[role])


# -- frozen -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("noun", ["registrations", "looks"])
@pytest.mark.parametrize("role", list(Role))
def test_nobody_may_correct_or_sign_what_was_registered(noun, role):
    assert not POLICY[noun, role] & {Verb.CORRECT, Verb.SIGN}


def test_there_is_no_action_that_changes_a_question():
    verbs = {name for name in vars(questions) if not name.startswith("_")}
    assert not verbs & {"correct", "withdraw", "change", "update", "remove"}


@pytest.mark.parametrize("revision", [0, 1, 2])
@pytest.mark.parametrize("withdraw", [False, True])
def test_even_below_the_actions_nothing_changes_it(physician, question, revision, withdraw):
    other = RegisteredQuestion(**{n: getattr(question, n) for n in question.__slots__} | {"margin": Decimal(1)})
    if withdraw and not revision:
        return
    with transaction.atomic(), pytest.raises(WrittenOnce):
        keeping.keep(
            [other], record=None, by=operator(physician.membership.clinic_id), revision=revision, withdraw=withdraw
        )
    assert asked.one(physician, question.question).question == question
    assert Entry.objects.filter(noun="registrations").count() == 1


def test_a_look_is_not_changed_either(physician, question):
    taken = take(physician, question)
    other = LookTaken(**{n: getattr(taken, n) for n in taken.__slots__} | {"decision": "better"})
    with transaction.atomic(), pytest.raises(WrittenOnce):
        keeping.keep([other], record=None, by=operator(physician.membership.clinic_id), revision=1)
    assert asked.one(physician, question.question).looks == (taken,)


# -- looks --------------------------------------------------------------------------------------------------
def test_a_look_is_kept_beside_its_question_whatever_it_saw(physician, question):
    taken = take(physician, question)
    found = asked.one(physician, question.question)
    assert found.looks == (taken,)
    assert (taken.look, taken.on, taken.patients_a, taken.patients_b) == (1, ON, 6, 6)
    assert (taken.effect, taken.effect_low, taken.effect_high) == (Decimal("-1.5"), Decimal("-3.0"), Decimal("0.1"))
    assert (taken.e_value, taken.decision) == (Decimal("3.25"), "go_on")
    assert taken.assumptions.splitlines() == ["One.", "Two."]
    assert (taken.engine, taken.inputs) == ("engine 1", "0" * 64)
    assert json.loads(taken.answer)["sentence"] == taken.sentence == "Fewer under B."


def test_looks_are_numbered_and_the_journal_has_each(physician, question):
    assert [take(physician, question).look for _ in range(2)] == [1, 2]
    assert Entry.objects.filter(noun="looks").count() == 2
    assert queries.verification.differences() == {}


def test_a_look_beyond_those_declared_is_refused_with_a_sentence(physician, question):
    take(physician, question)
    take(physician, question)
    with pytest.raises(InputRefused, match="declared 2 looks, and all were taken"):
        take(physician, question)
    with pytest.raises(InputRefused, match="One more would break the promise"):
        questions.refuse_look(question=question.question, by=physician)
    assert len(asked.one(physician, question.question).looks) == 2


def test_one_declared_look_is_one(physician):
    question = register(physician, looks=1)
    take(physician, question)
    with pytest.raises(InputRefused, match="declared one look, and it was taken"):
        take(physician, question)


def test_without_a_limit_looking_goes_on(physician):
    question = register(physician, looks=None)
    assert [take(physician, question).look for _ in range(7)] == list(range(1, 8))
    assert asked.one(physician, question.question).left is None


def test_strong_evidence_is_written_up_to_a_billion(physician, question):
    assert take(physician, question, e_value=1e23).e_value == Decimal(10**9)


def test_an_analyst_takes_looks_and_an_injector_reads_them(roles, question):
    assert take(roles["analyst"], question).taken_by == "analyst of Harbour"
    assert len(asked.one(roles["injector"], question.question).looks) == 1
    with pytest.raises(Forbidden):
        take(roles["injector"], question)


@pytest.mark.parametrize("role", ["front_desk", "admin"])
def test_others_see_none(roles, question, role):
    with pytest.raises(Forbidden):
        asked.all_asked(roles[role])


def test_another_clinic_s_question_does_not_exist(elsewhere, question):
    assert asked.all_asked(elsewhere) == []
    with pytest.raises(NotFound):
        asked.one(elsewhere, question.question)
    with pytest.raises(NotFound):
        take(elsewhere, question)
    assert asked.open_about(elsewhere, PROTOCOL, PAIR) is None


# -- where a question stands -----------------------------------------------------------------------------------
def test_a_question_is_open_until_it_is_decided_or_used_up(physician, question):
    assert asked.one(physician, question.question).state == "open"
    take(physician, question)
    assert (asked.one(physician, question.question).state, asked.one(physician, question.question).left) == ("open", 1)
    take(physician, question)
    assert asked.one(physician, question.question).state == "used_up"


@pytest.mark.parametrize("decision", DECIDED)
def test_a_decision_closes_it(physician, question, decision):
    taken = take(physician, question, decision=decision)
    found = asked.one(physician, question.question)
    assert (found.state, found.answer, found.is_open) == ("decided", taken, False)


def test_the_newest_question_comes_first(physician, question):
    take(physician, question, decision="worse")
    second = register(physician)
    assert [one.question.question for one in asked.all_asked(physician)] == [second.question, question.question]


def test_tables_hold_what_was_declared():
    assert {RegisteredQuestion, LookTaken} <= set(ROWS)
