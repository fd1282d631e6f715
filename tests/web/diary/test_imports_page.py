"""The page on which an import is taken back: asked first, then done, with what stayed and why."""

import dataclasses
import datetime as dt
import re

import pytest

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.importing import Import
from migrainedays.diary import DiaryDay
from migrainedays.exchange.folder import folder_of
from migrainedays.treatment import Person
from tests.web.diary.conftest import member

DAYS = [DiaryDay(patient="Zoe", date=dt.date(2026, 1, n), headache=False) for n in range(1, 6)]


@pytest.fixture
def desk(client, clinic):
    """The browser of the physician."""
    client.force_login(clinic)
    return client


@pytest.fixture
def taking(clinic):
    """An import of five days of a new patient."""
    actions.folders.take_in(folder=folder_of([Person(patient="Zoe"), *DAYS]), by=clinic)
    (stored,) = queries.rows.stock(clinic, Import)
    return stored.value.taking


class TestThePage:
    def test_it_lists_what_was_taken_in(self, desk, taking):
        page = desk.get("/imports/").content.decode()
        assert f"import {taking}" in page
        assert "6 rows" in page

    def test_it_asks_before_it_does_anything(self, desk, clinic, taking):
        page = desk.post("/imports/", {"taking": taking})
        assert "all 6 rows of it?" in page.content.decode()
        assert queries.rows.stock(clinic, Import)[0].value.undone_at is None

    def test_then_it_is_done_and_says_how_much(self, desk, clinic, taking):
        page = desk.post("/imports/", {"taking": taking, "undo": "1"}).content.decode()
        assert re.search(r"days: 5", page, re.I)
        assert "taken back" in page
        assert queries.rows.stock(clinic, Import)[0].value.undone_at is not None
        assert "Zoe" not in desk.get("/patients/").content.decode()

    def test_what_stays_is_named_with_its_reason(self, desk, clinic, taking):
        from migrainedays.clinic.records.models import PatientRecord

        patient = PatientRecord.objects.get(patient="Zoe").public_id
        mended = dataclasses.replace(DAYS[0], headache=True)
        actions.diary.correct(patient=patient, entry=mended, revision=1, by=clinic)
        page = desk.post("/imports/", {"taking": taking, "undo": "1"}).content.decode()
        assert "it was changed since" in page
        assert "2026-01-01" in page
        assert "2 rows stay" in page  # the day, and therefore the patient

    def test_twice_is_refused_in_a_sentence(self, desk, taking):
        desk.post("/imports/", {"taking": taking, "undo": "1"})
        page = desk.post("/imports/", {"taking": taking, "undo": "1"})
        assert page.status_code == 422
        assert "taken back already" in page.content.decode()

    def test_one_that_does_not_exist_is_not_there(self, desk, taking):
        assert desk.post("/imports/", {"taking": "none", "undo": "1"}).status_code == 404

    def test_reading_it_changes_nothing(self, desk, clinic, taking):
        desk.get("/imports/", {"taking": taking, "undo": "1"})
        assert queries.rows.stock(clinic, Import)[0].value.undone_at is None

    @pytest.mark.parametrize("role", ["front_desk", "analyst"])
    def test_some_roles_are_not_let_in(self, client, clinic, taking, role):
        client.force_login(member(clinic, role))
        assert client.post("/imports/", {"taking": taking, "undo": "1"}).status_code == 403
        assert queries.rows.stock(clinic, Import)[0].value.undone_at is None
