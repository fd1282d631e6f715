"""What a folder held: the values that were kept, what was refused, and what is odd."""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, NamedTuple, TypeVar, cast

from migrainedays.columns import Value, columns_of
from migrainedays.treatment import Person

V = TypeVar("V", bound=Value)


class Problem(NamedTuple):
    """One thing that is refused or odd: where it stands, what stands there, and why."""

    table: str
    line: int | None
    column: str | None
    value: str | None
    reason: str

    def __str__(self) -> str:
        place = self.table + (f", line {self.line}" if self.line else "") + (f", {self.column}" if self.column else "")
        shown = f" {self.value!r}" if self.value not in (None, "") else ""
        return f"{place}:{shown} {self.reason}"


class Row(NamedTuple):
    """A value and the line on which it stood."""

    line: int
    value: Value


@dataclasses.dataclass(frozen=True)
class Folder:
    """The tables of one exchange folder.

    `rows` are those read, by table; a table that is not among them was not in the folder, which means that
    nothing of it was asked. `refused_rows` keeps the cells of refused rows, to be given back to whoever sent them.
    """

    tables: Mapping[str, tuple[Row, ...]]
    rows: Mapping[str, int]
    refused: tuple[Problem, ...] = ()
    odd: tuple[Problem, ...] = ()
    refused_rows: tuple[tuple[Problem, Mapping[str, str]], ...] = ()

    def values(self, value_class: type[V]) -> list[V]:
        """All kept values of one table, in the order of the file."""
        return [cast(V, row.value) for row in self.tables.get(value_class.table, ())]

    def has(self, value_class: type[Value]) -> bool:
        """Whether the folder has this table at all."""
        return value_class.table in self.rows

    def of(self, value_class: type[V], patient: str) -> list[V]:
        """The kept values of one table that belong to one patient."""
        return cast(list[V], self._by_patient[value_class.table].get(patient, []))

    @cached_property
    def _by_patient(self) -> Mapping[str, Mapping[str, list[Value]]]:
        grouped: dict[str, dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
        for name, rows in self.tables.items():
            for row in rows:
                grouped[name][getattr(row.value, "patient", "")].append(row.value)
        return grouped

    @property
    def patients(self) -> list[str]:
        """Patient numbers in the order of the patients table."""
        return [person.patient for person in self.values(Person)]

    def without(self, refused: Iterable[tuple[Row, Problem]]) -> "Folder":
        """The folder with more rows refused."""
        refused = list(refused)
        gone = {id(row) for row, _ in refused}
        tables = {name: tuple(row for row in rows if id(row) not in gone) for name, rows in self.tables.items()}
        back = [(problem, _cells(row.value)) for row, problem in refused]
        return dataclasses.replace(
            self,
            tables=tables,
            refused=self.refused + tuple(problem for _, problem in refused),
            refused_rows=self.refused_rows + tuple(back),
        )


def _cells(value: Value) -> dict[str, str]:
    return {name: column.write(getattr(value, name)) for name, column in columns_of(type(value)).items()}


def folder_of(values: Iterable[Value], present: Iterable[type[Any]] = ()) -> Folder:
    """A folder made of values in memory; `present` names tables that were asked and stayed empty."""
    tables: dict[str, list[Row]] = {value_class.table: [] for value_class in present}
    for value in values:
        rows = tables.setdefault(value.table, [])
        rows.append(Row(len(rows) + 2, value))
    return Folder(
        {name: tuple(rows) for name, rows in tables.items()},
        {name: len(rows) for name, rows in tables.items()},
    )
