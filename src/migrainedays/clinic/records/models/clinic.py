"""A clinic and how it works."""

import uuid

from django.db import models


class Clinic(models.Model):
    """One practice; everything else belongs to one."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.TextField()
    zone = models.TextField()
    language = models.TextField(default="en")
    interval_days = models.PositiveIntegerField()
    quiet_after_days = models.PositiveIntegerField()
    emergency_number = models.TextField(null=True)
    crisis_number = models.TextField(null=True)
    demo = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
