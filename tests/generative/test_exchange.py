"""Whatever a clinic holds, a folder gives it back: to the last minute, unit and blank."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migrainedays.exchange import read_folder, write_folder
from migrainedays.exchange.tables import TABLES
from migrainedays.treatment import Injection, Person, Session
from tests.strategies import values

ANNA = Person(patient="Anna", zone="Europe/Paris")
OTHERS = [value_class for value_class in TABLES.values() if value_class not in (Person, Injection)]


def read_back(*written):
    with tempfile.TemporaryDirectory() as folder:
        write_folder(Path(folder) / "out", written)
        return read_folder(Path(folder) / "out")


@pytest.mark.parametrize("value_class", OTHERS, ids=lambda value_class: value_class.table)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_row_that_was_written_is_read_as_the_same_value(value_class, data):
    fixed = {} if value_class.table == "vials" else {"patient": "Anna"}
    value = data.draw(values(value_class, **fixed))
    folder = read_back(ANNA, value)
    assert folder.refused == ()
    assert folder.values(value_class) == [value]


@settings(max_examples=40, deadline=None)
@given(values(Session, patient="Anna", session=1), values(Injection, patient="Anna", session=1))
def test_a_session_comes_back_to_the_last_tenth_of_a_unit(session, injection):
    folder = read_back(ANNA, session, injection)
    assert folder.refused == ()
    assert folder.values(Session) == [session]
    assert folder.values(Injection) == [injection]


@settings(max_examples=40, deadline=None)
@given(values(Person))
def test_a_person_comes_back(person):
    assert read_back(person).values(Person) == [person]
