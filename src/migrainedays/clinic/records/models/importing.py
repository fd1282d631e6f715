"""What was imported."""

from migrainedays.clinic.records.importing import Import
from migrainedays.clinic.records.models.row import OfClinic


class ImportRow(OfClinic, value=Import):
    """A folder that was taken in."""
