"""What diaries ask, and how they remind."""

from migrainedays.clinic.records.asking import ClinicQuestion, DiaryWishes, PatientQuestion, Reminder
from migrainedays.clinic.records.models.row import OfClinic, OfPatient


class ClinicQuestionRow(OfClinic, value=ClinicQuestion):
    """A question of the clinic."""


class PatientQuestionRow(OfPatient, value=PatientQuestion):
    """A question for one patient."""


class DiaryWishesRow(OfPatient, value=DiaryWishes):
    """What a patient wishes of the diary."""


class ReminderRow(OfPatient, value=Reminder):
    """A reminder that went out."""
