"""What was lived and said: days, attacks, intakes, exposures and goals."""

from migrainedays.diary.attack import Attack
from migrainedays.diary.day import DiaryDay
from migrainedays.diary.diary import Diary
from migrainedays.diary.exposure import Exposure
from migrainedays.diary.goal import Goal
from migrainedays.diary.intake import Intake
from migrainedays.diary.lived import Lived, lived_days
from migrainedays.diary.pain_areas import AreaDays, area_days
from migrainedays.diary.tri import Tri

__all__ = [
    "AreaDays",
    "Attack",
    "Diary",
    "DiaryDay",
    "Exposure",
    "Goal",
    "Intake",
    "Lived",
    "Tri",
    "area_days",
    "lived_days",
]
