"""Side effects from a phone, and what the clinic makes of them: neither writes over the other in silence."""

import dataclasses
from decimal import Decimal

import pytest

from migrainedays.clinic.records import actions, journal, queries
from migrainedays.clinic.records.models import Clinic, Entry
from migrainedays.scales import Score
from migrainedays.treatment import AdverseEvent
from tests.web.diary.conftest import TODAY

NOTED = {"headache": False, "effect/a/event": "stiff neck", "effect/a/severity": "mild"}
JUDGED = {"session": 3, "resolved_on": TODAY, "related": True}


@pytest.fixture
def stored(clinic, ada):
    """What stands of one noun with its revision; one row or none."""

    def read(value_class=AdverseEvent):
        rows = queries.rows.all_of(clinic, ada, value_class)
        return rows[0] if rows else None

    return read


@pytest.fixture
def judge(clinic, ada, stored):
    """Lets the clinic put something into the row that stands."""

    def put(value_class=AdverseEvent, **cells):
        row = stored(value_class)
        value = dataclasses.replace(row.value, **cells)
        actions.health.correct(patient=ada, value=value, revision=row.revision, by=clinic)

    return put


def again(phone, noted, changes):
    """The same day once more, with the first entry on the screen."""
    return phone.raw(changes, parents=[noted["id"]])


class TestWhatTheClinicAdded:
    @pytest.fixture
    def noted(self, phone):
        entry = phone.raw(NOTED)
        phone.send(entry)
        return entry

    def test_stays_when_another_answer_of_the_day_is_sent(self, phone, noted, judge, stored):
        judge(**JUDGED)
        phone.send(again(phone, noted, {"headache": True}))
        event = stored().value
        assert {name: getattr(event, name) for name in JUDGED} == JUDGED
        assert event.severity == "mild"

    def test_stays_when_the_severity_is_sent_again(self, phone, noted, judge, stored):
        judge(severity="moderate", session=3)
        phone.send(again(phone, noted, {"effect/a/severity": "mild"}))
        assert (stored().value.severity, stored().value.session) == ("moderate", 3)

    def test_stays_beside_a_severity_that_only_the_phone_speaks_of(self, phone, noted, judge, stored):
        judge(**JUDGED)
        phone.send(again(phone, noted, {"effect/a/severity": "severe"}))
        assert (stored().value.severity, stored().value.session) == ("severe", 3)

    def test_stays_where_the_phone_and_the_clinic_differ_about_the_severity(self, phone, noted, judge, stored):
        judge(severity="moderate")
        phone.send(again(phone, noted, {"effect/a/severity": "severe"}))
        assert stored().value.severity == "moderate"

    def test_stays_when_the_phone_takes_its_own_word_back(self, phone, noted, judge, stored):
        judge(**JUDGED)
        phone.send(again(phone, noted, {"effect/a/event": None, "effect/a/severity": None}))
        assert stored().value.session == 3

    def test_what_the_clinic_took_back_does_not_return_with_the_day(self, clinic, ada, phone, noted, stored):
        row = stored()
        actions.health.withdraw(patient=ada, value=row.value, revision=row.revision, by=clinic, why="told twice")
        phone.send(again(phone, noted, {"headache": True}))
        assert stored() is None

    def test_no_entry_of_the_journal_is_made_for_it(self, phone, noted, judge):
        judge(**JUDGED)
        before = Entry.objects.filter(noun="adverse_events").count()
        phone.send(again(phone, noted, {"headache": True}))
        assert Entry.objects.filter(noun="adverse_events").count() == before
        assert journal.differences(Clinic.objects.get().pk) == []


class TestWhatOnlyThePhoneSpeaksOf:
    def test_it_is_taken_back_with_its_word(self, phone, stored):
        noted = phone.raw(NOTED)
        phone.send(noted, again(phone, noted, {"effect/a/event": None, "effect/a/severity": None}))
        assert stored() is None

    def test_it_changes_with_its_word(self, phone, stored):
        noted = phone.raw(NOTED)
        phone.send(noted)
        phone.send(again(phone, noted, {"effect/a/severity": "severe"}))
        assert stored().value.severity == "severe"

    def test_an_event_that_the_clinic_had_entered_first_keeps_what_it_says(self, clinic, ada, phone, stored):
        number = queries.patients.get(clinic, ada).number
        told = AdverseEvent(patient=number, event="stiff neck", onset_on=TODAY, session=2, related=False)
        actions.health.record(patient=ada, values=[told], by=clinic)
        phone.send(phone.raw(NOTED))
        assert stored().value == dataclasses.replace(told, severity="mild")


def test_an_answer_that_the_clinic_put_right_stays_when_the_day_is_sent_again(phone, judge, stored):
    answered = phone.raw({"score/phq9/1": 2})
    phone.send(answered)
    judge(Score, value=Decimal(1))
    phone.send(again(phone, answered, {"headache": True}))
    assert stored(Score).value.value == Decimal(1)
