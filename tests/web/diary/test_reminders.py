"""A reminder comes at 18:00 where the patient lives, if she asked for it, and is silent while she writes."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from migrainedays.clinic.jobs import hourly
from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.people import Contact
from tests.web.diary.conftest import TODAY
from tests.web.diary.test_entries import _number

EVENING = dt.datetime.combine(TODAY, dt.time(18, 5), ZoneInfo("Europe/Paris"))


@pytest.fixture
def wanted(clinic, ada):
    """Ada asked to be reminded, in French."""
    contact = Contact(
        patient=_number(clinic, ada), name="Ada Example", email="ada@post.example", language="fr", wants_reminders=True
    )
    actions.patients.reach(patient=ada, contact=contact, revision=1, by=clinic)


def send(monkeypatch, at):
    monkeypatch.setattr(hourly.timezone, "now", lambda: at)
    return hourly.remind.call()


class TestReminders:
    def test_it_comes_at_six_in_her_language_and_says_nothing_of_health(self, phone, wanted, monkeypatch, mailoutbox):
        assert send(monkeypatch, EVENING) == 1
        (message,) = mailoutbox
        assert (message.to, message.subject) == (["ada@post.example"], "Mes jours")
        assert "/diary/" in message.body
        assert "Ada" not in message.body + message.subject

    @pytest.mark.parametrize("hours", [-1, 1, 6])
    def test_it_comes_at_no_other_hour(self, phone, wanted, monkeypatch, hours):
        assert send(monkeypatch, EVENING + dt.timedelta(hours=hours)) == 0

    def test_it_is_silent_while_she_writes(self, phone, wanted):
        phone.send(phone.raw({"headache": False}, date=EVENING.date()))
        assert queries.phones.to_remind(EVENING, hour=18) == []

    def test_it_is_silent_without_a_phone(self, wanted):
        assert queries.phones.to_remind(EVENING, hour=18) == []

    def test_it_is_silent_for_those_who_did_not_ask(self, phone):
        assert queries.phones.to_remind(EVENING, hour=18) == []
