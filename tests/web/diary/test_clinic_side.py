"""The clinic's side: links, phones, red flags that wait, and paper."""

import datetime as dt
import re

import pytest

from migrainedays.clinic.records import actions, queries
from migrainedays.diary import DiaryDay, Intake
from tests.web.diary.conftest import TODAY


@pytest.fixture
def desk(client, clinic):
    """The browser of the physician."""
    client.force_login(clinic)
    return client


class TestPhones:
    def test_the_link_is_shown_once_as_words_and_as_squares(self, desk, ada):
        page = desk.post(f"/patients/{ada}/phones/")
        link = re.search(r"/diary/#join/([\w-]{43})", page.content.decode())
        assert link
        assert "<svg" in page.content.decode()
        assert "no-store" in page["Cache-Control"]
        assert link[1] not in desk.get(f"/patients/{ada}/phones/").content.decode()

    def test_without_a_year_of_birth_it_says_what_to_do(self, desk, clinic):
        from migrainedays.treatment import Person

        patient = actions.patients.add(person=Person(patient=""), by=clinic)
        page = desk.post(f"/patients/{patient}/phones/")
        assert page.status_code == 422
        assert "year of birth is missing" in page.content.decode()

    def test_a_phone_is_listed_and_stopped(self, desk, phone, ada):
        assert "Android" in desk.get(f"/patients/{ada}/phones/").content.decode()
        desk.post(f"/patients/{ada}/phones/{phone.device}/stop/")
        assert phone.get("mine").status_code == 401

    def test_it_says_how_the_diary_is_kept(self, desk, phone, ada):
        phone.send(phone.raw({"headache": True}), phone.raw({"headache": False}, date=TODAY - dt.timedelta(days=3)))
        page = desk.get(f"/patients/{ada}/phones/").content.decode()
        assert "1 of 2 days entered on the day, 0 within 48 h, 1 later." in page

    def test_another_clinics_patient_is_not_there(self, desk, elsewhere):
        assert desk.get(f"/patients/{elsewhere}/phones/").status_code == 404
        assert desk.post(f"/patients/{elsewhere}/phones/").status_code == 404


class TestRedFlags:
    def test_they_head_the_day_until_answered(self, desk, phone, ada):
        entry = phone.raw({"note": "I find it hard to swallow"})
        phone.send(entry)
        page = desk.get("/today/").content.decode()
        assert page.index("Warning signs from diaries") < page.index("Who comes")
        assert "I find it hard to swallow" not in page
        desk.post(f"/patients/{ada}/flags/{entry['id']}/", {"done": "called"})
        assert "Warning signs from diaries" not in desk.get("/today/").content.decode()

    def test_the_front_desk_reads_none(self, client, clinic, phone):
        phone.send(phone.raw({"note": "I find it hard to swallow"}))
        from tests.web.diary.conftest import member

        client.force_login(member(clinic, "front_desk"))
        assert "Warning signs" not in client.get("/today/").content.decode()


class TestPaper:
    def test_the_sheet_has_four_weeks(self, desk, ada):
        page = desk.post(f"/patients/{ada}/sheet/", {"first": "2026-03-01"}).content.decode()
        assert page.count('<th scope="row">') == 28
        assert "28 Mar" in page

    def test_it_is_typed_in_and_an_empty_line_is_missing(self, desk, clinic, ada):
        lines = {"first": "2026-03-01", "save": "1", "2026-03-01-strength": "0", "2026-03-02-strength": "3",
                 "2026-03-02-hours": "6", "2026-03-02-drug": "Sumatriptan"}  # fmt: skip
        assert desk.post(f"/patients/{ada}/sheet/type/", lines).status_code == 302
        days = {s.value.date.day: s.value for s in queries.rows.all_of(clinic, ada, DiaryDay)}
        assert {n: (day.headache, day.peak, day.minutes) for n, day in days.items()} == {
            1: (False, None, None),
            2: (True, 3, 360),
        }
        (intake,) = queries.rows.all_of(clinic, ada, Intake)
        assert intake.value.drug == "sumatriptan"

    def test_a_slip_is_named_and_nothing_is_kept(self, desk, clinic, ada):
        lines = {"first": "2026-03-01", "save": "1", "2026-03-01-strength": "7", "2026-03-02-strength": "1"}
        page = desk.post(f"/patients/{ada}/sheet/type/", lines)
        assert page.status_code == 422
        assert "Write 0, 1, 2 or 3" in page.content.decode()
        assert queries.rows.all_of(clinic, ada, DiaryDay) == []

    def test_a_day_that_stands_is_left_alone(self, desk, clinic, phone, ada):
        phone.send(phone.raw({"headache": True, "peak": 2}))
        lines = {"first": str(TODAY), "save": "1", f"{TODAY}-strength": "0"}
        desk.post(f"/patients/{ada}/sheet/type/", lines)
        assert queries.rows.one(clinic, ada, DiaryDay, date=TODAY).value.headache is True
