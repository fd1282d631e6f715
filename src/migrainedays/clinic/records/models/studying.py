"""Studies, consent to take part, and the places that were opened."""

from migrainedays.clinic.records.models.row import OfClinic, OfPatient
from migrainedays.clinic.records.studying import Allocation, StudyConsent, StudyPlan


class StudyRow(OfClinic, value=StudyPlan):
    """A study."""


class StudyConsentRow(OfPatient, value=StudyConsent):
    """One patient's consent."""


class AllocationRow(OfClinic, value=Allocation):
    """One place that was opened."""
