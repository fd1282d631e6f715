"""What a phone might send in malice or madness: refused by name, or shown as the words it is."""

import datetime as dt
import json

import pytest

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.models.phone import PhoneEntryRow
from migrainedays.diary import DiaryDay
from tests.web.diary.conftest import TODAY

EVIL = '<script>alert("x")</script><img src=x onerror=alert(1)>'
PATHS = ["entries", "wishes", "revoke", "push", "push/stop", "passkey/ask", "passkey"]


@pytest.fixture
def desk(client, clinic):
    """The browser of the physician."""
    client.force_login(clinic)
    return client


class TestScript:
    @pytest.fixture
    def written(self, join, ada):
        phone = join(ada, name=EVIL[:40])
        phone.send(
            phone.raw(
                {
                    "headache": True,
                    "note": f"{EVIL} hard to breathe",
                    "intake/a/drug": EVIL,
                    "effect/e/event": EVIL,
                    f"exposure/{EVIL.replace('/', ' ')[:60]}/level": 2,
                    f"goal/{EVIL.replace('/', ' ')[:60]}/level": 1,
                }
            )
        )
        return phone

    @pytest.mark.parametrize("where", ["", "phones/", "day/", "sheet/type/", "diary/"])
    def test_it_is_words_on_every_page_of_the_patient(self, desk, written, ada, where):
        page = desk.get(f"/patients/{ada}/{where}").content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page

    def test_it_is_words_where_the_day_begins_and_in_the_lists(self, desk, written):
        for where in ("/today/", "/diaries/", "/patients/"):
            assert "<script>alert" not in desk.get(where).content.decode()

    def test_it_comes_back_as_the_very_same_words(self, written):
        operations = written.send()["operations"]
        notes = [each["changes"]["note"] for each in operations if "note" in each["changes"]]
        assert notes == [f"{EVIL} hard to breathe"]
        assert written.get("export.pdf").status_code == 200

    def test_answers_are_never_pages(self, written):
        for path in ("mine", "export.csv"):
            kind = written.get(path)["Content-Type"]
            assert kind.startswith(("application/json", "text/csv"))
            assert written.get(path)["X-Content-Type-Options"] == "nosniff"


class TestTimes:
    @pytest.mark.parametrize("year", ["0001", "1899", "2201", "9999"])
    @pytest.mark.parametrize("field", ["date", "claimed_at"])
    def test_a_year_that_cannot_be_is_refused_by_name(self, phone, year, field):
        told = f"{year}-01-01" + ("" if field == "date" else "T00:00:00+00:00")
        answer = phone.send(phone.raw({"headache": True}, **{field: told}), phone.raw({"headache": True}))
        assert [refused["field"] for refused in answer["refused"]] == [field]
        assert len(answer["confirmed"]) == 1

    @pytest.mark.parametrize("told", ["2026-02-30", "2026-13-01", "tomorrow", "", "2026-01-01T00:00", None, 7, [], {}])
    def test_a_date_that_is_none(self, phone, told):
        assert phone.send(phone.raw({"headache": True}, date=told))["refused"][0]["field"] == "date"

    @pytest.mark.parametrize("zone", ["../../etc/passwd", "Mars/Olympus", "x" * 500, "Europe/Paris\x00"])
    def test_a_zone_that_is_none(self, phone, zone):
        assert phone.send(phone.raw({"headache": True}, zone=zone))["refused"][0]["field"] == "zone"

    def test_a_clock_that_runs_days_ahead_is_asked_about(self, phone):
        far = TODAY + dt.timedelta(days=4)
        assert "future" in phone.send(phone.raw({"headache": True}, date=far))["refused"][0]["reason"]


class TestShapes:
    @pytest.mark.parametrize(
        "changes",
        [
            {},
            {"headache": "maybe"},
            {"peak": 7},
            {"minutes": -1},
            {"patient": "2"},
            {"entered_at": "2020-01-01T00:00:00Z"},
            {"__proto__": 1},
            {"exposure/a/b/level": 9},
            {"intake//drug": "x"},
            {"score/phq9/10": 1},
            {"score/other/1": 1},
            {"x" * 10_000: True},
            {f"exposure/{n}/level": 1 for n in range(300)},
            [],
            "headache",
            None,
        ],
    )
    def test_what_is_no_entry_is_refused_and_the_next_one_is_taken(self, phone, clinic, ada, changes):
        answer = phone.send(phone.raw(changes), phone.raw({"headache": False}))
        assert len(answer["refused"]) == 1
        assert answer["refused"][0]["reason"]
        (day,) = queries.rows.all_of(clinic, ada, DiaryDay)
        assert (day.value.headache, day.value.peak) == (False, None)

    @pytest.mark.parametrize("body", ["", "{", '{"entries": 7}', '{"entries": [], "after": -1}'])
    def test_what_is_no_batch_is_refused(self, phone, body):
        answer = phone.client.post("/api/diary/entries", body, "application/json", headers=phone.headers)
        assert answer.status_code in (400, 422)

    @pytest.mark.parametrize("body", ["[]", "null", "{}"])
    def test_an_empty_batch_changes_nothing(self, phone, body):
        answer = phone.client.post("/api/diary/entries", body, "application/json", headers=phone.headers)
        assert (answer.json()["confirmed"], answer.json()["operations"]) == ([], [])
        assert PhoneEntryRow.objects.count() == 0

    def test_half_a_letter_and_control_characters_are_left_out(self, phone):
        raw = json.dumps({"entries": [phone.raw({"note": "(\x00b\x07c"})]}).replace('"(', '"\\ud800(')
        answer = phone.client.post("/api/diary/entries", raw, "application/json", headers=phone.headers)
        assert len(answer.json()["confirmed"]) == 1

    @pytest.mark.parametrize("field", ["id", "diary", "device"])
    @pytest.mark.parametrize("half", ["\\ud800", "\\u0000"], ids=["half a letter", "a control character"])
    def test_a_name_that_cannot_be_one_holds_nobody_else_up(self, phone, field, half):
        bad, good = phone.raw({"headache": True}), phone.raw({"peak": 2})
        raw = json.dumps({"entries": [{**bad, field: f"({bad[field]}"}, good]}).replace('"(', f'"{half}')
        answer = phone.client.post("/api/diary/entries", raw, "application/json", headers=phone.headers)
        assert answer.status_code == 200
        assert answer.json()["confirmed"] == [good["id"]]
        assert [refused["field"] for refused in answer.json()["refused"]] == [field]

    def test_one_id_for_two_entries(self, phone):
        first = phone.raw({"peak": 1})
        phone.send(first)
        answer = phone.send({**first, "changes": {"peak": 3}})
        assert "already used" in answer["refused"][0]["reason"]


class TestStrangers:
    @pytest.mark.parametrize("path", PATHS)
    def test_a_phone_that_was_stopped_does_nothing_more(self, phone, clinic, ada, path):
        actions.phones.revoke(patient=ada, device=phone.device, by=clinic)
        assert phone.post(path, {}).status_code == 401
        assert PhoneEntryRow.objects.count() == 0

    @pytest.mark.parametrize("path", ["mine", "export.csv", "export.pdf"])
    def test_nor_does_it_read(self, phone, clinic, ada, path):
        actions.phones.revoke(patient=ada, device=phone.device, by=clinic)
        assert phone.get(path).status_code == 401

    def test_a_phone_writes_in_no_other_diary_of_the_clinic_or_of_another(self, phone, bea, elsewhere, clinic):
        for other in (bea, elsewhere):
            answer = phone.send(phone.raw({"headache": True}, diary=str(other)))
            assert "another diary" in answer["refused"][0]["reason"]
        assert queries.rows.all_of(clinic, bea, DiaryDay) == []

    def test_nor_in_the_name_of_another_phone(self, phone, join, ada):
        other = join(ada)
        answer = phone.send(phone.raw({"headache": True}, device=other.device))
        assert "another device" in answer["refused"][0]["reason"]
