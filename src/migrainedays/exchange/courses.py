"""The courses that a folder holds."""

from collections.abc import Iterator

from migrainedays.course import Course
from migrainedays.diary import Intake
from migrainedays.exchange.folder import Folder
from migrainedays.exchange.tables import TABLES
from migrainedays.treatment import Person, Vial


def courses_of(folder: Folder) -> Iterator[Course]:
    """One course a patient, in the order of the patients table."""
    return (course_of(folder, person) for person in folder.values(Person))


def course_of(folder: Folder, person: Person) -> Course:
    """The course of one patient."""
    values = (
        value
        for value_class in TABLES.values()
        if value_class not in (Person, Vial)
        for value in folder.of(value_class, person.patient)
    )
    return Course.of(person, values, intakes_kept=folder.has(Intake))
