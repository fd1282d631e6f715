"""The outbox: what is to be said, and how far its delivery came."""

from django.db import models

from migrainedays.clinic.records.messages import Message
from migrainedays.clinic.records.models.row import OfPatient


class MessageRow(OfPatient, value=Message):
    """One message; its beginning and its end are in the journal."""


class Delivery(models.Model):
    """How far a message came: a worker's claim on it, its attempts, and when to try again.

    Workers' matters, in no journal: losing this table would lose no message and send none that was sent.
    """

    message = models.OneToOneField(MessageRow, on_delete=models.PROTECT, related_name="+")
    attempts = models.PositiveIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    problem = models.TextField(default="")
