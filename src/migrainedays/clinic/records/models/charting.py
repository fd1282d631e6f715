"""What is kept beside a session, and the ledger of the vials."""

from migrainedays.clinic.records.charting import Addendum, Charting, ConsentGiven, ProtocolText, VialAct
from migrainedays.clinic.records.models.row import OfClinic, OfPatient


class ChartingRow(OfPatient, value=Charting):
    """How a session was charted."""


class ConsentRow(OfPatient, value=ConsentGiven):
    """One consent."""


class AddendumRow(OfPatient, value=Addendum):
    """A note after signing."""


class ProtocolTextRow(OfClinic, value=ProtocolText):
    """A protocol version of the clinic's own."""


class VialActRow(OfClinic, value=VialAct):
    """One line of the ledger."""
