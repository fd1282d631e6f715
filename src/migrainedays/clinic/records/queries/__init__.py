"""Everything that is ever read: values, from what the user may see. A single thing that is not there is NotFound."""

from migrainedays.clinic.records.queries import (
    adverse_events,
    asking,
    calendar,
    courses,
    enquiries,
    feeds,
    folders,
    health,
    history,
    patients,
    phones,
    practice,
    protocols,
    questions,
    recall,
    rows,
    runs,
    site,
    stock,
    stories,
    studies,
    treatment,
    verification,
    visits,
)
from migrainedays.clinic.records.queries.course import course
from migrainedays.clinic.records.queries.today import today

__all__ = [
    "adverse_events", "asking", "calendar", "course", "courses", "enquiries", "feeds", "folders", "health", "history",
    "patients", "phones", "practice", "protocols", "questions", "recall", "rows", "runs", "site", "stock", "stories",
    "studies", "today", "treatment", "verification", "visits",
]  # fmt: skip
