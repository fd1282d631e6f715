"""Everything one person entered, ready to be looked up by day."""

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, TypeVar

from migrainedays.diary.attack import Attack
from migrainedays.diary.day import DiaryDay
from migrainedays.diary.exposure import Exposure
from migrainedays.diary.goal import Goal
from migrainedays.diary.intake import Intake

Dated = TypeVar("Dated", Intake, Exposure)


@dataclasses.dataclass(frozen=True)
class Diary:
    """One person's entries.

    `intakes_kept` says whether acute drugs were asked at all: only then does an entered day without an intake
    count as a day without acute drugs.
    """

    days: tuple[DiaryDay, ...] = ()
    attacks: tuple[Attack, ...] = ()
    intakes: tuple[Intake, ...] = ()
    exposures: tuple[Exposure, ...] = ()
    goals: tuple[Goal, ...] = ()
    intakes_kept: bool = False

    def __post_init__(self) -> None:
        orders = {
            "days": "date",
            "attacks": "started_at",
            "intakes": "date",
            "exposures": "date",
            "goals": "date",
        }
        for name, order in orders.items():
            values = sorted(getattr(self, name), key=lambda value: (getattr(value, order), value.key))
            object.__setattr__(self, name, tuple(values))

    def until(self, on: dt.date) -> "Diary":
        """What was known on a day: later entries left out, and attacks that ended later still going on."""
        names = ("days", "intakes", "exposures", "goals")
        kept: dict[str, Any] = {n: tuple(row for row in getattr(self, n) if row.date <= on) for n in names}
        kept["attacks"] = tuple(a.known_on(on) for a in self.attacks if a.started_at and a.started_at.date() <= on)
        return dataclasses.replace(self, **kept)

    @cached_property
    def by_date(self) -> Mapping[dt.date, DiaryDay]:
        """The entered day of each date."""
        return {day.date: day for day in self.days}

    @cached_property
    def intakes_on(self) -> Mapping[dt.date, list[Intake]]:
        """The intakes of each date."""
        return _by_date(self.intakes)

    @cached_property
    def last_on(self) -> dt.date | None:
        """The last date of which anything is known."""
        dated = (self.days, self.intakes, self.exposures, self.goals)
        dates = [rows[-1].date for rows in dated if rows]
        for attack in self.attacks:
            moments = (attack.started_at, attack.ended_at, attack.asleep_at, attack.woke_free_at)
            dates.extend(moment.date() for moment in moments if moment is not None)
        return max(dates, default=None)

    @cached_property
    def exposures_on(self) -> Mapping[dt.date, list[Exposure]]:
        """The exposures of each date."""
        return _by_date(self.exposures)


def _by_date(values: Iterable[Dated]) -> Mapping[dt.date, list[Dated]]:
    found: dict[dt.date, list[Dated]] = defaultdict(list)
    for value in values:
        found[value.date].append(value)
    return found
