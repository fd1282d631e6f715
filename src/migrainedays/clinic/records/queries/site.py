"""What everybody may read of a practice."""

import dataclasses
import json
from typing import Any

from migrainedays.clinic.records.access import NotFound
from migrainedays.clinic.records.enquiring import PublishedResults, Website
from migrainedays.clinic.records.models import ROWS, Clinic
from migrainedays.clinic.records.practice import Practice
from migrainedays.clinic.records.queries.practice import practice_of, the_clinic


@dataclasses.dataclass(frozen=True, slots=True)
class Shown:
    """A practice whose pages are shown."""

    clinic_id: int
    practice: Practice
    website: Website


def shown() -> Shown:
    """The practice of this installation; NotFound until it shows its pages."""
    clinic_id = the_clinic()
    found: list[Website] = ROWS[Website].objects.standing().filter(clinic_id=clinic_id).read() if clinic_id else []
    if clinic_id is None or not found or not found[0].shown:
        raise NotFound("This practice shows no pages.")
    return Shown(clinic_id, practice_of(Clinic.objects.get(pk=clinic_id)), found[0])


def results(clinic_id: int) -> tuple[PublishedResults, dict[str, Any]] | None:
    """The results that are published now; None where there are none."""
    rows = ROWS[PublishedResults].objects.standing().filter(clinic_id=clinic_id, taken_back_at=None)
    found: list[PublishedResults] = rows.read()
    return (found[0], json.loads(found[0].told or "{}")) if found else None
