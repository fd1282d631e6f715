"""A folder as values: looked up by table and patient, with rows refused afterwards."""

import datetime as dt

from migrainedays.diary import DiaryDay, Goal
from migrainedays.exchange.courses import courses_of
from migrainedays.exchange.folder import Folder, Problem, folder_of
from migrainedays.treatment import Person, Vial

ANNA, BEN = Person(patient="Anna"), Person(patient="Ben")
FIRST, SECOND = dt.date(2026, 1, 1), dt.date(2026, 1, 2)


def day(patient, date):
    return DiaryDay(patient=patient, date=date, headache=True)


FOLDER = folder_of([ANNA, BEN, day("Ben", SECOND), day("Anna", FIRST), day("Ben", FIRST), Vial(vial="7", lot="C1")])


def test_values_keep_the_order_of_the_file():
    assert FOLDER.values(DiaryDay) == [day("Ben", SECOND), day("Anna", FIRST), day("Ben", FIRST)]


def test_a_table_that_is_not_there_has_no_values_and_was_not_asked():
    assert FOLDER.values(Goal) == []
    assert not FOLDER.has(Goal)


def test_one_patients_rows():
    assert FOLDER.of(DiaryDay, "Ben") == [day("Ben", SECOND), day("Ben", FIRST)]
    assert FOLDER.of(DiaryDay, "Nobody") == []


def test_courses_come_in_the_order_of_the_patients_with_their_days_in_order():
    anna, ben = courses_of(FOLDER)
    assert (anna.person, ben.person) == (ANNA, BEN)
    assert [entered.date for entered in ben.diary.days] == [FIRST, SECOND]


def test_lines_begin_below_the_header():
    assert [row.line for row in FOLDER.tables["days"]] == [2, 3, 4]


def test_refusing_a_row_later_keeps_the_others_and_gives_the_cells_back():
    row = FOLDER.tables["days"][0]
    problem = Problem("days", row.line, "headache", "true", "is contradicted by an attack")
    left = FOLDER.without([(row, problem)])
    assert left.values(DiaryDay) == [day("Anna", FIRST), day("Ben", FIRST)]
    assert left.refused == (problem,)
    ((found, cells),) = left.refused_rows
    assert found == problem
    assert {name: cell for name, cell in cells.items() if cell} == {
        "patient": "Ben",
        "date": "2026-01-02",
        "headache": "true",
    }
    assert FOLDER.refused == ()


def test_a_problem_is_one_sentence():
    assert str(Problem("days", 2, "minutes", "1500", "is outside")) == "days, line 2, minutes: '1500' is outside"
    assert str(Problem("days", 1, None, None, "is not CSV")) == "days, line 1: is not CSV"
    assert str(Problem("notes", None, None, None, "is not a table")) == "notes: is not a table"


def test_an_empty_folder_has_no_patients():
    assert Folder({}, {}).patients == []
