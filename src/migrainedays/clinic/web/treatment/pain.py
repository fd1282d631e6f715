"""The pain areas of the diary beneath a session's map: the 28 days before it, counted, with their table."""

import dataclasses
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from migrainedays.clinic.records import queries
from migrainedays.diary import AreaDays, area_days
from migrainedays.treatment.head_map import area_in_words
from migrainedays.windows import Span


@dataclasses.dataclass(frozen=True)
class PainLayer:
    """What the map and the table beneath it show."""

    counted: AreaDays

    @property
    def rows(self) -> list[tuple[str, int]]:
        """Each marked area in words with its days."""
        return [(area_in_words(area), days) for area, days in self.counted.days.items()]


def pain_before(request: HttpRequest, patient: UUID, on: Any) -> PainLayer | None:
    """The layer of the 28 days before a day; None where no area was marked in them."""
    course = queries.course(request.user, patient)
    counted = area_days(course.diary, Span.before(on), zone=course.person.zone)
    return PainLayer(counted) if counted.days else None
