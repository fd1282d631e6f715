"""The patient's record, and what the clinic keeps of the person."""

import uuid

from django.db import models

from migrainedays.clinic.records.models.row import OfClinic, OfPatient
from migrainedays.clinic.records.people import Contact, DiaryPlan, Visit
from migrainedays.treatment import Person


class PatientRecord(OfClinic, value=Person):
    """A patient by number; `public_id` is what addresses carry, so that they name nobody."""

    # The columns follow from the value, as for every row; these are read by name elsewhere.
    patient: str
    birth_year: int | None
    zone: str | None
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    entries = models.PositiveIntegerField(default=0)  # the length of this patient's chain in the journal

    def __str__(self) -> str:
        return str(self.public_id)


class ContactRow(OfPatient, value=Contact):
    """Name and address, apart from all that is clinical."""


class VisitRow(OfPatient, value=Visit):
    """An appointment."""


class DiaryPlanRow(OfPatient, value=DiaryPlan):
    """What this patient's diary asks."""
