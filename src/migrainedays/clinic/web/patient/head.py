"""Who this is: the banner on each page of a patient."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from migrainedays.clinic.records import queries


def head(request: HttpRequest, patient: UUID) -> dict[str, Any]:
    """The banner's facts and what this role may do here; NotFound for a patient of another clinic."""
    found = queries.patients.get(request.user, patient)

    def may(verb: str, noun: str) -> bool:
        return queries.practice.may(request.user, verb, noun)

    return {
        "patient": found,
        "may": {
            "days": may("add", "days"),
            "session": may("add", "sessions"),
            "chart": may("add", "chartings"),
            "visit": may("add", "visits"),
            "contact": may("correct", "contacts"),
            "clinical": may("read", "days"),
            "phones": may("add", "joinings"),
            "documents": may("add", "written_documents"),
            "story": may("add", "stories"),
        },
    }
