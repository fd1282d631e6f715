"""A clinic with Ada, who wants messages, and a mail server on this machine that breaks when it is told to."""

import datetime as dt
import email
import email.policy
import socketserver
import threading
import time
from zoneinfo import ZoneInfo

import pytest

from migrainedays.clinic.jobs import sending
from migrainedays.clinic.records import actions
from migrainedays.clinic.records.people import Contact
from migrainedays.clinic.records.practice import Member, Practice
from migrainedays.treatment import Person

PARIS = ZoneInfo("Europe/Paris")
NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=PARIS)
VISIT = dt.datetime(2026, 12, 7, 9, 0)


@pytest.fixture
def open_clinic():
    """Opens a clinic and takes up patients who want messages; usable with either kind of database fixture."""

    def make(**contacts):
        physician = actions.clinics.open_clinic(
            practice=Practice(name="Harbour", zone="Europe/Paris"),
            physician=Member(email="a@harbour.example", name="Dr Harbour"),
            password="a quiet day without wind",
        )
        ids = {}
        for name, told in contacts.items():
            known = {"name": name, "email": f"{name}@post.example", "wants_reminders": True} | told
            person = Person(patient="", birth_year=1980, zone=known.pop("zone", "Europe/Paris"))
            ids[name] = actions.patients.add(person=person, contact=Contact(patient="", **known), by=physician)
        return physician, ids

    return make


@pytest.fixture
def clock(monkeypatch):
    """The clinic's clock, stopped at noon and moved by hand."""

    class Clock:
        now = NOON

        def __call__(self):
            return self.now

        def to(self, moment):
            self.now = moment

        def on(self, **more):
            self.now += dt.timedelta(**more)

    stopped = Clock()
    monkeypatch.setattr("django.utils.timezone.now", stopped)
    return stopped


@pytest.fixture
def ada(db, clock, open_clinic):
    """The physician and Ada's public id."""
    physician, ids = open_clinic(ada={"language": "fr"})
    return physician, ids["ada"]


def book(physician, patient, at=VISIT, kind="treatment", **other):
    return actions.visits.book(patient=patient, at=at, kind=kind, by=physician, **other)


def run(clock=None, **more):
    """One round of the worker, some time later."""
    if more:
        clock.on(**more)
    return dict(sending.send_due())


class Breaking(socketserver.StreamRequestHandler):
    """One conversation, ended as the server's plan for it says."""

    def handle(self):
        plan = self.server.next_plan()
        if plan == "gone":
            return
        self.say(220, "ready")
        while line := self.rfile.readline():
            verb = line.split(b":")[0].strip().upper().split(b" ")[0]
            if verb == b"QUIT":
                self.say(221, "bye")
                return
            if verb == b"DATA":
                if not self.data(plan):
                    return
            elif verb == b"RCPT" and plan in ("later", "never"):
                self.say(451 if plan == "later" else 550, "no")
            else:
                self.say(250, "well")

    def data(self, plan):
        """Take the message, and say so or not; whether the conversation goes on."""
        self.say(354, "go on")
        if plan == "drop in data":
            return False
        text = b""
        while not text.endswith(b"\r\n.\r\n"):
            more = self.rfile.readline()
            if not more:
                return False
            text += more
        self.server.take(text, plan)
        if plan == "drop before ack":
            return False
        if plan == "stall":
            time.sleep(30)
            return False
        self.say(250, "taken")
        return plan != "drop after ack"

    def say(self, code, words):
        self.wfile.write(f"{code} {words}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps every message that it took, and follows its plans in order, then behaves."""

    allow_reuse_address, daemon_threads = True, True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Breaking)
        self.taken, self.plans, self.lock = [], [], threading.Lock()

    def next_plan(self):
        with self.lock:
            return self.plans.pop(0) if self.plans else "well"

    def take(self, text, plan):
        with self.lock:
            self.taken.append((email.message_from_bytes(text, policy=email.policy.default), plan))

    @property
    def ids(self):
        return [message["Message-ID"] for message, _ in self.taken]

    def handle_error(self, request, client_address):
        """A client that went away is what these tests are about."""


@pytest.fixture
def post(settings):
    """The mail server, in the place of the one that the settings name."""
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.server_address[1]
        settings.EMAIL_USE_TLS, settings.DEFAULT_FROM_EMAIL = False, "desk@harbour.example"
        yield server
        server.shutdown()
