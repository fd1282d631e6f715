"""An exchange folder, read row by row: each value kept, or refused by table, line, column, value and reason."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from migrainedays.columns import Column, Value, attach_zone, columns_of, needed_of
from migrainedays.errors import Impossible
from migrainedays.exchange.agreement import check_agreement
from migrainedays.exchange.files import MARK, NoFolder, Unreadable, find_tables, read_cells
from migrainedays.exchange.folder import Folder, Problem, Row
from migrainedays.exchange.tables import TABLES
from migrainedays.treatment import Person

Progress = Callable[[int], None]
REPORT_EVERY = 5_000
MOST_KNOWN = 5_000  # cells of one column that are remembered at once


@dataclasses.dataclass(frozen=True, slots=True)
class _Place:
    """Where a column stands in the rows of a file, and the cells of it that were read: most of them recur."""

    at: int
    name: str
    column: Column
    known: dict[str, Any] = dataclasses.field(default_factory=dict)

    def read(self, cell: str) -> Any:
        """The value of a cell that was not met lately; ValueError with a sentence when it cannot be read."""
        if MARK in cell or "\0" in cell:
            raise ValueError("holds a byte-order mark or a null character; type the cell anew")
        if len(self.known) >= MOST_KNOWN:
            self.known.clear()
        value = self.known[cell] = self.column.read(cell)
        return value


def read_folder(path: Path | str, progress: Progress | None = None) -> Folder:
    """Read, check and keep what can be kept.

    `progress` is called with the number of rows read since it was called last. Raises NoFolder where the
    folder cannot be read at all; what is wrong with single rows stands in `Folder.refused`.
    """
    files, odd = find_tables(Path(path))
    if Person.table not in files:
        raise NoFolder(
            Person.table, f"{path} holds no patients table; an exchange folder needs patients.csv or patients.parquet."
        )
    reader = _Reader(progress or (lambda rows: None), odd=list(odd))
    for name, value_class in TABLES.items():
        if name in files:
            reader.read(value_class, files[name])
        if reader.unreadable:
            break  # without its patients no row of another table can be judged
    return check_agreement(reader.folder())


@dataclasses.dataclass
class _Reader:
    """Gathers the tables in their order; the patients come first and tell whose rows may follow."""

    progress: Progress
    odd: list[Problem]
    zones: dict[str, str | None] = dataclasses.field(default_factory=dict)
    tables: dict[str, tuple[Row, ...]] = dataclasses.field(default_factory=dict)
    rows: dict[str, int] = dataclasses.field(default_factory=dict)
    refused: list[Problem] = dataclasses.field(default_factory=list)
    refused_rows: list[tuple[Problem, Mapping[str, str]]] = dataclasses.field(default_factory=list)
    unreadable: bool = False

    def folder(self) -> Folder:
        return Folder(self.tables, self.rows, tuple(self.refused), tuple(self.odd), tuple(self.refused_rows))

    def read(self, value_class: type[Value], path: Path) -> None:
        name = value_class.table
        self.rows[name] = 0
        kept: dict[tuple[Any, ...], Row] = {}
        try:
            for row in self._rows(value_class, path):
                first = kept.setdefault(row.value.key, row)
                if first is not row:
                    self._refuse_duplicate(first, row)
        except Unreadable as problem:
            self.unreadable = value_class is Person
            self.refused.append(
                Problem(name, problem.line, None, None, f"{path.name} was not read on: {problem.reason}")
            )
        self.tables[name] = tuple(kept.values())
        if value_class is Person:
            self.zones = {row.value.patient: row.value.zone for row in kept.values() if isinstance(row.value, Person)}

    def _rows(self, value_class: type[Value], path: Path) -> Iterator[Row]:
        name = value_class.table
        cells = read_cells(path)
        if cells.marked:
            self.odd.append(Problem(name, 1, None, None, "the file begins with a byte-order mark; it was passed over"))
        places = self._places(value_class, cells.header)
        for line, row in cells.rows:
            self.rows[name] += 1
            if self.rows[name] % REPORT_EVERY == 0:
                self.progress(REPORT_EVERY)
            problems, value = self._value(value_class, places, len(cells.header), line, row)
            if value is not None:
                yield Row(line, value)
            for problem in problems:
                self.refused.append(problem)
            if problems:
                self.refused_rows.append((problems[0], dict(zip(cells.header, row, strict=False))))
        self.progress(self.rows[name] % REPORT_EVERY)

    def _places(self, value_class: type[Value], header: list[str]) -> list[_Place]:
        columns = columns_of(value_class)
        lacking = [n for n, c in columns.items() if c.key and c.default is None and n not in header]
        if lacking:
            raise Unreadable(
                1,
                f"its header lacks the column {', '.join(lacking)} (it has {', '.join(header) or 'nothing'})",
            )
        twice = sorted({n for n in header if header.count(n) > 1})
        if twice:
            raise Unreadable(1, f"its header names {', '.join(twice)} twice")
        for name in header:
            if name not in columns:
                self.odd.append(Problem(value_class.table, 1, name, None, "is not a column of this table; kept out"))
        return [_Place(n, name, columns[name]) for n, name in enumerate(header) if name in columns]

    def _value(
        self, value_class: type[Value], places: list[_Place], width: int, line: int, row: list[str]
    ) -> tuple[list[Problem], Value | None]:
        name = value_class.table
        if len(row) != width:
            return [Problem(name, line, None, None, f"has {len(row)} cells where the header names {width}")], None
        given: dict[str, Any] = {}
        problems = []
        moments = []
        for place in places:
            if not (cell := row[place.at]):
                continue
            try:
                known = place.known
                given[place.name] = known[cell] if cell in known else place.read(cell)
                if place.column.kind == "datetime":
                    moments.append((place.name, cell))
            except ValueError as problem:
                problems.append(Problem(name, line, place.name, cell, str(problem)))
        if moments:
            problems.extend(self._without_offset(name, line, given, moments))
        if problems:
            return problems, None
        return self._made(value_class, given, line, places, row)

    def _without_offset(
        self, name: str, line: int, given: dict[str, Any], moments: Iterable[tuple[str, str]]
    ) -> Iterator[Problem]:
        """Give moments that came without an offset that of the row's zone, or of the patient's."""
        for column_name, cell in moments:
            try:
                zone = given.get("zone") or self.zones.get(given.get("patient", ""))
                if given[column_name] is not None:
                    given[column_name] = attach_zone(given[column_name], zone)
            except (ValueError, KeyError) as problem:
                yield Problem(name, line, column_name, cell, _sentence(problem))

    def _made(
        self, value_class: type[Value], given: dict[str, Any], line: int, places: list[_Place], row: list[str]
    ) -> tuple[list[Problem], Value | None]:
        name = value_class.table
        for column_name in needed_of(value_class):
            if given.get(column_name) is None:
                return [Problem(name, line, column_name, "", "is missing; this column identifies the row")], None
        try:
            value = value_class(**given)
        except Impossible as problem:
            cells = {place.name: row[place.at] for place in places}
            return [Problem(name, line, problem.column, cells.get(problem.column, ""), problem.reason)], None
        patient = given.get("patient")
        if patient is not None and value_class is not Person and patient not in self.zones:
            return [Problem(name, line, "patient", patient, "is not in the patients table")], None
        return [], value

    def _refuse_duplicate(self, first: Row, again: Row) -> None:
        value = again.value
        shown = " · ".join(str(part) for part in value.key)
        reason = f"the same key stands on line {first.line} and again on line {again.line}; the first is kept"
        problem = Problem(value.table, again.line, "+".join(_key_names(value)), shown, reason)
        self.refused.append(problem)
        cells = {name: column.write(getattr(value, name)) for name, column in columns_of(type(value)).items()}
        self.refused_rows.append((problem, cells))


def _sentence(problem: Exception) -> str:
    """ZoneInfo raises KeyError where a zone does not exist; its words are not for people."""
    return str(problem) if isinstance(problem, ValueError) else "stands beside a zone that does not exist"


def _key_names(value: Value) -> list[str]:
    return [name for name, column in columns_of(type(value)).items() if column.key]
