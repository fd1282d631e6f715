"""Each exchange table is one value and one table of the same columns, and nothing is lost between them."""

import datetime as dt
from decimal import Decimal

import pytest

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.journal import cells_of, value_of
from migrainedays.clinic.records.models import ROWS
from migrainedays.clinic.records.policies import NOUNS
from migrainedays.columns import columns_of, key_of
from migrainedays.diary import Attack, DiaryDay, Intake
from migrainedays.exchange.tables import TABLES
from migrainedays.treatment import Session
from migrainedays.windows import Span

CLASSES = [pytest.param(value_class, id=value_class.table) for value_class in ROWS]
OURS = {"id", "revision", "withdrawn", "clinic", "public_id", "entries"}


def test_every_table_of_the_exchange_folder_is_kept():
    assert set(TABLES.values()) <= set(ROWS)


@pytest.mark.parametrize("value_class", CLASSES)
def test_a_table_has_the_columns_of_its_value_and_no_others(value_class):
    fields = {field.name for field in ROWS[value_class]._meta.get_fields()}
    assert fields - OURS == set(columns_of(value_class)) - OURS


@pytest.mark.parametrize("value_class", CLASSES)
def test_a_key_stands_once_for_each_owner(value_class):
    model = ROWS[value_class]
    (unique,) = [c for c in model._meta.constraints if c.name == f"one_of_{value_class.table}"]
    assert set(unique.fields) == {model.owner, *key_of(value_class)}


@pytest.mark.parametrize("value_class", CLASSES)
def test_every_table_stands_in_the_policies(value_class):
    assert value_class.table in NOUNS


def test_the_offset_of_a_moment_is_kept(physician, clara):
    far = dt.timezone(dt.timedelta(hours=5, minutes=45))
    attack = Attack(patient="Clara", attack="a", started_at=dt.datetime(2026, 1, 5, 23, 50, tzinfo=far))
    actions.diary.record(patient=clara, entries=[attack], by=physician)
    (kept,) = queries.course(physician, clara).diary.attacks
    assert kept.started_at.utcoffset() == dt.timedelta(hours=5, minutes=45)
    assert kept == attack


@pytest.mark.parametrize("number", ["0.1", "2.50", "123456789012.123456789", "0"])
def test_a_number_is_kept_exactly(physician, clara, number):
    intake = Intake(patient="Clara", date=dt.date(2026, 1, 5), drug="ibuprofen", doses=Decimal(number))
    actions.diary.record(patient=clara, entries=[intake], by=physician)
    (kept,) = queries.course(physician, clara).diary.intakes
    assert str(kept.doses) == number


def test_a_year_that_was_told_stays_a_year(physician, clara):
    told = Session(patient="Clara", session=0, date=Span.read("2024"))
    actions.treatment.record(patient=clara, session=told, by=physician)
    assert str(queries.course(physician, clara).sessions[0].date) == "2024"


def test_a_session_has_the_version_of_its_protocol_beside_its_own_revision(physician, clara):
    session = Session(patient="Clara", session=1, date=Span.read("2026-01-05"), protocol="preempt", version="3.1")
    actions.treatment.record(patient=clara, session=session, by=physician)
    stored = queries.rows.one(physician, clara, Session, session=1)
    assert (stored.value.version, stored.revision) == ("3.1", 1)


@pytest.mark.parametrize("text", ["=1+1", "'quoted", "-5", "naïve ☂", "a\nb", "  spaced  "])
def test_free_text_is_kept_as_it_was_written(physician, clara, text):
    session = Session(patient="Clara", session=1, date=Span.read("2026-01-05"), side_effects=text)
    actions.treatment.record(patient=clara, session=session, by=physician)
    assert queries.course(physician, clara).sessions[0].side_effects == text
    assert value_of(Session, cells_of(session)) == session


def test_not_asked_stays_not_asked(physician, clara):
    day = DiaryDay(patient="Clara", date=dt.date(2026, 1, 5))
    intake = Intake(patient="Clara", date=day.date, drug="sumatriptan")
    actions.diary.record(patient=clara, entries=[day, intake], by=physician)
    diary = queries.course(physician, clara).diary
    assert (diary.days, diary.intakes) == ((day,), (intake,))
