"""The database field of each kind of column, so that a table follows from the value it keeps.

Numbers, moments and told dates are kept as the exchange folder writes them: SQLite would round a decimal to binary,
and any database would forget the offset at which a headache began.
"""

from collections.abc import Mapping
from typing import Any

from django.db import models

from migrainedays.columns import Column, Kind, Value, columns_of


class CellField(models.TextField):  # type: ignore[type-arg]
    """A value kept as its exchange cell, exact, and read back as the value."""

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        self.kind: Kind = kind
        self.cells = Column(kind, default=() if kind == "many" else None)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "kind": self.kind}

    def from_db_value(self, cell: str | None, expression: object, connection: object) -> Any:
        return self.cells.read(cell or "")

    def to_python(self, value: Any) -> Any:
        return self.cells.read(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> str | None:
        return cell_of(self.cells, value)


def cell_of(column: Column, value: Any) -> str | None:
    """What is kept of a value: its exchange cell, NULL where that is blank."""
    return value if isinstance(value, str) else column.write(value) or None


def field_of(column: Column) -> "models.Field[Any, Any]":
    """The field of one column; only key columns refuse NULL."""
    common: dict[str, Any] = {"null": not column.key}
    if column.kind == "integer":
        return models.BigIntegerField(**common)
    if column.kind in ("boolean", "answer"):
        return models.BooleanField(**common)
    if column.kind == "date":
        return models.DateField(**common)
    if column.kind in ("text", "choice", "zone"):
        return models.TextField(**common)
    return CellField(kind=column.kind, **common)


def fields_of(value_class: type[Value], without: tuple[str, ...] = ()) -> Mapping[str, "models.Field[Any, Any]"]:
    """The fields of all columns of a value, by name."""
    return {name: field_of(column) for name, column in columns_of(value_class).items() if name not in without}
