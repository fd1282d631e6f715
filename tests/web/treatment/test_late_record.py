"""What was given on an earlier day is recorded late, and judged by what was known on that day."""

import json
import re

import pytest
from django.urls import reverse

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.people import Signature
from migrainedays.treatment import Condition, Session
from migrainedays.windows import Span
from tests.web.treatment.conftest import ON, consent, dt, stock_vial, vial_act
from tests.web.treatment.test_chart_page import PREEMPT, chart, now, ready, rules, typed  # noqa: F401 - fixtures

DAY = ON - dt.timedelta(days=3)
AGO = dt.datetime.combine(DAY, dt.time(8), tzinfo=dt.UTC)


@pytest.fixture
def then(physician, dora, now):  # noqa: F811
    """Consent from before that day, and a vial that was opened on it."""
    actions.charting.consent(patient=dora, consent=consent(on=DAY - dt.timedelta(days=9)), by=physician)
    stock_vial(physician, at=AGO)
    return dora


def late(screen, patient, role="physician", on=DAY, **more):
    return chart(screen, patient, role, on=str(on), **more)


def test_the_page_of_an_earlier_day_says_so_and_asks_of_that_day(screen, then):
    body = screen.get(reverse("session-chart", args=[then]), data={"on": str(DAY)}).content.decode()
    assert "Late record" in body
    assert "20 Nov 2026" in body
    assert "Asked on that day" in body
    assert f'name="on" value="{DAY}"' in body
    assert 'name="toxin_in"' not in body  # it is in
    assert "10:40" not in body  # the time of now is not the time of then


def test_it_is_kept_with_its_day_its_time_and_as_given(screen, physician, then):
    answer = late(screen, then, ended="10:50")
    assert answer.status_code == 302
    session = queries.rows.one(physician, then, Session, session=1).value
    assert (session.on, session.minutes) == (DAY, 19)
    kept = queries.treatment.charting(physician, then, 1)
    assert kept.given is True
    assert kept.started_at.date() == DAY
    asked = [s.value for s in queries.rows.all_of(physician, then, Condition)]
    assert {condition.asked_on for condition in asked} == {DAY}
    signed = queries.rows.one(physician, then, Signature, session=1).value
    assert signed.signed_at.date() == ON
    (draw,) = queries.stock.ledger(physician).vials["V1"].draws
    assert draw.at.date() == DAY
    assert queries.verification.differences() == {}


def test_without_an_end_there_are_no_minutes(screen, physician, then):
    assert late(screen, then).status_code == 302
    assert queries.rows.one(physician, then, Session, session=1).value.minutes is None
    assert queries.treatment.charting(physician, then, 1).ended_at is None
    assert screen.get(reverse("session", args=[then, 1])).status_code == 200


@pytest.mark.parametrize("on", [str(ON + dt.timedelta(days=1)), "2027", "", "soon", "2026-02-30"])
def test_a_day_that_has_not_come_or_is_none_is_today(screen, physician, then, on):
    body = screen.get(reverse("session-chart", args=[then]), data={"on": on}).content.decode()
    assert "Late record" not in body
    assert f'name="on" value="{ON}"' in body


def test_what_was_learnt_since_is_not_held_against_that_day(screen, physician, then):
    """An allergy that was found out yesterday, and consent that was withdrawn yesterday."""
    yesterday = ON - dt.timedelta(days=1)
    allergy = Condition(patient="Dora", condition="allergy", asked_on=yesterday, answer=True)
    actions.health.record(patient=then, values=[allergy], by=physician)
    assert "allergy" in rules(chart(screen, then))
    assert "allergy" not in rules(late(screen, then, **{"p1-units": "0", "p1-reason": "anatomy"}))


def test_consent_given_since_does_not_hold_on_that_day(screen, ready):  # noqa: F811
    assert sorted(rules(late(screen, ready, vials=[]))) == ["consent", "vial_unnamed"]
    assert late(screen, ready).status_code == 422  # the vial was opened today, and is none of that day


def test_a_session_between_is_no_earlier_toxin_of_that_day(screen, physician, then):
    """Session 1 was given today; what is recorded late was given three days before it."""
    today = Session(patient="Dora", session=1, date=Span(ON, ON), product="onabotulinumtoxinA")
    actions.treatment.record(patient=then, session=today, by=physician)
    answer = late(screen, then)
    assert rules(answer) == ["session_order"]
    assert "session 1 on 2026-11-23" in answer.content.decode()
    assert late(screen, then, step="sign").status_code == 302
    assert queries.rows.one(physician, then, Session, session=2).value.on == DAY


def test_what_would_have_blocked_is_recorded_as_given_despite_it(screen, physician, then):
    answer = late(screen, then, infection_at_site="yes")
    assert rules(answer) == ["infection_at_site"]
    assert "Given despite" in answer.content.decode()
    assert late(screen, then, infection_at_site="yes", step="sign").status_code == 422
    reason = {"because-infection_at_site": "seen afterwards"}
    assert late(screen, then, infection_at_site="yes", step="sign", **reason).status_code == 302
    (finding,) = json.loads(queries.treatment.charting(physician, then, 1).findings)["findings"]
    assert (finding["despite"], finding["countersign"]) == (True, True)


def test_the_hours_of_a_vial_are_those_of_that_day(screen, physician, then):
    """Open for three days now, it was fresh then."""
    assert "vial_hours" in rules(chart(screen, then))
    assert late(screen, then).status_code == 302


def test_a_vial_that_was_discarded_since_may_be_named_and_the_record_says_that_the_ledger_cannot_follow(
    screen, physician, then
):
    actions.stock.act(act=vial_act("discard", at=AGO + dt.timedelta(hours=9)), by=physician)
    page = screen.get(reverse("session-chart", args=[then]), data={"on": str(DAY)}).content.decode()
    assert re.search(r'name="vials" value="V1"', page)
    assert 'name="vials" value="V1"' not in screen.get(reverse("session-chart", args=[then])).content.decode()
    asked = late(screen, then)
    assert rules(asked) == ["vial_overdrawn"]
    assert late(screen, then, step="sign", **{"because-vial_overdrawn": "discarded that evening"}).status_code == 302
    assert "was discarded" in queries.treatment.charting(physician, then, 1).not_in_ledger


def test_the_read_back_names_the_day(screen, then):
    body = late(screen, then, pregnancy="yes").content.decode()
    assert "20 Nov 2026" in body
    assert "late record" in body
    assert f'name="on" value="{DAY}"' in body  # and carries it on
    assert typed()["step"] == "check"
