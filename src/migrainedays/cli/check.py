"""`migrainedays check`: what is refused, what is odd, and how many days are missing."""

import sys
from pathlib import Path

import click

from migrainedays.cli.folder import SHOWN, read_with_progress
from migrainedays.cli.output import print_json, print_table
from migrainedays.errors import Exit
from migrainedays.exchange import Folder
from migrainedays.exchange.check import Checked, check
from migrainedays.exchange.files import NoFolder


@click.command
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(folder: Path, as_json: bool) -> None:
    """What is refused in FOLDER, what is odd, and how many days are missing. Exit code 3 if anything is refused."""
    found = check(_read(folder, as_json=as_json))
    if as_json:
        print_json(found.to_json())
    else:
        _show(found)
    if found.folder.refused:
        sys.exit(Exit.INPUT_REFUSED)


def _read(path: Path, *, as_json: bool) -> Folder:
    """The folder; one of which nothing can be read is an empty one with its reason, where a document is asked for."""
    try:
        return read_with_progress(path)
    except NoFolder as refusal:
        if not as_json:
            raise
        return Folder({}, {}, refused=(refusal.problem,))


def _show(found: Checked) -> None:
    folder = found.folder
    rows = [(name, count, len(folder.tables.get(name, ()))) for name, count in folder.rows.items()]
    print_table("Tables", ["table", "rows", "kept"], rows)
    for problem in folder.refused:
        click.echo(str(problem))
    for problem in found.odd[:SHOWN]:
        click.echo(f"odd, and kept: {problem}")
    if len(found.odd) > SHOWN:
        click.echo(f"… and {len(found.odd) - SHOWN} more that are odd; --json lists them all.")
    click.echo(f"{found.entries} days entered; {found.missing} missing between the first and the last entry.")
    click.echo(f"{len(folder.refused)} refused, {len(found.odd)} odd.")
