"""How a message goes: its key and its headers, what a server's answer means, and that a claim outlasts every wait."""

import dataclasses
import datetime as dt
import re
import smtplib
from email.utils import parseaddr

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from migrainedays.clinic.jobs import sending
from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.actions.messages import CLAIMED_FOR, WAITS, Claimed
from migrainedays.clinic.records.messages import Message
from migrainedays.clinic.records.models import Delivery, MessageRow
from migrainedays.treatment import Person
from tests.web.outgoing.conftest import NOON, VISIT, book, run

CLAIMED = Claimed(1, "abc", "recall", "ada@post.example", "en", "Europe/Paris", "Europe/Paris", "token", None)


@pytest.mark.parametrize(
    ("problem", "for_good"),
    [
        (smtplib.SMTPServerDisconnected("gone"), False),
        (ConnectionRefusedError(), False),
        (TimeoutError(), False),
        (smtplib.SMTPConnectError(554, b"not now"), False),
        (smtplib.SMTPHeloError(501, b"who"), False),
        (smtplib.SMTPAuthenticationError(535, b"no"), False),  # ours to mend, and then it goes
        (smtplib.SMTPDataError(451, b"later"), False),
        (smtplib.SMTPDataError(554, b"never"), True),
        (smtplib.SMTPSenderRefused(550, b"no", "desk@harbour.example"), True),
        (smtplib.SMTPRecipientsRefused({"a": (550, b"no")}), True),
        (smtplib.SMTPRecipientsRefused({"a": (450, b"later")}), False),
        (smtplib.SMTPRecipientsRefused({"a": (550, b"no"), "b": (450, b"later")}), False),
        (smtplib.SMTPNotSupportedError("utf8"), False),
    ],
    ids=repr,
)
def test_never_is_told_from_later(problem, for_good):
    assert sending.is_for_good(problem) is for_good


def test_a_claim_lasts_longer_than_any_wait_for_a_server():
    steps = 8  # connecting, greeting, sender, receiver, data, its end, leaving, and one to spare
    assert steps * sending.TIMEOUT < CLAIMED_FOR.total_seconds()
    assert list(WAITS) == sorted(WAITS)
    assert sum(WAITS, dt.timedelta(0)) > dt.timedelta(days=2)  # a server may be away over a weekend


def test_the_headers_that_mail_programs_look_for():
    message = sending.message_of(CLAIMED).message()
    assert message["Message-ID"] == "<abc@127.0.0.1>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Unsubscribe"] == "<http://127.0.0.1:8000/stop/token/>"
    assert parseaddr(message["To"])[1] == "ada@post.example"
    assert not message.is_multipart()  # nothing to load, so nobody learns that it was opened


def test_no_header_can_be_smuggled_in():
    smuggled = dataclasses.replace(CLAIMED, to="ada@post.example\nBcc: all@post.example")
    with pytest.raises(ValueError, match="newlines"):
        sending.message_of(smuggled).message()


def claims(count, now=NOON):
    return [actions.messages.claim(now=now) for _ in range(count)]


class TestClaims:
    @pytest.fixture
    def three(self, db, clock, open_clinic):
        physician, ids = open_clinic(ada={}, bea={}, cleo={})
        for patient in ids.values():
            actions.messages.write_recall(patient=patient, occasion="a", by=physician)
            clock.on(minutes=1)
        return physician, ids

    def test_the_oldest_goes_first_and_none_is_given_twice(self, three, clock):
        found = claims(4, clock.now)
        assert [one.to if one else None for one in found] == [
            "ada@post.example",
            "bea@post.example",
            "cleo@post.example",
            None,
        ]

    def test_a_key_is_the_same_for_each_attempt_and_another_for_each_message(self, three, clock):
        first = claims(3, clock.now)
        again = claims(3, clock.now + CLAIMED_FOR)
        assert [one.key for one in first] == [one.key for one in again]
        assert len({one.key for one in first}) == 3
        assert all(re.fullmatch("[0-9a-f]{40}", one.key) for one in first)

    def test_what_is_sent_or_given_up_is_never_claimed_again(self, three, clock):
        sent, given_up, put_off = claims(3, clock.now)
        actions.messages.sent(sent)
        actions.messages.failed(given_up, "no", now=clock.now, for_good=True)
        actions.messages.failed(put_off, "later", now=clock.now)
        (again,) = [one for one in claims(2, clock.now + dt.timedelta(hours=5)) if one]
        assert again.row == put_off.row

    def test_saying_twice_that_it_was_sent_changes_nothing(self, three, clock):
        (one,) = claims(1, clock.now)
        for _ in range(2):
            actions.messages.sent(one)
        assert MessageRow.objects.get(pk=one.row).revision == 2
        assert queries.verification.differences() == {}

    def test_an_address_that_was_corrected_meanwhile_is_the_one_that_is_used(self, three, clock):
        physician, ids = three
        contact = queries.patients.get(physician, ids["ada"]).contact
        moved = dataclasses.replace(contact.value, email="new@post.example", language="es")
        actions.patients.reach(patient=ids["ada"], contact=moved, revision=1, by=physician)
        (one,) = claims(1, clock.now)
        assert (one.to, one.language) == ("new@post.example", "es")

    def test_who_agrees_no_more_is_not_written_to(self, three, clock):
        physician, ids = three
        contact = queries.patients.get(physician, ids["ada"]).contact
        quiet = dataclasses.replace(contact.value, wants_reminders=False)
        actions.patients.reach(patient=ids["ada"], contact=quiet, revision=1, by=physician)
        assert claims(1, clock.now)[0].to == "bea@post.example"
        (message,) = queries.rows.all_of(physician, ids["ada"], Message)
        assert message.value.state == "withdrawn"


STEPS = st.lists(st.sampled_from(["claim", "send", "fail", "refuse", "die", "later", "night"]), min_size=5, max_size=30)


@pytest.mark.django_db
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_workers_do_none_is_forgotten_and_none_sent_again_that_was_known_to_be_sent(ada, clock, steps):
    """Two messages, a worker that sends, fails, is refused or dies at any step, and time that passes."""
    physician, _ = ada
    patient = actions.patients.add(person=Person(patient=""), by=physician)
    contact = queries.patients.get(physician, patient).number
    known = queries.patients.get(physician, ada[1]).contact.value
    agreed = dataclasses.replace(known, patient=contact, email=f"{contact}@post.example")
    actions.patients.reach(patient=patient, contact=agreed, by=physician)
    MessageRow.objects.filter(state="queued").update(due_at="2099-01-01T00:00:00+00:00")  # of earlier rounds
    clock.to(NOON)
    for occasion in ("a", "b"):
        actions.messages.write_recall(patient=patient, occasion=occasion, by=physician)
    held, ended = [], {}
    for step in steps:
        if step == "claim" and (one := actions.messages.claim(now=clock.now)) is not None:
            assert one.row not in ended
            held.append(one)
        elif step == "later":
            clock.on(minutes=11)
            held.clear()  # whoever claimed it has lost it by now
        elif step == "night":
            clock.to(clock.now.replace(hour=23))
            assert actions.messages.claim(now=clock.now) is None
            clock.to((clock.now + dt.timedelta(days=1)).replace(hour=9))
            held.clear()
        elif step == "die" and held:
            held.pop()
        elif step in ("send", "fail", "refuse") and held:
            one = held.pop()
            if step == "send":
                actions.messages.sent(one)
            else:
                actions.messages.failed(one, step, now=clock.now, for_good=step == "refuse")
            if step != "fail":
                ended[one.row] = "sent" if step == "send" else "given_up"
    states = {stored.value.state for stored in queries.rows.all_of(physician, patient, Message)}
    assert states <= {"queued", "sent", "given_up"}
    rows = MessageRow.objects.filter(patient__public_id=patient)
    assert {row.pk: row.state for row in rows if row.state != "queued"} == ended
    waiting = rows.filter(state="queued").count()
    Delivery.objects.filter(message__in=rows).update(attempts=1)
    clock.to((clock.now + dt.timedelta(days=2)).replace(hour=12))
    assert len([one for one in claims(3, clock.now) if one]) == waiting


def test_a_round_without_anything_to_do_asks_no_server(ada, clock, monkeypatch):
    monkeypatch.setattr(sending, "get_connection", lambda **_: pytest.fail("a server was asked"))
    book(*ada, at=VISIT)
    assert run() == {}
