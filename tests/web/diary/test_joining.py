"""Joining: a link that works once, checked by the year of birth, and a phone that can be stopped."""

import datetime as dt
import json

import pytest
from django.utils import timezone

from migrainedays.clinic.records import actions, journal, queries
from migrainedays.clinic.records.access import NotFound
from migrainedays.clinic.records.actions import phones
from migrainedays.clinic.records.models import Clinic
from migrainedays.clinic.records.models.phone import JoiningRow
from migrainedays.errors import Impossible
from migrainedays.treatment import Person


def ask(client, code, year=1980):
    body = json.dumps({"code": code, "birth_year": year, "name": "Android"})
    return client.post("/api/diary/join", body, "application/json")


class TestTheLink:
    def test_it_opens_the_diary_and_shows_whose(self, client, clinic, ada):
        answer = ask(client, actions.phones.offer(patient=ada, by=clinic)).json()
        assert (answer["diary"], answer["initials"]) == (str(ada), "A.E.")

    def test_it_works_once(self, client, clinic, ada):
        code = actions.phones.offer(patient=ada, by=clinic)
        assert [ask(client, code).status_code for _ in range(2)] == [200, 403]

    def test_it_ends_after_seven_days(self, client, clinic, ada, monkeypatch):
        code = actions.phones.offer(patient=ada, by=clinic)
        later = timezone.now() + dt.timedelta(days=7, seconds=1)
        monkeypatch.setattr(phones.timezone, "now", lambda: later)
        assert ask(client, code).status_code == 403

    def test_a_wrong_year_is_refused_and_five_end_the_link(self, client, clinic, ada):
        code = actions.phones.offer(patient=ada, by=clinic)
        assert [ask(client, code, year).status_code for year in (1981, 1982, 1983, 1984, 1985)] == [403] * 5
        assert ask(client, code, 1980).status_code == 403

    def test_the_refusal_does_not_say_what_was_wrong(self, client, clinic, ada):
        code = actions.phones.offer(patient=ada, by=clinic)
        assert ask(client, code, 1981).content == ask(client, "another code").content

    def test_only_its_hash_is_kept(self, clinic, ada):
        code = actions.phones.offer(patient=ada, by=clinic)
        assert code not in str(list(JoiningRow.objects.values_list()))

    def test_without_a_year_of_birth_there_is_no_link(self, clinic):
        patient = actions.patients.add(person=Person(patient=""), by=clinic)
        with pytest.raises(Impossible, match="birth_year"):
            actions.phones.offer(patient=patient, by=clinic)

    def test_another_clinics_patient_does_not_exist(self, clinic, elsewhere):
        with pytest.raises(NotFound):
            actions.phones.offer(patient=elsewhere, by=clinic)

    def test_the_journal_knows_all_of_it(self, client, clinic, ada):
        ask(client, actions.phones.offer(patient=ada, by=clinic))
        assert journal.differences(Clinic.objects.get().pk) == []


class TestThePhone:
    def test_the_clinic_sees_it(self, phone, clinic, ada):
        (device,) = queries.phones.devices(clinic, ada)
        assert (device.device, device.name, device.revoked_at) == (phone.device, "Android", None)

    def test_the_patient_stops_another_of_her_own(self, join, ada):
        old, new = join(ada), join(ada)
        assert new.post("revoke", {"device": old.device}).json() == {"done": True}
        assert old.get("mine").status_code == 401
        assert new.get("mine").status_code == 200

    def test_it_cannot_stop_somebody_elses(self, phone, join, bea):
        other = join(bea, year=1990)
        phone.post("revoke", {"device": other.device})
        assert other.get("mine").status_code == 200

    def test_its_key_is_kept_as_a_hash(self, phone, clinic, ada):
        (device,) = queries.phones.devices(clinic, ada)
        assert phone.key not in str(device)
