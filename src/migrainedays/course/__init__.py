"""One patient: cycles, responses by every rule, wearing-off, milestones, and the state of the cycle."""

from migrainedays.course.clinic import ClinicSummary
from migrainedays.course.course import Course
from migrainedays.course.definition import Definition, definition, definitions
from migrainedays.course.evaluate import Evaluation, evaluate
from migrainedays.course.follow import Cycle, Followed, follow
from migrainedays.course.to_json import patient_to_json

__all__ = [
    "ClinicSummary",
    "Course",
    "Cycle",
    "Definition",
    "Evaluation",
    "Followed",
    "definition",
    "definitions",
    "evaluate",
    "follow",
    "patient_to_json",
]
