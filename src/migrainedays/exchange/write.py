"""An exchange folder, written: a data package with one CSV a table and its schema."""

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from migrainedays.columns import Column, Kind, Value, columns_of, key_of
from migrainedays.errors import WrongUse
from migrainedays.exchange.tables import EXCHANGE_VERSION, TABLES

_TYPES: dict[Kind, str] = {
    "text": "string", "integer": "integer", "number": "number", "units": "number", "boolean": "boolean",
    "answer": "string", "date": "date", "span": "string", "datetime": "string", "choice": "string", "many": "string",
    "zone": "string",
}  # fmt: skip


def write_folder(path: Path | str, values: Iterable[Value], present: Iterable[type[Value]] = ()) -> None:
    """Write values as a folder; `present` names tables that are written even when they have no rows."""
    target = Path(path)
    if target.exists() and any(target.iterdir()):
        raise WrongUse(f"{target} is not empty. Name a folder that does not exist yet.")
    target.mkdir(parents=True, exist_ok=True)
    tables: dict[str, list[Value]] = {value_class.table: [] for value_class in present}
    for value in values:
        tables.setdefault(value.table, []).append(value)
    for name in TABLES:
        if name in tables:
            write_table(target / f"{name}.csv", TABLES[name], tables[name])
    package = data_package([name for name in TABLES if name in tables])
    (target / "datapackage.json").write_text(json.dumps(package, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def write_table(path: Path, value_class: type[Value], values: Iterable[Value]) -> None:
    """Write the rows of one table as CSV."""
    columns = columns_of(value_class)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([column.write(getattr(value, name)) for name, column in columns.items()] for value in values)


def data_package(tables: Iterable[str]) -> dict[str, Any]:
    """The Frictionless description of a folder that holds these tables."""
    return {
        "profile": "tabular-data-package",
        "name": "migraine-days",
        "version": str(EXCHANGE_VERSION),
        "resources": [
            {
                "name": name,
                "path": f"{name}.csv",
                "format": "csv",
                "encoding": "utf-8",
                "schema": table_schema(TABLES[name]),
            }
            for name in tables
        ],
    }


def table_schema(value_class: type[Value]) -> dict[str, Any]:
    """The Table Schema of one table."""
    fields = [_field(name, column) for name, column in columns_of(value_class).items()]
    return {"fields": fields, "primaryKey": list(key_of(value_class)), "missingValues": [""]}


def _field(name: str, column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.key and column.default is None else {}
    if column.low is not None:
        constraints["minimum"] = int(column.low)
    if column.high is not None:
        constraints["maximum"] = int(column.high)
    if column.kind == "choice":
        constraints["enum"] = list(column.choices)
    return {"name": name, "type": _TYPES[column.kind]} | ({"constraints": constraints} if constraints else {})
