"""What is known of a patient before a session, and how a session was charted."""

import datetime as dt
from typing import Any
from uuid import UUID

from migrainedays.classification import classify, profile, window
from migrainedays.classification.profiles import DEFAULT
from migrainedays.clinic.records.charting import Charting, ConsentGiven
from migrainedays.clinic.records.queries.course import course as course_of
from migrainedays.clinic.records.queries.rows import all_of, one
from migrainedays.course import Course
from migrainedays.treatment import Condition, Injection, Preventive
from migrainedays.treatment.history import Baseline, History
from migrainedays.windows import Span


def history(user: Any, patient: UUID, *, on: dt.date) -> History:
    """All that the check of a session on a day may rest on, from the diary's baseline to consents."""
    course = course_of(user, patient)
    return History(
        patient=course.person.patient,
        person=course.person,
        sessions=tuple(course.sessions),
        injections=tuple(stored.value for stored in all_of(user, patient, Injection)),
        conditions=tuple(stored.value for stored in all_of(user, patient, Condition)),
        preventives=tuple(stored.value for stored in all_of(user, patient, Preventive)),
        consents=tuple(stored.value.consent() for stored in all_of(user, patient, ConsentGiven)),
        baseline=_baseline(course, on),
    )


def charting(user: Any, patient: UUID, session: int) -> Charting | None:
    """How a session was charted; None for one that was typed in or imported."""
    stored = one(user, patient, Charting, session=session)
    return stored.value if stored else None


def _baseline(course: Course, on: dt.date) -> Baseline:
    """The 28 days before session 1; before a session that would be the first, those before that day."""
    first = course.sessions_here[0].on if course.sessions_here else None
    counted = window(course.diary, classify(course.diary, profile(DEFAULT), course.person), Span.before(first or on))
    days = counted.headache_days
    return Baseline(low=days.low, high=days.high, evaluable=counted.evaluable)
