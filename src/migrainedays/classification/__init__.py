"""What days and months mean: verdicts with their reasons, clause by clause."""

from migrainedays.classification.drugs import drug_of
from migrainedays.classification.months import Count, Window, months, window
from migrainedays.classification.profiles import Profile, profile, profile_names
from migrainedays.classification.verdict import DayVerdict
from migrainedays.classification.verdicts import classify

__all__ = [
    "Count",
    "DayVerdict",
    "Profile",
    "Window",
    "classify",
    "drug_of",
    "months",
    "profile",
    "profile_names",
    "window",
]
