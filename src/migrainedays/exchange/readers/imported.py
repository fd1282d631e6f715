"""What became of a file: values, what each column turned into, and what is odd or refused."""

import dataclasses
from collections.abc import Mapping
from typing import Any, NamedTuple

from migrainedays.columns import Value
from migrainedays.exchange.folder import Problem
from migrainedays.exchange.readers.dates import DateOrder

KEPT_ASIDE = "kept aside"
DROPPED = "dropped"


class ColumnUse(NamedTuple):
    """One column of the file: what it became (a table's column, kept aside, dropped), and in how many rows it spoke."""

    column: str
    becomes: str
    filled: int


class Origin(NamedTuple):
    """Where an entry came from: its line in the file, and the cells that have no column here, as they stood."""

    table: str
    key: tuple[Any, ...]
    line: int
    aside: Mapping[str, str]


@dataclasses.dataclass(frozen=True, slots=True)
class Imported:
    """One file, read. `file_hash` is the SHA-256 of its bytes: the same file again is known by it."""

    kind: str
    file_name: str
    file_hash: str
    date_order: DateOrder | None
    values: tuple[Value, ...]
    preview: tuple[ColumnUse, ...]
    odd: tuple[Problem, ...]
    refused: tuple[Problem, ...]
    origins: tuple[Origin, ...]
