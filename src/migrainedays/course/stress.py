"""Acute drugs on days with stress against other days on which stress was asked for, by cycle."""

import dataclasses
from collections.abc import Iterable

from migrainedays.course.abilities import cycle_of
from migrainedays.course.follow import Followed
from migrainedays.diary import Tri

FACTOR = "stress"


@dataclasses.dataclass(frozen=True, slots=True)
class StressDays:
    """Days of one cycle whose acute drugs are known, with those on which one was taken."""

    cycle: int
    stress_days: int
    acute_on_stress_days: int
    other_days: int
    acute_on_other_days: int


def acute_on_stress_days(followed: Followed) -> list[StressDays]:
    """One row a cycle in which stress was asked for; days with an unknown level or unknown drugs are left out."""
    diary = followed.course.diary
    grouped: dict[int, list[tuple[bool, bool]]] = {}
    for date, exposures in diary.exposures_on.items():
        levels = [e.level for e in exposures if e.factor == FACTOR and e.level is not None]
        verdict = followed.verdicts.get(date)
        acute = verdict.acute.took_any() if verdict else Tri.INDETERMINATE
        if levels and acute is not Tri.INDETERMINATE:
            row = (max(levels) > 0, acute is Tri.YES)
            grouped.setdefault(cycle_of(followed, date), []).append(row)
    return [_row(cycle, days) for cycle, days in sorted(grouped.items())]


def _row(cycle: int, days: Iterable[tuple[bool, bool]]) -> StressDays:
    listed = list(days)
    stress = [taken for met, taken in listed if met]
    other = [taken for met, taken in listed if not met]
    return StressDays(cycle, len(stress), sum(stress), len(other), sum(other))
