"""How answers are printed: one JSON document, or tables for people."""

import contextlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

import click
from rich.console import Console
from rich.table import Table

WIDTH_OF_FILES = 160
COMPILING = "Compiling the models for this machine: once, for some fifteen seconds"


def print_json(document: Any) -> None:
    """Print one JSON document on standard output, fractions as text in lowest terms; ValueError for a NaN."""
    click.echo(json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False, default=_exact))


def json_text(part: Any) -> str:
    """A part of a document on one line, for documents of many parts; ValueError for a NaN."""
    return json.dumps(part, ensure_ascii=False, allow_nan=False, default=_exact)


def print_table(title: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table for people; numbers to the right."""
    table = Table(title=title, title_justify="left", title_style="bold", header_style="bold")
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    for place, name in enumerate(header):
        numeric = all(_is_number(row[place]) for row in cells)
        table.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for row in cells:
        table.add_row(*row)
    # A file or a pipe has no width of its own; eighty columns would break the words of a wide table.
    # What a person wrote is printed as it stands: `[mg]` in a cell is no style, `:x:` no picture.
    width = None if sys.stdout.isatty() else WIDTH_OF_FILES
    Console(soft_wrap=False, width=width, markup=False, emoji=False).print(table)


def _is_number(cell: str) -> bool:
    return not cell or cell.removesuffix(" %").replace(".", "").replace("-", "").isdigit()


@contextlib.contextmanager
def working(doing: str) -> Iterator[None]:
    """A moving sign on standard error while an answer is worked out, where that is a screen.

    The first answer of a machine takes longer than any other: it is said why, while the models' loops are compiled.
    """
    if not sys.stderr.isatty():
        yield
        return
    with Console(stderr=True).status(doing) as sign:
        from migrainedays.evidence.compiled import telling_of_compiling  # with numba, which takes its time too

        with telling_of_compiling(lambda: sign.update(COMPILING)):
            yield


def say(sentence: str) -> None:
    """A message for the person at the keyboard, on standard error."""
    click.echo(sentence, err=True)


def _exact(value: object) -> str:
    if isinstance(value, Fraction):
        return str(value)
    raise TypeError(f"{type(value).__name__} does not belong in a JSON answer")
