"""Where it hurt: on how many days of a span each area was marked, beside the days on which any could have been."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from migrainedays.diary.diary import Diary
from migrainedays.diary.features import PAIN_AREAS
from migrainedays.diary.lived import lived_days
from migrainedays.windows import Span


@dataclass(frozen=True, slots=True)
class AreaDays:
    """Days of a span: entered, with headache, with at least one area marked, and those of each area that was.

    An area that was not marked is no area without pain: on the headache days beyond `marked`, nobody said where.
    """

    span: Span
    entered: int
    headache: int
    marked: int
    days: Mapping[str, int]


def area_days(diary: Diary, span: Span, *, on: dt.date | None = None, zone: str | None = None) -> AreaDays:
    """The areas of a span, most days first; of as many days, in the order of the head."""
    lived = [day for date, day in lived_days(diary, on=on, zone=zone).days.items() if date in span]
    counted = Counter(area for day in lived for area in set(day.pain_areas))
    order = sorted(counted, key=lambda area: (-counted[area], PAIN_AREAS.index(area)))
    return AreaDays(
        span=span,
        entered=len(lived),
        headache=sum(day.headache is True for day in lived),
        marked=sum(bool(day.pain_areas) for day in lived),
        days={area: counted[area] for area in order},
    )
