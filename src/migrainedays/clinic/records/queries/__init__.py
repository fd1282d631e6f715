"""Everything that is ever read: values, from what the user may see. A single thing that is not there is NotFound."""

from migrainedays.clinic.records.queries import (
    adverse_events,
    asking,
    calendar,
    feeds,
    health,
    history,
    patients,
    phones,
    practice,
    protocols,
    recall,
    rows,
    stock,
    treatment,
    verification,
    visits,
)
from migrainedays.clinic.records.queries.course import course
from migrainedays.clinic.records.queries.today import today

__all__ = [
    "adverse_events", "asking", "calendar", "course", "feeds", "health", "history", "patients", "phones", "practice",
    "protocols", "recall", "rows", "stock", "today", "treatment", "verification", "visits",
]  # fmt: skip
