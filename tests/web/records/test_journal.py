"""The tables are what the journal adds up to, after any acts in any order."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from migrainedays.clinic.records import actions, journal, queries
from migrainedays.clinic.records.access import operator
from migrainedays.clinic.records.models import NOUNS, ROWS, Entry, PatientRecord
from migrainedays.diary import DiaryDay
from migrainedays.errors import MigraineDaysError
from migrainedays.exchange.folder import folder_of
from migrainedays.exchange.tables import TABLES
from tests import people
from tests.strategies import values

DATES = [dt.date(2026, 1, n) for n in (1, 2, 3)]
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["record", "correct", "withdraw"]), st.sampled_from(DATES), st.booleans(), st.integers(0, 4)
    ),
    max_size=12,
)


def rebuilt(clinic_id):
    """What the tables would hold if they were made from the journal alone."""
    return journal.replay(Entry.objects.filter(clinic_id=clinic_id).order_by("pk"))


def kept(clinic_id):
    found = {}
    for model in NOUNS.values():
        found |= journal.stand(model, clinic_id)
    return found


def act(physician, clara, verb, day, revision):
    if verb == "record":
        actions.diary.record(patient=clara, entries=[day], by=physician)
    elif verb == "correct":
        actions.diary.correct(patient=clara, entry=day, revision=max(revision, 1), by=physician)
    else:
        actions.diary.withdraw(patient=clara, entry=day, revision=max(revision, 1), by=physician, why="test")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_the_tables_can_be_rebuilt_after_any_acts(physician, clara, acts):
    for verb, date, headache, revision in acts:
        try:
            act(physician, clara, verb, DiaryDay(patient="Clara", date=date, headache=headache), revision)
        except MigraineDaysError:
            continue
        assert rebuilt(physician.membership.clinic_id) == kept(physician.membership.clinic_id)


def test_the_tables_can_be_rebuilt_after_an_import(physician, elsewhere):
    actions.folders.take_in(folder=folder_of(people.clinic()), by=physician)
    clinic_id = physician.membership.clinic_id
    assert rebuilt(clinic_id) == kept(clinic_id)
    assert len(kept(clinic_id)) > 500
    assert queries.verification.differences() == {}


def test_a_row_that_was_changed_behind_the_journal_is_found(physician, patients):
    ROWS[DiaryDay].objects.filter(patient__patient="Anna").update(headache=None)
    assert set(queries.verification.differences()) == {"days"}


def test_a_row_that_was_taken_away_behind_the_journal_is_found(physician, patients):
    ROWS[DiaryDay].objects.filter(patient__patient="Anna", date=people.FIRST).delete()
    assert queries.verification.differences() == {"days": 1}


def test_each_patient_has_one_chain_without_a_gap(physician, patients):
    for record in PatientRecord.objects.all():
        numbers = list(Entry.objects.filter(patient=record).order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, record.entries + 1))


def test_the_operator_of_the_machine_is_told_apart_from_the_staff(physician, clinic):
    actions.folders.take_in(folder=folder_of(people.anna()), by=operator(clinic.pk))
    entry = Entry.objects.filter(noun="days").get()
    assert (entry.who, entry.role) == (None, "operator")


@pytest.mark.parametrize("value_class", TABLES.values(), ids=lambda value_class: value_class.table)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_the_journal_tells_every_value_whole(value_class, data):
    value = data.draw(values(value_class))
    assert journal.value_of(value_class, journal.cells_of(value)) == value


def test_words_in_an_order_of_their_own_stand_alike_in_journal_and_tables(physician, clara):
    areas = ("temple_right", "back_left", "temple_right")
    day = DiaryDay(patient="Clara", date=DATES[0], headache=True, pain_areas=areas, aura_kinds=["visual", "sensory"])
    actions.diary.record(patient=clara, entries=[day], by=physician)
    assert queries.verification.differences() == {}
    (stored,) = queries.rows.all_of(physician, clara, DiaryDay)
    assert stored.value == day
    entry = Entry.objects.filter(noun="days").last()
    assert entry.rows[0]["value"]["pain_areas"] == "back_left;temple_right"


def test_the_same_words_in_another_order_are_no_change(physician, clara):
    first, again = (
        DiaryDay(patient="Clara", date=DATES[0], headache=True, pain_areas=areas)
        for areas in (("temple_right", "back_left"), ("back_left", "temple_right"))
    )
    actions.diary.record(patient=clara, entries=[first], by=physician)
    assert actions.diary.correct(patient=clara, entry=again, revision=1, by=physician) == 1
