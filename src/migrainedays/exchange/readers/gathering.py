"""Gathers what a reader finds: values with their lines, and what is odd, refused or kept aside."""

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from migrainedays.columns import Value
from migrainedays.diary import Exposure, Intake
from migrainedays.exchange.folder import Problem
from migrainedays.exchange.readers.imported import ColumnUse, Imported, Origin
from migrainedays.exchange.readers.reader import Asked
from migrainedays.exchange.readers.source import Source
from migrainedays.exchange.readers.words import Medicine
from migrainedays.treatment import Person

NO_ASIDE: Mapping[str, str] = {}


@dataclasses.dataclass
class Gathering:
    """The values of one file while it is being read; each key is kept once."""

    kind: str
    source: Source
    asked: Asked
    values: dict[tuple[str, tuple[Any, ...]], Value] = dataclasses.field(default_factory=dict)
    lines: dict[tuple[str, tuple[Any, ...]], int] = dataclasses.field(default_factory=dict)
    origins: list[Origin] = dataclasses.field(default_factory=list)
    odd: list[Problem] = dataclasses.field(default_factory=list)
    refused: list[Problem] = dataclasses.field(default_factory=list)
    counts: Counter[tuple[Any, ...]] = dataclasses.field(default_factory=Counter)
    lacks_zone: bool = False

    def __post_init__(self) -> None:
        self.add(Person(patient=self.patient, zone=self.asked.zone), 0)

    @property
    def patient(self) -> str:
        return self.asked.patient

    def add(self, value: Value, line: int, aside: Mapping[str, str] = NO_ASIDE) -> bool:
        """Keep a value; of two with one key the first, the second listed: odd where they are the same, else refused."""
        place = (value.table, value.key)
        if place not in self.values:
            self.values[place] = value
            self.lines[place] = line
            if line:
                self.origins.append(Origin(value.table, value.key, line, dict(aside)))
            return True
        same = self.values[place] == value
        reason = f"stands on line {self.lines[place]} already" + (", the same" if same else ", otherwise")
        problem = Problem(value.table, line, None, " · ".join(map(str, value.key)), f"{reason}; the first is kept")
        (self.odd if same else self.refused).append(problem)
        return False

    def refuse(self, table: str, line: int, column: str | None, value: str | None, reason: str) -> None:
        """List a row of the file that cannot be true or cannot be read."""
        self.refused.append(Problem(table, line, column, value, reason))

    def note(self, table: str, line: int | None, column: str | None, value: str | None, reason: str) -> None:
        """List something odd that was taken nevertheless, or left."""
        self.odd.append(Problem(table, line, column, value, reason))

    def add_medicines(self, day: dt.date, medicines: Iterable[Medicine], line: int) -> None:
        """Intakes of a day, numbered by drug."""
        for medicine in medicines:
            number = self._next("intakes", day, medicine.drug)
            intake = Intake(
                patient=self.patient,
                date=day,
                drug=medicine.drug,
                intake=number,
                doses=medicine.doses,
                relieved=medicine.relieved,
            )
            self.add(intake, line)

    def add_factors(self, day: dt.date, factors: Mapping[str, int | None], line: int) -> None:
        """Exposures of a day, with their level where the file has one."""
        for factor, level in factors.items():
            occurrence = self._next("exposures", day, factor)
            self.add(
                Exposure(patient=self.patient, date=day, factor=factor, occurrence=occurrence, level=level),
                line,
            )

    def _next(self, *key: Any) -> int:
        self.counts[key] += 1
        return self.counts[key]

    def localise(self, clock: dt.datetime, offset_minutes: int | None = None) -> dt.datetime:
        """The moment at which the clock showed this, by its own offset or else by the zone that was told."""
        if offset_minutes is not None:
            return clock.replace(tzinfo=dt.timezone(dt.timedelta(minutes=offset_minutes)))
        self.lacks_zone |= self.asked.zone is None
        local = clock.replace(tzinfo=ZoneInfo(self.asked.zone or "UTC"))
        return clock.replace(tzinfo=dt.timezone(local.utcoffset() or dt.timedelta()))

    def later(self, moment: dt.datetime, elapsed: dt.timedelta, offset_minutes: int | None = None) -> dt.datetime:
        """The moment so much later, shown by the clock of that time."""
        if offset_minutes is not None:
            return (moment + elapsed).astimezone(dt.timezone(dt.timedelta(minutes=offset_minutes)))
        if self.asked.zone is None:
            return moment + elapsed
        local = (moment + elapsed).astimezone(ZoneInfo(self.asked.zone))
        return local.replace(tzinfo=dt.timezone(local.utcoffset() or dt.timedelta()))

    def finish(self, preview: Iterable[ColumnUse], date_order: Any = None) -> Imported:
        """What was gathered, closed."""
        if self.lacks_zone:
            reason = "no zone was given: times without an offset are kept as the clock showed them, as if in UTC"
            self.note("patients", None, "zone", None, reason)
        return Imported(
            kind=self.kind,
            file_name=self.source.path.name,
            file_hash=self.source.file_hash,
            date_order=date_order,
            values=tuple(self.values.values()),
            preview=tuple(preview),
            odd=tuple(self.odd),
            refused=tuple(self.refused),
            origins=tuple(self.origins),
        )


def without(names: Iterable[str], cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The filled cells whose column is not among `names`: what is kept aside."""
    gone = set(names)
    return ((name, cell) for name, cell in cells.items() if cell and name not in gone)
