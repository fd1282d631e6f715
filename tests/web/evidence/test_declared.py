"""Whatever is tried in whatever order: never more looks than declared, and the tables are what the journal says."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from migrainedays.clinic.records import queries
from migrainedays.clinic.records.asked_questions import DECIDED, Asked
from migrainedays.clinic.records.evidence import DECISIONS, LookTaken
from migrainedays.clinic.records.queries import questions as asked
from migrainedays.errors import InputRefused
from tests.web.evidence.conftest import register
from tests.web.evidence.test_questions import take

ACTS = st.lists(st.tuples(st.sampled_from(["register", "look"]), st.sampled_from(DECISIONS)), max_size=10)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS, looks=st.integers(1, 3))
def test_no_order_of_acts_takes_more_looks_than_declared(physician, acts, looks):
    newest = None
    for act, decision in acts:
        try:
            if act == "register":
                newest = register(physician, looks=looks)
            elif newest is not None:
                take(physician, newest, decision=decision)
        except InputRefused:
            continue
    for found in asked.all_asked(physician):
        assert len(found.looks) <= (found.question.looks or 0)
        assert [look.look for look in found.looks] == list(range(1, len(found.looks) + 1))
    assert sum(found.is_open for found in asked.all_asked(physician)) <= 1
    assert queries.verification.differences() == {}


def looked(*decisions):
    """Looks with these decisions, in order."""
    return tuple(LookTaken(question="q", look=n, decision=d) for n, d in enumerate(decisions, start=1))


@given(decisions=st.lists(st.sampled_from(DECISIONS), max_size=5), looks=st.none() | st.integers(1, 5))
def test_a_question_stands_in_exactly_one_place(decisions, looks):
    class Question:
        pass

    question = Question()
    question.looks = looks
    found = Asked(question, looked(*decisions[:looks]))
    assert (found.state == "open") == found.is_open
    assert (found.state == "decided") == any(decision in DECIDED for decision in decisions[:looks])
    assert found.state in ("open", "decided", "used_up")
    if looks is None:
        assert found.state != "used_up"


@pytest.mark.parametrize("decision", DECISIONS)
def test_the_first_look_that_decided_is_the_answer(decision):
    looks = looked("go_on", decision, "better")
    found = Asked(type("Question", (), {"looks": 5})(), looks)
    assert found.answer == (looks[2] if decision == "go_on" else looks[1])


def test_an_answer_becomes_columns_without_losing_the_whole(physician, question):
    taken = take(physician, question)
    (found,) = asked.all_asked(physician)
    assert found.looks[0].answer == taken.answer
