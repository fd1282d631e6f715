"""Single values with their revisions, for a form that will hand them back."""

from typing import Any, TypeVar
from uuid import UUID

from migrainedays.clinic.records.access import NotFound
from migrainedays.clinic.records.finding import patient_of
from migrainedays.clinic.records.models import ROWS, Row, Stored
from migrainedays.columns import Value

V = TypeVar("V", bound=Value)


def all_of(user: Any, patient: UUID, value_class: type[V], **where: Any) -> list[Stored[V]]:
    """All standing values of one noun of one patient, by key; `where` narrows by columns."""
    model = ROWS[value_class]
    if model.owner != "patient":
        raise NotFound(f"{value_class.table} are not a patient's own.")
    record = patient_of(user, patient)
    rows = model.objects.visible_to(user).standing().filter(patient=record, **where)
    found: list[Stored[V]] = rows.stored()
    return sorted(found, key=lambda stored: stored.value.key)


def one(user: Any, patient: UUID, value_class: type[V], **key: Any) -> Stored[V] | None:
    """The standing value with that key, such as `one(user, patient, DiaryDay, date=on)`; None where there is none."""
    found = all_of(user, patient, value_class, **key)
    return found[0] if found else None


def stock(user: Any, value_class: type[V]) -> list[Stored[V]]:
    """All standing values of a noun that belongs to the clinic, such as vials."""
    model: type[Row] = ROWS[value_class]
    if model.owner != "clinic":
        raise NotFound(f"{value_class.table} are a patient's own.")
    found: list[Stored[V]] = model.objects.visible_to(user).standing().stored()
    return sorted(found, key=lambda stored: stored.value.key)
