"""The folder argument that many commands share: read with a progress bar, refused rows told, exit code 3."""

import contextlib
import csv
import functools
import gc
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from migrainedays.cli.output import say
from migrainedays.columns import EARLIEST, LATEST
from migrainedays.errors import InputRefused
from migrainedays.exchange import Folder, read_folder


class _Day(click.DateTime):
    """A day within the years that a diary can hold."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        day = super().convert(value, param, ctx)
        if not EARLIEST <= day.year <= LATEST:
            self.fail(f"{value} lies outside the years {EARLIEST} to {LATEST}.", param, ctx)
        return day


DATE = _Day(formats=["%Y-%m-%d"])
ON = "The day of which it is said; the last dated row unless given."
SHOWN = 20  # problems told one by one before the rest is only counted


def folder_command(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command FOLDER, --accept-valid, --refused and --json; it receives the Folder as its first argument."""

    @click.argument("folder", type=click.Path(path_type=Path))
    @click.option("--accept-valid", is_flag=True, help="Go on with the rows that are valid.")
    @click.option(
        "--refused", type=click.Path(path_type=Path), default=Path("refused.csv"), show_default=True,
        help="With --accept-valid: where the refused rows are written.",
    )  # fmt: skip
    @click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
    @functools.wraps(function)
    def wrapped(folder: Path, accept_valid: bool, refused: Path, **options: Any) -> Any:
        with without_collection():
            return function(read(folder, accept_valid=accept_valid, refused=refused), **options)

    return wrapped


@contextlib.contextmanager
def without_collection() -> Iterator[None]:
    """Rows are read once and kept to the end: looking through a million of them for rubbish finds none."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def read(path: Path, *, accept_valid: bool, refused: Path) -> Folder:
    """Read a folder for a command: InputRefused where rows are refused and valid ones are not enough."""
    folder = read_with_progress(path)
    if folder.refused:
        for problem in folder.refused[:SHOWN]:
            say(str(problem))
        if len(folder.refused) > SHOWN:
            say(f"… and {len(folder.refused) - SHOWN} more; `migrainedays check {path}` lists them all.")
        if not accept_valid:
            raise InputRefused(
                f"{len(folder.refused)} rows are refused. Mend them, or go on without them with --accept-valid."
            )
        write_refused(refused, folder)
        say(f"Went on without {len(folder.refused)} refused rows; they are in {refused}.")
    return folder


def read_with_progress(path: Path) -> Folder:
    """Read a folder with a progress bar on standard error, where that is a screen."""
    total = sum(_rows(file) for file in path.glob("*.csv")) if path.is_dir() else 0
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,.0f} rows"),
        TimeElapsedColumn(),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("Reading", total=total)
        return read_folder(path, progress=lambda rows: bar.advance(task, rows))


def _rows(file: Path) -> int:
    """A guess from the size; the bar needs no more."""
    return max(1, os.path.getsize(file) // 40)


def write_refused(path: Path, folder: Folder) -> None:
    """The refused rows with their reasons, one table below the other, to be mended and sent again."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["table", "line", "column", "value", "reason", "row"])
        for problem, cells in folder.refused_rows:
            row = "; ".join(f"{name}={cell}" for name, cell in cells.items() if cell)
            writer.writerow([*problem, row])
