"""What every piece of background work gathers first: the clinic's courses, the day, and the engine's name."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from migrainedays import __version__
from migrainedays.clinic.progress import Progress
from migrainedays.clinic.records import queries
from migrainedays.clinic.records.access import Actor
from migrainedays.clinic.records.queries import courses
from migrainedays.course import Course

ENGINE = f"migrainedays {__version__}"
Answer = dict[str, Any]


def courses_of(by: Actor, progress: Progress) -> Iterator[Course]:
    """Every course of the clinic; when the last was handed out, pure work begins."""
    patients = courses.patients(by)
    steps = len(patients) + 1
    for place, patient in enumerate(patients):
        progress.tell(place, steps, "courses")
        yield queries.course(by, patient)
    progress.during(len(patients), steps, "model")


def today_of(by: Actor) -> dt.date:
    """The day it is now where the clinic stands."""
    return queries.practice.now(by).date()
