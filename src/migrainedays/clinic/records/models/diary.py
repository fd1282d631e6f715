"""What patients enter."""

from migrainedays.clinic.records.models.row import OfPatient
from migrainedays.diary import Attack, DiaryDay, Exposure, Goal, Intake
from migrainedays.scales import Score


class DayRow(OfPatient, value=DiaryDay):
    """One day."""


class AttackRow(OfPatient, value=Attack):
    """One attack."""


class IntakeRow(OfPatient, value=Intake):
    """One intake of a drug."""


class ExposureRow(OfPatient, value=Exposure):
    """One factor on one day."""


class GoalRow(OfPatient, value=Goal):
    """One rating of a goal."""


class ScoreRow(OfPatient, value=Score):
    """One answer or total of a questionnaire."""
