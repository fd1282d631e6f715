"""Many rows at once: `executemany` on SQLite, COPY on PostgreSQL, several times faster than one object a row."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection

from migrainedays.clinic.records.models import Row
from migrainedays.clinic.records.models.fields import CellField
from migrainedays.columns import Value


def insert(model: type[Row], rows: Sequence[tuple[int, Value]]) -> None:
    """Insert values in revision 1, each with the row id of its owner (a patient's record, or the clinic)."""
    names = [name for name in model.lookups() if name != model.owner]
    fields = [model._meta.get_field(name) for name in names]
    columns = [f"{model.owner}_id", "revision", "withdrawn", *names]
    kept = [(name, field if isinstance(field, CellField) else None) for name, field in zip(names, fields, strict=True)]
    _write(model._meta.db_table, columns, _cells(rows, kept))


def _cells(
    rows: Sequence[tuple[int, Value]], kept: Sequence[tuple[str, CellField | None]]
) -> Iterator[tuple[Any, ...]]:
    for owner, value in rows:
        cells = [
            getattr(value, name) if field is None else field.get_prep_value(getattr(value, name))
            for name, field in kept
        ]
        yield (owner, 1, False, *cells)


def _write(table: str, columns: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> None:
    quote = connection.ops.quote_name
    into = f"{quote(table)} ({', '.join(map(quote, columns))})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {into} VALUES ({places})", list(rows))  # noqa: S608 - names of our own tables
