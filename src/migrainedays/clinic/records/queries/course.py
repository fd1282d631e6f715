"""The course of one patient, as the library judges it."""

from typing import Any
from uuid import UUID

from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.courses import course_of
from migrainedays.clinic.records.finding import patient_of
from migrainedays.clinic.records.policies import Verb
from migrainedays.course import Course
from migrainedays.diary import DiaryDay


def course(user: Any, patient: UUID) -> Course:
    """Everything that was entered and done, for those whose role reads it; Forbidden for others."""
    acting(user, Verb.READ, DiaryDay.table)
    return course_of(user, patient_of(user, patient))
