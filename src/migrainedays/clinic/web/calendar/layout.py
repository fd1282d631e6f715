"""A week as a table: half hours down, days across, each visit as tall as it lasts; visits at one time side by side."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from migrainedays.clinic.records.queries.calendar import CalendarDay
from migrainedays.clinic.records.queries.visits import Coming
from migrainedays.clinic.records.slots import holds, stretch_of

STEP = 30  # minutes a row
DAY_ROWS = 24 * 60 // STEP
USUAL = (9 * 60 // STEP, 17 * 60 // STEP)  # what is shown of a week without hours and without visits


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of the table: a visit over `rows` rows, or a half hour that is open or not."""

    rows: int = 1
    coming: Coming | None = None
    open: bool = False


@dataclass(slots=True)
class Column:
    """One day: its lanes, each with what begins in a row; a row that a visit covers holds nothing."""

    day: CalendarDay
    lanes: list[dict[int, Coming | None]] = field(default_factory=lambda: [{}])

    def place(self, coming: Coming) -> None:
        """Put a visit into the first lane that is free all the while, or into a new one."""
        first, rows = rows_of(coming)
        wanted = range(first, first + rows)
        lane = next((lane for lane in self.lanes if not lane.keys() & set(wanted)), None)
        if lane is None:
            lane = {}
            self.lanes.append(lane)
        lane.update(dict.fromkeys(wanted))
        lane[first] = coming

    def cells(self, row: int) -> list[Cell]:
        """What this day shows in a row, lane by lane."""
        found = []
        for lane in self.lanes:
            if row not in lane:
                found.append(Cell(open=self.is_open(row)))
            elif (coming := lane[row]) is not None:
                found.append(Cell(rows_of(coming)[1], coming))
        return found

    def is_open(self, row: int) -> bool:
        """Whether somebody works in this half hour."""
        return any(_row(opens) <= row < _end_row(closes) for opens, closes in self.day.stretches)


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its time of day and its cells."""

    label: str
    whole_hour: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A week as a table; days on which nobody works and nobody comes are left out."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


def lay_out(days: Sequence[CalendarDay]) -> Sheet:
    """The table of some days."""
    columns = [_column(day) for day in days if day.stretches or day.closed is not None or _standing(day)]
    shown = [row for column in columns for row in _rows_used(column)]
    first, last = (min(shown), max(shown)) if shown else (USUAL[0], USUAL[1] - 1)
    lines = [
        Line(_label(row), row * STEP % 60 == 0, tuple(cell for column in columns for cell in column.cells(row)))
        for row in range(first, last + 1)
    ]
    return Sheet(tuple(columns), tuple(lines))


def rows_of(coming: Coming) -> tuple[int, int]:
    """The row in which a visit begins and over how many it reaches, within its day."""
    start, end = stretch_of(coming.visit.value)
    first = _row(start)
    last = DAY_ROWS if end.date() > start.date() else max(_end_row(end), first + 1)
    return first, last - first


def _column(day: CalendarDay) -> Column:
    column = Column(day)
    for coming in _standing(day):
        column.place(coming)
    return column


def _standing(day: CalendarDay) -> list[Coming]:
    return [coming for coming in day.coming if holds(coming.visit.value)]


def _rows_used(column: Column) -> list[int]:
    opened = [row for opens, closes in column.day.stretches for row in (_row(opens), _end_row(closes) - 1)]
    return [*opened, *(row for lane in column.lanes for row in lane)]


def _row(moment: dt.datetime) -> int:
    return (moment.hour * 60 + moment.minute) // STEP


def _end_row(moment: dt.datetime) -> int:
    if moment.hour == moment.minute == 0:
        return DAY_ROWS
    return -(-(moment.hour * 60 + moment.minute) // STEP)


def _label(row: int) -> str:
    return f"{row * STEP // 60:02}:{row * STEP % 60:02}"
