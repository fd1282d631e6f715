"""What was done, and what bears on it."""

from migrainedays.clinic.records.models.row import OfClinic, OfPatient
from migrainedays.clinic.records.people import Countersignature, Signature
from migrainedays.treatment import AdverseEvent, Condition, Injection, Preventive, Session, Vial


class SessionRow(OfPatient, value=Session):
    """One session, here or elsewhere."""


class InjectionRow(OfPatient, value=Injection):
    """One injected point."""


class SignatureRow(OfPatient, value=Signature):
    """The signature under a session."""


class CountersignatureRow(OfPatient, value=Countersignature):
    """The second signature under a session."""


class VialRow(OfClinic, value=Vial):
    """One vial."""


class ConditionRow(OfPatient, value=Condition):
    """One answer about health."""


class PreventiveRow(OfPatient, value=Preventive):
    """One preventive drug that was tried."""


class AdverseEventRow(OfPatient, value=AdverseEvent):
    """Something unwanted that happened."""
