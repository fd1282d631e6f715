"""The rows of an attack list: kept as attacks where their end is known, else as days with headache."""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from enum import Enum
from typing import Any

from migrainedays.diary import Attack
from migrainedays.errors import Impossible
from migrainedays.exchange.readers.days import add_headache_day
from migrainedays.exchange.readers.gathering import Gathering
from migrainedays.exchange.readers.words import Medicine


class Ending(Enum):
    """How an attack ended where no duration says it."""

    ONGOING = "ongoing"
    UNKNOWN = "unknown"


@dataclasses.dataclass
class AttackRow:
    """One attack of a list, as far as its line says; `end_offset` are minutes from UTC where it ended."""

    line: int
    started_at: dt.datetime
    ending: dt.timedelta | dt.datetime | Ending
    features: dict[str, Any]
    medicines: list[Medicine] = dataclasses.field(default_factory=list)
    factors: list[str] = dataclasses.field(default_factory=list)
    aside: dict[str, str] = dataclasses.field(default_factory=dict)
    end_offset: int | None = None

    @property
    def day(self) -> dt.date:
        return self.started_at.date()


def add_attacks(gathering: Gathering, rows: Iterable[AttackRow]) -> None:
    """Keep the attacks of a list.

    Only the latest can still be going on: one that was never closed while others followed has an unknown end. An
    end that nobody noted is not a headache that goes on, so such a row becomes a day with headache.
    """
    rows = list(rows)
    latest = max((row.started_at for row in rows), default=None)
    for row in rows:
        if row.ending is Ending.UNKNOWN or (row.ending is Ending.ONGOING and row.started_at != latest):
            _add_day(gathering, row)
        else:
            _add_attack(gathering, row)


def _add_attack(gathering: Gathering, row: AttackRow) -> None:
    # Named by the moment at which it began, so that a later and longer export names it alike.
    name = row.started_at.astimezone(dt.UTC).strftime("%Y%m%dT%H%MZ")
    try:
        attack = Attack(
            patient=gathering.patient,
            attack=name,
            started_at=row.started_at,
            ended_at=_end(gathering, row),
            **row.features,
        )
    except Impossible as problem:
        gathering.refuse("attacks", row.line, problem.column, str(problem.value), problem.reason)
        return
    if gathering.add(attack, row.line, row.aside):
        _add_around(gathering, row)


def _add_day(gathering: Gathering, row: AttackRow) -> None:
    gathering.note("days", row.line, None, str(row.day), "has no end; it was taken as a day with headache")
    add_headache_day(gathering, row.day, row.line, row.features, row.aside)
    _add_around(gathering, row)


def _add_around(gathering: Gathering, row: AttackRow) -> None:
    gathering.add_medicines(row.day, row.medicines, row.line)
    gathering.add_factors(row.day, dict.fromkeys(row.factors), row.line)


def _end(gathering: Gathering, row: AttackRow) -> dt.datetime | None:
    if isinstance(row.ending, dt.timedelta):
        return gathering.later(row.started_at, row.ending, row.end_offset)
    return row.ending if isinstance(row.ending, dt.datetime) else None
