"""What is kept beside an adverse event."""

from migrainedays.clinic.records.adverse_events import EventSeen, EventSite
from migrainedays.clinic.records.models.row import OfPatient


class EventSiteRow(OfPatient, value=EventSite):
    """A point that an adverse event belongs to."""


class EventSeenRow(OfPatient, value=EventSeen):
    """A serious adverse event that was read."""
