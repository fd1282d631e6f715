"""A clinic in a real browser: one physician, Anna and Ben with their diaries, and somebody at the keyboard."""

import types

import pytest

from migrainedays.clinic.records import actions
from migrainedays.clinic.records.people import Contact
from migrainedays.clinic.records.practice import Member, Practice
from migrainedays.exchange import write_folder
from migrainedays.exchange.folder import folder_of
from tests import people
from tests.web.records.conftest import ids_of

ADDRESS, PASSWORD = "physician@harbour.example", "a quiet day without wind"
DESK = {"viewport": {"width": 1440, "height": 1000}, "locale": "en-GB", "timezone_id": "Europe/Paris"}


@pytest.fixture
def physician(transactional_db):
    return actions.clinics.open_clinic(
        practice=Practice(name="Harbour", zone="Europe/Paris"),
        physician=Member(email=ADDRESS, name="Dr Harbour"),
        password=PASSWORD,
    )


@pytest.fixture
def patients(physician):
    """Anna, known by name, and Ben; both with diaries and sessions."""
    actions.folders.take_in(folder=folder_of([*people.anna(), *people.ben()]), by=physician)
    ids = ids_of(physician)
    actions.patients.reach(patient=ids["Anna"], contact=Contact(patient="Anna", name="Anna Lindgren"), by=physician)
    return types.SimpleNamespace(anna=ids["Anna"], ben=ids["Ben"])


@pytest.fixture
def folder(tmp_path):
    """Anna's and Ben's courses as an exchange folder."""
    write_folder(tmp_path / "folder", [*people.anna(), *people.ben()])
    return tmp_path / "folder"


@pytest.fixture
def open_desk(browser, live_server):
    """Opens a browser with the given look; whatever a page complains of fails the test."""
    opened = []

    def make(**look):
        context = browser.new_context(**{**DESK, **look, "base_url": live_server.url})
        tab = context.new_page()
        complaints = []
        tab.on("pageerror", lambda problem: complaints.append(str(problem)))
        opened.append((context, complaints))
        return tab

    yield make
    for context, complaints in opened:
        context.close()
        assert complaints == []


def sign_in(tab):
    tab.goto("/account/login/")
    tab.get_by_label("Email").fill(ADDRESS)
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("button", name="Sign in", exact=True).click()
    tab.get_by_role("heading", name="Today").wait_for()
