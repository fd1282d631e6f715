"""What left the practice: documents, and stories with their consent."""

from migrainedays.clinic.records.models.row import OfPatient
from migrainedays.clinic.records.stories import Story, StoryConsent
from migrainedays.clinic.records.writing import WrittenDocument


class WrittenDocumentRow(OfPatient, value=WrittenDocument):
    """One document that was handed out."""


class StoryConsentRow(OfPatient, value=StoryConsent):
    """One consent to tell a story."""


class StoryRow(OfPatient, value=Story):
    """One story."""
