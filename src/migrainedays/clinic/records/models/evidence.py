"""Registered questions with their looks, and what is being worked out in the background."""

import uuid
from typing import Any, ClassVar, Self, cast

from django.db import models

from migrainedays.clinic.records import access
from migrainedays.clinic.records.evidence import LookTaken, RegisteredQuestion
from migrainedays.clinic.records.models.account import User
from migrainedays.clinic.records.models.clinic import Clinic
from migrainedays.clinic.records.models.row import OfClinic

STATES = ("waiting", "running", "done", "refused", "stopped", "failed")


class RegistrationRow(OfClinic, value=RegisteredQuestion):
    """A question written down before looking."""


class LookRow(OfClinic, value=LookTaken):
    """One look at it."""


class Runs(models.QuerySet["Run"]):
    """Runs that know who may see them."""

    def visible_to(self, user: Any) -> Self:
        return cast(Self, access.visible(self, user, "evidence_runs", "clinic"))


class Run(models.Model):
    """Something that takes a while to work out: what was asked, how far it is, and in the end its answer.

    It is worked out from the records and can be thrown away; the journal knows nothing of it. `inputs` is the hash of
    what was asked and of where the records stood: the same hash has the same answer.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    kind = models.TextField()
    asked = models.JSONField()
    inputs = models.TextField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    role = models.TextField()
    asked_at = models.DateTimeField()
    state = models.TextField(default="waiting")
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    doing = models.TextField(default="")
    moved_at = models.DateTimeField()
    answer = models.JSONField(null=True)
    sentence = models.TextField(default="")

    objects = Runs.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["clinic", "kind", "state"], name="runs_of_a_kind")]
