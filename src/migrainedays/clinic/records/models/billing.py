"""The clinic's words beside codes."""

from migrainedays.clinic.records.billing import BillingWords
from migrainedays.clinic.records.models.row import OfClinic


class BillingWordsRow(OfClinic, value=BillingWords):
    """What each line of a bill is called here."""
