"""Entries from a phone: taken once, merged, projected into the tables, and traced."""

import dataclasses
import datetime as dt
import uuid

import pytest

from migrainedays.clinic.records import actions, journal, queries
from migrainedays.clinic.records.models import Clinic, Entry, PatientRecord
from migrainedays.diary import DiaryDay, Intake
from tests.web.diary.conftest import TODAY


def days_of(clinic, patient):
    return {stored.value.date: stored.value for stored in queries.rows.all_of(clinic, patient, DiaryDay)}


class TestABatch:
    def test_a_day_stands_in_the_record(self, phone, clinic, ada):
        answer = phone.send(phone.raw({"headache": True, "peak": 2, "intake/a/drug": "sumatriptan"}))
        assert len(answer["confirmed"]) == 1
        assert days_of(clinic, ada)[TODAY].peak == 2
        (intake,) = queries.rows.all_of(clinic, ada, Intake)
        assert (intake.value.drug, intake.value.intake) == ("sumatriptan", 1)

    def test_the_same_batch_again_changes_nothing(self, phone, clinic, ada):
        batch = [phone.raw({"headache": True}), phone.raw({"headache": False}, date=TODAY - dt.timedelta(days=1))]
        first = phone.send(*batch)
        entries = Entry.objects.count()
        again = phone.send(*batch)
        assert set(first["confirmed"]) == set(again["confirmed"])
        assert len(days_of(clinic, ada)) == 2
        assert Entry.objects.count() == entries

    def test_thirty_days_are_one_entry_of_the_journal_a_noun(self, phone, clinic, ada):
        before = Entry.objects.count()
        phone.send(*(phone.raw({"headache": n % 2 == 0}, date=TODAY - dt.timedelta(days=n)) for n in range(30)))
        assert len(days_of(clinic, ada)) == 30
        assert Entry.objects.count() - before == 2  # what was sent, and the days it makes

    def test_the_bad_one_is_named_and_the_others_are_taken(self, phone, clinic, ada):
        answer = phone.send(phone.raw({"headache": True}), phone.raw({"minutes": 2000}), {"id": 7}, "nonsense")
        assert len(answer["confirmed"]) == 1
        assert [refused["position"] for refused in answer["refused"]] == [1, 2, 3]
        assert all(refused["reason"] for refused in answer["refused"])

    def test_tables_are_what_the_journal_adds_up_to(self, phone, clinic):
        first = phone.raw({"headache": True, "peak": 2, "intake/a/drug": "sumatriptan"})
        phone.send(first)
        phone.send(phone.raw({"headache": False, "intake/a/drug": None}, parents=[first["id"]]))
        assert journal.differences(Clinic.objects.get().pk) == []

    def test_what_was_taken_back_is_withdrawn(self, phone, clinic, ada):
        first = phone.raw({"headache": True, "intake/a/drug": "sumatriptan"})
        phone.send(first, phone.raw({"intake/a/drug": None}, parents=[first["id"]]))
        assert queries.rows.all_of(clinic, ada, Intake) == []


class TestTwoPhones:
    def test_conflicting_edits_are_both_kept_and_the_day_is_unknown_until_decided(self, join, clinic, ada):
        phone, tablet = join(ada), join(ada, name="iPad")
        here, there = phone.raw({"headache": True}), tablet.raw({"headache": False})
        phone.send(here)
        seen = tablet.send(there)["operations"]
        assert {operation["id"] for operation in seen} == {here["id"], there["id"]}
        assert days_of(clinic, ada)[TODAY].headache is None
        tablet.send(tablet.raw({"headache": True}, parents=[here["id"], there["id"]]))
        assert days_of(clinic, ada)[TODAY].headache is True

    def test_each_reads_on_from_where_it_was(self, join, ada):
        phone, tablet = join(ada), join(ada)
        until = phone.send(phone.raw({"headache": True}))["until"]
        tablet.send(tablet.raw({"peak": 2}))
        (new,) = phone.send(after=until)["operations"]
        assert new["changes"]["peak"] == 2

    def test_what_stood_before_the_phone_is_given_to_it(self, join, clinic, ada):
        day = DiaryDay(patient=_number(clinic, ada), date=TODAY - dt.timedelta(days=3), headache=True, peak=3)
        actions.diary.record(patient=ada, entries=[day], by=clinic)
        (given,) = join(ada).send()["operations"]
        assert given["changes"] == {"headache": True, "peak": 3}

    def test_a_phone_that_had_not_seen_the_record_does_not_overwrite_it(self, phone, clinic, ada):
        day = DiaryDay(patient=_number(clinic, ada), date=TODAY, headache=True, peak=3)
        actions.diary.record(patient=ada, entries=[day], by=clinic)
        phone.send(phone.raw({"headache": False}))
        assert days_of(clinic, ada)[TODAY].headache is None


class TestOnBehalf:
    """What the clinic enters for a patient who called reaches her phones, and stands in no phone's way."""

    def test_a_correction_by_the_clinic_reaches_the_phone(self, phone, clinic, ada):
        until = phone.send(phone.raw({"headache": True, "peak": 1}))["until"]
        correct_day(clinic, ada, peak=3)
        (told,) = phone.send(after=until)["operations"]
        assert told["changes"] == {"headache": True, "peak": 3}
        assert told["device"] != phone.device

    def test_what_the_phone_then_says_goes_on_from_there(self, phone, clinic, ada):
        first = phone.raw({"headache": True, "peak": 1})
        until = phone.send(first)["until"]
        correct_day(clinic, ada, peak=3)
        (told,) = phone.send(after=until)["operations"]
        phone.send(phone.raw({"function": 2}, parents=[first["id"], told["id"]]))
        assert (days_of(clinic, ada)[TODAY].peak, days_of(clinic, ada)[TODAY].function) == (3, 2)

    def test_both_at_once_are_both_kept(self, phone, clinic, ada):
        first = phone.raw({"headache": True, "peak": 1})
        phone.send(first)
        correct_day(clinic, ada, peak=3)
        phone.send(phone.raw({"peak": 2}, parents=[first["id"]]))
        assert days_of(clinic, ada)[TODAY].peak is None

    def test_a_drug_told_by_telephone_and_one_taken_back(self, phone, clinic, ada):
        until = phone.send(phone.raw({"headache": True, "intake/a/drug": "naproxen"}))["until"]
        (noted,) = queries.rows.all_of(clinic, ada, Intake)
        actions.diary.withdraw(patient=ada, entry=noted.value, revision=noted.revision, by=clinic, why="not hers")
        told = Intake(patient=_number(clinic, ada), date=TODAY, drug="sumatriptan")
        actions.diary.record(patient=ada, entries=[told], by=clinic)
        said = {}
        for each in phone.send(after=until)["operations"]:
            said |= each["changes"]
        assert said["intake/a/drug"] is None
        assert "sumatriptan" in said.values()
        phone.send(phone.raw({"peak": 2}))
        assert [stored.value.drug for stored in queries.rows.all_of(clinic, ada, Intake)] == ["sumatriptan"]

    def test_the_journal_still_adds_up(self, phone, clinic, ada):
        phone.send(phone.raw({"headache": True, "peak": 1}))
        correct_day(clinic, ada, peak=3)
        assert journal.differences(Clinic.objects.get().pk) == []


def correct_day(clinic, patient, **columns):
    (stored,) = queries.rows.all_of(clinic, patient, DiaryDay)
    corrected = dataclasses.replace(stored.value, **columns)
    actions.diary.correct(patient=patient, entry=corrected, revision=stored.revision, by=clinic)


class TestRefused:
    def test_entries_for_another_patient(self, phone, join, bea, clinic):
        other = join(bea, year=1990)
        answer = phone.send(phone.raw({"headache": True}, diary=other.diary))
        assert "another diary" in answer["refused"][0]["reason"]
        assert days_of(clinic, bea) == {}

    def test_entries_for_another_clinic(self, phone, elsewhere):
        answer = phone.send(phone.raw({"headache": True}, diary=str(elsewhere)))
        assert "another diary" in answer["refused"][0]["reason"]

    def test_a_revoked_phone(self, phone, clinic, ada):
        actions.phones.revoke(patient=ada, device=uuid.UUID(phone.device), by=clinic)
        assert phone.post("entries", {"entries": [phone.raw({"headache": True})]}).status_code == 401
        assert days_of(clinic, ada) == {}

    @pytest.mark.parametrize("date", ["0001-01-01", "9999-12-31"])
    def test_a_year_that_cannot_be(self, phone, date):
        assert "outside the years" in phone.send(phone.raw({"headache": True}, date=date))["refused"][0]["reason"]

    def test_a_note_of_ten_megabytes(self, phone):
        answer = phone.post("entries", {"entries": [phone.raw({"note": "x" * 10_000_000})]})
        assert answer.status_code in (400, 413)

    def test_a_long_note_within_a_small_batch(self, phone):
        answer = phone.send(phone.raw({"note": "x" * 100_000}), phone.raw({"headache": True}))
        assert "longer than" in answer["refused"][0]["reason"]
        assert len(answer["confirmed"]) == 1

    def test_no_key_and_a_wrong_key(self, client, phone):
        for headers in ({}, {"Authorization": "Bearer wrong"}):
            assert client.get("/api/diary/mine", headers=headers).status_code == 401

    def test_more_than_a_batch_holds(self, phone):
        assert phone.post("entries", {"entries": [{}] * 501}).status_code == 422


def _number(clinic, patient):
    return PatientRecord.objects.get(public_id=patient).patient
