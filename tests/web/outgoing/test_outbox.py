"""The outbox: each message once, none forgotten, whatever the mail server does and whenever a worker dies."""

import base64
import dataclasses
import datetime as dt
import itertools
import multiprocessing
import os
import re
import signal
import time
from uuid import UUID

import pytest
from django.db import connections

from migrainedays.clinic.jobs import sending
from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.actions.messages import CLAIMED_FOR, WAITS
from migrainedays.clinic.records.messages import Message
from migrainedays.clinic.records.models import Delivery
from migrainedays.errors import Impossible, InputRefused
from tests.web.outgoing.conftest import NOON, PARIS, VISIT, book, run

DUE = dt.datetime(2026, 12, 5, 10, 0, tzinfo=PARIS)  # two days before the visit, at ten


def messages(physician, patient):
    return [stored.value for stored in queries.rows.all_of(physician, patient, Message)]


def states(physician, patient):
    return [message.state for message in messages(physician, patient)]


class TestWhatIsWritten:
    def test_a_reminder_is_written_with_the_visit_for_two_days_before_it(self, ada):
        physician, patient = ada
        visit = book(physician, patient)
        (message,) = messages(physician, patient)
        assert (message.kind, message.about, message.state) == ("visit_reminder", visit.visit, "queued")
        assert message.due_at == DUE

    def test_a_visit_that_is_refused_leaves_no_reminder(self, ada, open_clinic):
        physician, patient = ada
        book(physician, patient)
        with pytest.raises(InputRefused):
            book(physician, patient, VISIT + dt.timedelta(minutes=10))
        assert len(messages(physician, patient)) == 1

    def test_who_did_not_agree_gets_none_and_who_agrees_later_gets_it(self, db, clock, open_clinic):
        physician, ids = open_clinic(ada={"wants_reminders": None})
        book(physician, ids["ada"])
        assert messages(physician, ids["ada"]) == []
        contact = queries.patients.get(physician, ids["ada"]).contact
        agreed = dataclasses.replace(contact.value, wants_reminders=True)
        actions.patients.reach(patient=ids["ada"], contact=agreed, revision=1, by=physician)
        assert states(physician, ids["ada"]) == ["queued"]

    @pytest.mark.parametrize(("hours", "written"), [(23, 0), (24, 1), (30, 1)])
    def test_nobody_is_reminded_of_tomorrow(self, ada, hours, written):
        physician, patient = ada
        book(physician, patient, NOON + dt.timedelta(hours=hours))
        assert len(messages(physician, patient)) == written

    def test_a_moved_visit_has_one_reminder_for_its_new_moment(self, ada):
        physician, patient = ada
        visit = book(physician, patient)
        moved = dataclasses.replace(visit, at=visit.at + dt.timedelta(days=1))
        actions.visits.correct(patient=patient, visit=moved, revision=1, by=physician)
        assert sorted(states(physician, patient)) == ["queued", "withdrawn"]
        actions.visits.correct(patient=patient, visit=visit, revision=2, by=physician)  # and back again
        assert {message.due_at: message.state for message in messages(physician, patient)} == {
            DUE: "queued",
            DUE + dt.timedelta(days=1): "withdrawn",
        }

    @pytest.mark.parametrize("status", ["cancelled", "no_show", "done"])
    def test_a_visit_that_falls_away_takes_its_reminder_with_it(self, ada, clock, mailoutbox, status):
        physician, patient = ada
        visit = book(physician, patient)
        actions.visits.become(patient=patient, visit=UUID(visit.visit), status=status, revision=1, by=physician)
        assert states(physician, patient) == ["withdrawn"]
        assert run(clock, days=13) == {}
        assert mailoutbox == []

    def test_a_message_says_what_it_is(self):
        with pytest.raises(Impossible, match="a message has its kind"):
            Message(patient="1", message="a")

    def test_the_journal_holds_its_beginning_and_its_end(self, ada, clock, mailoutbox):
        physician, patient = ada
        book(physician, patient)
        clock.to(DUE)
        run()
        acts = [act for act in queries.history.history(physician, patient) if act.noun == "messages"]
        assert [act.rows[0]["value"]["state"] for act in reversed(acts)] == ["queued", "sent"]
        assert queries.verification.differences() == {}


class TestWhenItGoes:
    def test_not_before_its_moment_and_then_once(self, ada, clock, mailoutbox):
        physician, patient = ada
        book(physician, patient)
        clock.to(DUE - dt.timedelta(minutes=1))
        assert run() == {}
        assert run(clock, minutes=1) == {"sent": 1}
        assert [run(clock, hours=1) for _ in range(3)] == [{}, {}, {}]
        assert len(mailoutbox) == 1
        assert states(physician, patient) == ["sent"]
        assert messages(physician, patient)[0].sent_to == "ada@post.example"

    def test_in_her_language_to_her_address_with_one_click_to_stop(self, ada, clock, mailoutbox):
        physician, patient = ada
        book(physician, patient)
        clock.to(DUE)
        run()
        (message,) = mailoutbox
        assert (message.to, message.subject) == (["ada@post.example"], "Votre rendez-vous")
        assert message.body.startswith("Nous vous attendons le lundi 7 décembre 2026 à 09:00.")
        headers = message.extra_headers
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert headers["List-Unsubscribe"].strip("<>") in message.body
        assert headers["Message-ID"].endswith("@127.0.0.1>")

    def test_both_clocks_are_told_to_who_lives_by_another(self, db, clock, open_clinic, mailoutbox):
        physician, ids = open_clinic(ada={"zone": "America/Sao_Paulo", "language": "en"})
        book(physician, ids["ada"])
        clock.to(DUE + dt.timedelta(hours=6))
        run()
        assert "Monday 7 December 2026, 09:00." in mailoutbox[0].body
        assert "Monday 7 December 2026, 05:00 where you are (America/Sao_Paulo)." in mailoutbox[0].body

    @pytest.mark.parametrize(
        ("hour", "sent"), [(7, {}), (8, {"sent": 1}), (19, {"sent": 1}), (20, {}), (23, {}), (0, {})]
    )
    def test_nobody_is_written_to_at_night(self, ada, clock, mailoutbox, hour, sent):
        physician, patient = ada
        book(physician, patient)
        clock.to(dt.datetime(2026, 12, 6, hour, tzinfo=PARIS))
        assert run() == sent

    def test_what_waited_for_the_morning_goes_in_the_morning_and_lost_no_attempt(self, ada, clock, mailoutbox):
        physician, patient = ada
        book(physician, patient)
        clock.to(dt.datetime(2026, 12, 5, 22, tzinfo=PARIS))
        assert run() == {}
        delivery = Delivery.objects.get()
        assert (delivery.attempts, delivery.next_at) == (0, dt.datetime(2026, 12, 6, 8, tzinfo=PARIS))
        clock.to(dt.datetime(2026, 12, 6, 8, tzinfo=PARIS))
        assert run() == {"sent": 1}

    def test_night_is_night_where_she_lives(self, db, clock, open_clinic, mailoutbox):
        physician, ids = open_clinic(ada={"zone": "America/Sao_Paulo"})
        book(physician, ids["ada"])
        clock.to(dt.datetime(2026, 12, 6, 11, tzinfo=PARIS))  # seven in the morning in São Paulo
        assert run() == {}
        assert run(clock, hours=1) == {"sent": 1}

    def test_a_reminder_of_a_visit_that_is_over_is_never_sent(self, ada, clock, mailoutbox):
        physician, patient = ada
        book(physician, patient)
        clock.to(dt.datetime(2026, 12, 7, 12, tzinfo=PARIS))  # the worker had been away for days
        assert run() == {}
        assert states(physician, patient) == ["withdrawn"]


class TestAServerThatBreaks:
    """Every message arrives; what may have arrived twice carries the same Message-ID both times."""

    @pytest.fixture
    def due(self, ada, clock, post):
        book(*ada)
        clock.to(DUE)
        return ada

    @pytest.mark.parametrize("plan", ["gone", "drop in data", "later"])
    def test_what_did_not_arrive_goes_again_later_and_not_at_once(self, due, clock, post, plan):
        post.plans = [plan]
        assert run() == {"put_off": 1}
        assert run() == {}
        assert states(*due) == ["queued"]
        assert run(clock, minutes=10) == {"sent": 1}
        assert len(post.ids) == 1

    def test_what_arrived_without_a_word_goes_again_under_the_same_key(self, due, clock, post):
        post.plans = ["drop before ack"]
        assert run() == {"put_off": 1}
        assert run(clock, minutes=10) == {"sent": 1}
        assert len(post.ids) == 2
        assert len(set(post.ids)) == 1
        assert post.taken[0][0].get_content() == post.taken[1][0].get_content()

    def test_what_arrived_and_was_confirmed_is_sent_however_the_server_left(self, due, clock, post):
        post.plans = ["drop after ack"]
        assert run() == {"sent": 1}
        assert run(clock, hours=5) == {}
        assert len(post.ids) == 1

    def test_a_server_that_says_never_is_not_asked_again(self, due, clock, post, caplog):
        post.plans = ["never"]
        assert run() == {"given_up": 1}
        assert states(*due) == ["given_up"]
        assert run(clock, days=1) == {}
        assert "ada@post.example" not in caplog.text

    def test_a_server_that_stays_away_is_asked_less_and_less_and_then_given_up(self, ada, clock, post):
        physician, patient = ada
        actions.messages.write_recall(patient=patient, occasion="a", by=physician)
        post.plans = ["gone"] * 100
        tried_at = []
        for _ in range(6 * 24 * 6):  # six days, each ten minutes
            if run():
                tried_at.append(clock.now)
            clock.on(minutes=10)
        waits = [after - before for before, after in itertools.pairwise(tried_at)]
        assert len(tried_at) == len(WAITS) + 1
        assert len(post.plans) == 100 - len(tried_at)
        assert all(waited >= wait for waited, wait in zip(waits, WAITS, strict=True))
        assert states(physician, patient) == ["given_up"]
        assert Delivery.objects.get().problem

    def test_many_messages_over_a_bad_line_all_arrive(self, db, clock, open_clinic, post):
        names = [f"p{n}" for n in range(12)]
        physician, ids = open_clinic(**{name: {} for name in names})
        for place, name in enumerate(names):
            book(physician, ids[name], VISIT + dt.timedelta(minutes=30 * place))
        clock.to(DUE)
        post.plans = ["well", "gone", "drop before ack", "later", "drop after ack", "drop in data"] * 3
        for _ in range(4):
            run()
            clock.on(hours=1)
        assert {str(message["To"]) for message, _ in post.taken} == {f"{name}@post.example" for name in names}
        assert len(set(post.ids)) == 12
        unsure = [key for (_, plan), key in zip(post.taken, post.ids, strict=True) if plan == "drop before ack"]
        assert len(post.ids) == 12 + len(unsure)
        assert {state for name in names for state in states(physician, ids[name])} == {"sent"}


def _work(at, answers):
    """Another worker, in a process of its own, at a given time."""
    from django.utils import timezone

    connections.close_all()
    timezone.now = lambda: at
    try:
        answers.put(dict(sending.send_due()))
    finally:
        connections.close_all()


def start(at):
    forked = multiprocessing.get_context("fork")
    answers = forked.SimpleQueue()
    connections.close_all()
    worker = forked.Process(target=_work, args=(at, answers))
    worker.start()
    return worker, answers


class TestWorkersInProcessesOfTheirOwn:
    @pytest.fixture
    def due(self, transactional_db, clock, open_clinic, post):
        names = [f"p{n}" for n in range(8)]
        physician, ids = open_clinic(**{name: {} for name in names})
        for place, name in enumerate(names):
            book(physician, ids[name], VISIT + dt.timedelta(minutes=30 * place))
        clock.to(DUE)
        return physician, ids

    def test_three_at_once_send_each_message_once(self, due, post):
        workers = [start(DUE) for _ in range(3)]
        for worker, _ in workers:
            worker.join(timeout=60)
        assert sum(answers.get().get("sent", 0) for _, answers in workers) == 8
        assert len(post.ids) == len(set(post.ids)) == 8

    def test_a_worker_that_is_killed_in_the_middle_loses_nothing(self, due, post, clock):
        physician, ids = due
        post.plans = ["well", "well", "stall"]  # it dies while the server thinks about the third
        worker, _ = start(DUE)
        end = time.monotonic() + 30
        while len(post.ids) < 3 and time.monotonic() < end:
            time.sleep(0.02)
        os.kill(worker.pid, signal.SIGKILL)
        worker.join(timeout=30)
        connections.close_all()
        stalled = post.ids[2]
        assert run() == {"sent": 5}  # the third is still claimed by the dead worker
        assert run(clock, seconds=CLAIMED_FOR.total_seconds() - 1) == {}
        assert run(clock, seconds=1) == {"sent": 1}
        assert len(set(post.ids)) == 8
        assert [post.ids.count(key) for key in set(post.ids)].count(2) == 1
        assert post.ids.count(stalled) == 2
        assert {state for each in ids.values() for state in states(physician, each)} == {"sent"}

    def test_a_worker_that_died_before_it_spoke_to_anybody(self, due, post, clock):
        claimed = actions.messages.claim(now=DUE)
        assert claimed is not None
        assert run() == {"sent": 7}
        assert run(clock, minutes=11) == {"sent": 1}
        assert len(set(post.ids)) == len(post.ids) == 8

    def test_a_message_that_workers_die_of_is_given_up(self, due, clock, post):
        first = actions.messages.claim(now=DUE)
        Delivery.objects.filter(message_id=first.row).update(attempts=len(WAITS) + 1, claimed_until=None)
        assert run() == {"sent": 7}


class TestRecallLetters:
    def test_once_for_each_occasion(self, ada, clock, mailoutbox):
        physician, patient = ada
        assert actions.messages.write_recall(patient=patient, occasion="session-3", by=physician)
        assert not actions.messages.write_recall(patient=patient, occasion="session-3", by=physician)
        assert run() == {"sent": 1}
        assert actions.messages.write_recall(patient=patient, occasion="session-4", by=physician)
        assert run() == {"sent": 1}
        assert [message.subject for message in mailoutbox] == ["Merci de nous contacter"] * 2
        assert mailoutbox[0].extra_headers["Message-ID"] != mailoutbox[1].extra_headers["Message-ID"]

    def test_not_to_who_did_not_agree(self, db, clock, open_clinic):
        physician, ids = open_clinic(ada={"wants_reminders": None})
        with pytest.raises(InputRefused, match="has not agreed"):
            actions.messages.write_recall(patient=ids["ada"], occasion="a", by=physician)

    def test_not_once_a_date_was_arranged(self, ada, clock, mailoutbox):
        physician, patient = ada
        actions.messages.write_recall(patient=patient, occasion="a", by=physician)
        book(physician, patient)
        assert run() == {}
        assert "withdrawn" in states(physician, patient)


class TestStopping:
    @pytest.fixture
    def link(self, ada, clock, mailoutbox):
        physician, patient = ada
        actions.messages.write_recall(patient=patient, occasion="a", by=physician)
        run()
        return mailoutbox[0].extra_headers["List-Unsubscribe"].strip("<>").partition("127.0.0.1:8000")[2]

    def test_a_mail_program_stops_them_by_one_post_without_a_cookie(self, ada, link, client, clock, mailoutbox):
        physician, patient = ada
        book(physician, patient)
        answer = client.post(link, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert queries.patients.get(physician, patient).contact.value.wants_reminders is False
        assert states(physician, patient) == ["sent", "withdrawn"]
        assert run(clock, days=12, hours=22) == {}

    def test_a_look_stops_nothing_and_speaks_her_language(self, ada, link, client):
        physician, patient = ada
        page = client.get(link).content.decode()
        assert "Arrêter les messages" in page
        assert '<html lang="fr">' in page
        assert queries.patients.get(physician, patient).contact.value.wants_reminders is True

    def test_the_journal_says_that_she_did_it(self, ada, link, client):
        client.post(link)
        client.post(link)  # a second click changes nothing
        act = next(act for act in queries.history.history(*ada) if act.noun == "contacts")
        assert (act.role, act.why) == ("patient", "stopped by the patient")

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_a_made_up_link_stops_nobody(self, ada, link, client, method):
        answer = getattr(client, method)(link[:-3] + "xy/")
        assert answer.status_code == 404
        assert "This link is not complete" in answer.content.decode()
        assert queries.patients.get(*ada).contact.value.wants_reminders is True

    def test_the_link_names_nobody(self, link):
        payload = re.fullmatch(r"/stop/([^:]+):[^/]+/", link)[1]
        told = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)).decode()
        assert re.fullmatch(r'"[0-9a-f-]{36}"', told)
