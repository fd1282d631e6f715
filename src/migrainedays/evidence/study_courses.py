"""From the courses of whoever takes part to the columns of a study's analysis.

Patients stay in the arm that they were allocated to, whatever was injected. Only whole patients enter: those whose last
window has passed. From the day on which somebody withdrew, nothing of theirs is used.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from migrainedays.course import Course
from migrainedays.errors import NothingToEvaluate
from migrainedays.evidence.allocation import ARMS
from migrainedays.evidence.answers import answers_of
from migrainedays.evidence.study_clinic import FEWEST_PATIENTS, study_windows
from migrainedays.evidence.study_plan import Months, TakingPart
from migrainedays.evidence.windows import Windows
from migrainedays.windows import WINDOW_DAYS


@dataclass(frozen=True)
class _Row:
    patient: int
    treated: bool
    under_b: bool
    headache_days: int
    observed_days: int


def windows_of_study(
    courses: Iterable[Course], taking_part: Mapping[str, TakingPart], months: Months, on: dt.date
) -> Windows:
    """The windows of all patients who are complete on a day; refused where there are none."""
    rows: list[_Row] = []
    for place, course in enumerate(courses):
        part = taking_part.get(course.person.patient)
        if part is not None:
            rows += _rows(place, course, part, months, on)
    if not any(row.observed_days for row in rows):
        raise NothingToEvaluate(
            "No patient of the study has a diary with complete windows yet: at least "
            f"{FEWEST_PATIENTS} under each version are needed."
        )
    columns = {name: np.array([getattr(row, name) for row in rows]) for name in _Row.__dataclass_fields__}
    return study_windows(
        columns["patient"], columns["treated"], columns["treated"] & columns["under_b"],
        columns["headache_days"], columns["observed_days"],
    )  # fmt: skip


def _rows(place: int, course: Course, part: TakingPart, months: Months, on: dt.date) -> Iterator[_Row]:
    treated_on = part.treated_on(course.sessions_here)
    if treated_on is None or not part.is_complete(treated_on, months, on):
        return
    answers = answers_of(course, on)
    for treated, span in months.windows(treated_on):
        if part.withdrawn_on is None or span.last < part.withdrawn_on:
            seen = [answers[day] for day in span if day in answers]
            yield _Row(place, treated, part.arm == ARMS[1], sum(seen), len(seen))


def spans_missing(windows: Windows) -> tuple[float, float]:
    """The share of days without an entry in the treated windows of arm A, and of arm B."""
    under_b = windows.design[:, windows.names.index("version_b")] > 0
    treated = windows.treated.astype(bool)
    seen = windows.observed_days / WINDOW_DAYS
    a, b = (float(1 - seen[chosen].mean()) for chosen in (treated & ~under_b, under_b))
    return a, b


def fingerprint(windows: Windows) -> str:
    """The hash of the windows that a look rests on."""
    columns = (windows.patient, windows.treated, windows.headache_days, windows.observed_days, windows.design[:, -1])
    rows = [[round(float(cell), 6) for cell in row] for row in zip(*columns, strict=True)]
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()
