"""What a clinic took in, it gives back: the same values, on every door they leave by."""

import dataclasses
from decimal import Decimal

import pytest

from migrainedays.classification import profile
from migrainedays.clinic.records import actions, queries
from migrainedays.course import evaluate, patient_to_json
from migrainedays.diary import Intake
from migrainedays.exchange import read_folder, write_folder
from migrainedays.exchange.courses import courses_of
from migrainedays.exchange.folder import folder_of
from migrainedays.treatment import Injection, Session
from tests import people
from tests.web.records.conftest import ids_of

PEOPLE = [people.anna, people.ben, people.clara, people.david, people.eva, people.farid]
LEIDEN = profile("LEIDEN_2023")


def values_of(course):
    """Every exchange value of a course, the person first."""
    diary = course.diary
    tables = (diary.days, diary.attacks, diary.intakes, diary.exposures, diary.goals)
    others = (course.sessions, course.injections, course.scores, course.preventives)
    more = (course.adverse_events, course.conditions)
    return [course.person, *(value for table in (*tables, *others, *more) for value in table)]


@pytest.fixture
def taken(physician):
    """A function that takes one person's folder in and gives the course the clinic then holds."""

    def take(values):
        folder = folder_of(values, present=[Intake])
        actions.folders.take_in(folder=folder, by=physician)
        (course,) = courses_of(folder)
        return course, queries.course(physician, ids_of(physician)[course.person.patient])

    return take


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.__name__)
def test_the_clinic_holds_the_course_that_the_folder_holds(taken, person):
    given, held = taken(person())
    assert values_of(held) == values_of(given)
    assert held.diary.intakes_kept == given.diary.intakes_kept


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.__name__)
def test_the_page_and_the_command_line_evaluate_alike(taken, person):
    given, held = taken(person())
    assert patient_to_json(evaluate(held, LEIDEN)) == patient_to_json(evaluate(given, LEIDEN))


def test_a_course_leaves_as_a_folder_and_comes_back_unchanged(taken, physician, tmp_path):
    given, held = taken(people.anna())
    write_folder(tmp_path / "out", values_of(held), present=[Intake])
    again = read_folder(tmp_path / "out")
    assert (again.refused, again.odd) == ((), ())
    second = actions.folders.take_in(folder=again, by=physician)
    assert (second.added, second.changed) == ({}, ())
    (back,) = courses_of(again)
    assert values_of(back) == values_of(given)


def test_units_come_back_to_the_last_tenth(taken, tmp_path):
    session = next(value for value in people.anna() if isinstance(value, Session) and value.session == 1)
    points = [
        Injection(patient=session.patient, session=1, muscle="temporalis", side=side, site=site, units=units)
        for side, site, units in (("left", 7, "2.5"), ("right", 8, "0.1"), ("left", 9, "12.7"))
        for units in [Decimal(units)]
    ]
    values = [value for value in people.anna() if not isinstance(value, Injection)]
    values = [dataclasses.replace(v, total_units=None) if isinstance(v, Session) else v for v in values]
    _, held = taken([*values, *points])
    write_folder(tmp_path / "out", values_of(held), present=[Intake])
    back = read_folder(tmp_path / "out").values(Injection)
    assert sorted(point.units for point in back) == sorted(point.units for point in points)
    assert [str(point.units) for point in sorted(back, key=lambda point: point.site)] == ["2.5", "0.1", "12.7"]
