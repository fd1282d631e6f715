"""Finding columns by their header, whatever their order, and saying what became of each."""

from collections.abc import Iterable, Iterator, Mapping

from migrainedays.errors import InputRefused
from migrainedays.exchange.readers.imported import DROPPED, KEPT_ASIDE, ColumnUse
from migrainedays.exchange.readers.source import Line


def find_header(rows: list[Line], needed: Iterable[str], what: str) -> int:
    """The place of the first row that holds all needed headers; InputRefused where there is none."""
    wanted = {name.lower() for name in needed}
    for place, row in enumerate(rows):
        if wanted <= {cell.lower() for cell in row.cells}:
            return place
    raise InputRefused(f"This is no file of {what}: no row holds the headers {', '.join(needed)}.")


def cells_of(header: Line, rows: Iterable[Line]) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row by header; of headers that stand twice the later gets a number, cells without one are left."""
    names = _unique(header.cells)
    for row in rows:
        lacking = [""] * (len(names) - len(row.cells))  # a row cut short says nothing of its last columns
        yield row.number, dict(zip(names, [*row.cells, *lacking], strict=False))


def preview_of(
    header: Line, rows: Iterable[Line], becomes: Mapping[str, str], dropped: Iterable[str] = ()
) -> list[ColumnUse]:
    """What each column became; `becomes` maps lower-case headers to a table's column."""
    gone = {name.lower() for name in dropped}
    filled = dict.fromkeys(_unique(header.cells), 0)
    for _, cells in cells_of(header, rows):
        for name, cell in cells.items():
            filled[name] += bool(cell)
    return [
        ColumnUse(name, DROPPED if name.lower() in gone else becomes.get(name.lower(), KEPT_ASIDE), count)
        for name, count in filled.items()
    ]


def _unique(names: Iterable[str]) -> list[str]:
    found: list[str] = []
    for name in names:
        number, unique = 1, name
        while unique in found:
            number += 1
            unique = f"{name} ({number})"
        found.append(unique)
    return found
