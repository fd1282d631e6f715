"""Finding the file of each table in a folder, and reading its rows as cells of text.

CSV is UTF-8 with a header row (RFC 4180: either line end, quotes where needed). Parquet cells are turned into
the same text, so that one set of rules reads both.
"""

import csv
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from migrainedays.errors import InputRefused, WrongUse
from migrainedays.exchange.folder import Problem
from migrainedays.exchange.tables import TABLES

MARK = "\ufeff"  # the byte-order mark that spreadsheets put before their text


class Cells(NamedTuple):
    """The header and the rows of one file, each row with the line on which it begins."""

    header: list[str]
    rows: Iterator[tuple[int, list[str]]]
    marked: bool


class NoFolder(InputRefused):
    """A folder of which nothing can be read; `problem` names the table or the file that is to blame."""

    def __init__(self, table: str, reason: str) -> None:
        self.problem = Problem(table, None, None, None, reason)
        super().__init__(reason)


class Unreadable(InputRefused):
    """A file that cannot be read as a table; carries the line where reading stopped."""

    def __init__(self, line: int, reason: str) -> None:
        self.line, self.reason = line, reason
        super().__init__(reason)


def find_tables(folder: Path) -> tuple[dict[str, Path], list[Problem]]:
    """The file of each table by name, and what is odd about the package."""
    if not folder.is_dir():
        raise WrongUse(f"There is no folder {folder}. Give the folder that holds patients.csv.")
    package = folder / "datapackage.json"
    files = _from_package(package) if package.is_file() else _from_names(folder)
    odd = [
        Problem(name, None, None, None, "is not a table of the exchange folder; kept out")
        for name in files
        if name not in TABLES
    ]
    return {name: path for name, path in files.items() if name in TABLES}, odd


def _from_names(folder: Path) -> dict[str, Path]:
    found = {}
    for name in TABLES:
        for ending in (".parquet", ".csv"):
            if (folder / f"{name}{ending}").is_file():
                found[name] = folder / f"{name}{ending}"
    return found


def _from_package(package: Path) -> dict[str, Path]:
    try:
        resources = json.loads(package.read_text(encoding="utf-8"))["resources"]
        found = {str(resource["name"]): package.parent / str(resource["path"]) for resource in resources}
    except (ValueError, KeyError, TypeError) as problem:
        raise NoFolder(package.name, f"datapackage.json cannot be read ({problem}); mend it or take it away.") from None
    for name, path in found.items():
        if not path.resolve().is_relative_to(package.parent.resolve()):
            raise NoFolder(name, f"datapackage.json places {name} outside its folder; files must lie beside it.")
        if not path.is_file():
            raise NoFolder(name, f"datapackage.json names {path.name} for {name}, and there is no such file.")
    return found


def read_cells(path: Path) -> Cells:
    """Header and rows of a CSV or Parquet file; Unreadable with a line and a sentence where it is neither."""
    return _read_parquet(path) if path.suffix == ".parquet" else _read_csv(path)


def _read_csv(path: Path) -> Cells:
    rows = _csv_rows(path)
    _, header = next(rows, (1, []))
    marked = bool(header) and header[0].startswith(MARK)
    header = [name.strip().removeprefix(MARK).strip('"') for name in header]
    if len(header) == 1 and any(mark in header[0] for mark in ";\t|"):
        mark = next(mark for mark in ";\t|" if mark in header[0])
        raise Unreadable(1, f"its columns are separated by {_NAMES[mark]}; save it with commas between the columns")
    return Cells(header, rows, marked)


_NAMES = {";": "semicolons", "\t": "tabs", "|": "bars"}


def _csv_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    line = 1
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines, strict=True)
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except UnicodeDecodeError:
                raise Unreadable(line, "it is not UTF-8 text; save it as “CSV UTF-8”") from None
            except csv.Error as problem:
                raise Unreadable(line, f"it is not well-formed CSV ({problem})") from None
            if row:
                yield line, row
            line = reader.line_num + 1


def _read_parquet(path: Path) -> Cells:
    import pyarrow
    import pyarrow.parquet

    try:
        table = pyarrow.parquet.read_table(path)
    except (pyarrow.ArrowException, OSError) as problem:
        raise Unreadable(1, f"it is not a Parquet file ({problem})") from None
    columns = [column.to_pylist() for column in table.columns]
    rows = ((n + 2, [_cell(value) for value in row]) for n, row in enumerate(zip(*columns, strict=True)))
    return Cells(list(table.column_names), rows, marked=False)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, list):
        return ";".join(map(str, value))
    return f"{value:.10g}" if isinstance(value, float) else str(value)
