"""The course of one patient, as the library judges it."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.finding import patient_of
from migrainedays.clinic.records.models import ROWS, OfPatient, PatientRecord
from migrainedays.clinic.records.people import DiaryPlan
from migrainedays.clinic.records.policies import Verb
from migrainedays.clinic.records.queries.patients import person_of
from migrainedays.columns import Value
from migrainedays.course import Course
from migrainedays.diary import DiaryDay
from migrainedays.exchange.tables import TABLES


def course(user: Any, patient: UUID) -> Course:
    """Everything that was entered and done, for those whose role reads it; Forbidden for others."""
    acting(user, Verb.READ, DiaryDay.table)
    record = patient_of(user, patient)
    return Course.of(person_of(user, record).value, _values(user, record), intakes_kept=keeps_intakes(record))


def keeps_intakes(record: PatientRecord) -> bool:
    """Whether acute drugs are asked in this diary; unsaid is no."""
    plans = ROWS[DiaryPlan].objects.standing().filter(patient=record, keeps_intakes=True)
    return bool(plans.exists())


def _values(user: Any, record: PatientRecord) -> Iterator[Value]:
    for value_class in TABLES.values():
        model = ROWS[value_class]
        if issubclass(model, OfPatient):
            yield from model.objects.visible_to(user).standing().filter(patient=record).read()
