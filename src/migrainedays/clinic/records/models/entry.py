"""The journal's table."""

from typing import Any, ClassVar

from django.db import models

from migrainedays.clinic.records import access
from migrainedays.clinic.records.models.account import User
from migrainedays.clinic.records.models.clinic import Clinic
from migrainedays.clinic.records.models.patient import PatientRecord


class Entries(models.QuerySet["Entry"]):
    """Journal entries that know who may read them."""

    def visible_to(self, user: Any) -> "models.QuerySet[Entry]":
        return access.visible(self, user, "journal", "clinic")


class Entry(models.Model):
    """One act: who, in which role, when, why, and each row's whole new value with its revision.

    `rows` is a list of `{"revision", "value": cells}`, `"withdrawn": true` where that was the act; `number` counts a
    patient's entries from 1 without a gap, those of the clinic itself have no patient. Entries are only ever added.
    """

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey(PatientRecord, null=True, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    who = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    role = models.TextField()
    at = models.DateTimeField()
    why = models.TextField(default="")
    noun = models.TextField()
    rows = models.JSONField()

    objects = Entries.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["patient", "number"], name="one_chain_a_patient")]
        indexes: ClassVar = [models.Index(fields=["clinic", "noun"], name="entries_of_a_noun")]
