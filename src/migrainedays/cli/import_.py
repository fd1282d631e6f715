"""`migrainedays import`: another app's file as an exchange folder, and a folder into the clinic."""

import sys
from pathlib import Path
from typing import Any

import click

from migrainedays.cli.folder import folder_command
from migrainedays.cli.output import print_json, print_table, say
from migrainedays.errors import InputRefused, WrongUse
from migrainedays.exchange import Folder
from migrainedays.exchange.readers import READERS, DatesAmbiguous, Imported, Reader, write_imported

SHOWN = 20  # problems told one by one before the rest is only counted


@click.group()
def command() -> None:
    """Take in what others wrote: another app's file as an exchange folder.

    A list of attacks is no diary: days without a row stay missing. Look at what each column became with --preview.
    """


def _reading(kind: str, reader: Reader) -> click.Command:
    @click.command(kind, help=f"{reader.title}.")
    @click.argument("file", type=click.Path(path_type=Path))
    @click.argument("out", type=click.Path(path_type=Path), required=False)
    @click.option("--patient", default="1", show_default=True, help="The number under which the values are written.")
    @click.option("--zone", help="Where the clock of the diary stood, such as Europe/Paris.")
    @click.option("--date-order", type=click.Choice(["day-first", "month-first", "year-first"]), help="How it dates.")
    @click.option("--preview", is_flag=True, help="Show what each column would become, and write nothing.")
    @click.option("--accept-valid", is_flag=True, help="Go on with the rows that are valid.")
    @click.option("--column", "columns", multiple=True, metavar="ROLE=HEADER", help="What a column of a CSV holds.")
    def run(
        file: Path, out: Path | None, preview: bool, accept_valid: bool, columns: tuple[str, ...], **asked: Any
    ) -> None:
        if not asked["patient"].strip():
            raise WrongUse("--patient is blank; give the number under which the values are written.")
        imported = _read(reader, file, {**asked, "columns": _roles(columns)})
        _tell(imported, preview=preview)
        if preview:
            return
        if imported.refused and not accept_valid:
            raise InputRefused(f"{len(imported.refused)} rows are refused. Go on without them with --accept-valid.")
        if out is None:
            raise WrongUse("Name the folder to write, or ask for --preview.")
        write_imported(out, imported)
        say(f"Wrote {len(imported.values) - 1} entries to {out}; where each came from stands in origin.json.")

    return run


def _read(reader: Reader, file: Path, asked: dict[str, Any]) -> Imported:
    """Read the file; where only a person can tell the order of its dates, ask the one at the keyboard."""
    try:
        return reader.read(file, **asked)
    except DatesAmbiguous as problem:
        if not sys.stdin.isatty():
            raise
        order = click.prompt(f"How is {problem.example} to be read?", type=click.Choice(list(problem.orders)))
        return reader.read(file, **{**asked, "date_order": order})


def _roles(columns: tuple[str, ...]) -> dict[str, str]:
    for column in columns:
        if "=" not in column:
            raise WrongUse(f"--column {column} has no “=”; write --column date=Datum.")
    return dict(column.split("=", 1) for column in columns)


def _tell(imported: Imported, *, preview: bool) -> None:
    if preview:
        print_table("What each column becomes", ["column", "becomes", "filled"], imported.preview)
    for word, problems in (("Refused", imported.refused), ("Odd", imported.odd)):
        for problem in problems[:SHOWN]:
            say(f"{word}: {problem}")
        if len(problems) > SHOWN:
            say(f"… and {len(problems) - SHOWN} more.")


@click.command("folder")
@click.option("--update", is_flag=True, help="Write rows that are stored with another value as new revisions.")
@folder_command
def _folder(folder: Folder, update: bool, as_json: bool) -> None:
    """Take an exchange FOLDER into your clinic, all of it or nothing; the same folder twice changes nothing."""
    from migrainedays.clinic import starting

    starting.start()
    from migrainedays.clinic import taking

    taken = taking.take_in(folder, starting.require_clinic(), update=update)
    if as_json:
        print_json(taken.to_json())
        return
    print_table("Taken into the clinic", ["table", "added", "unchanged", "changed"], taken.rows())
    for sentence in taken.sentences[:SHOWN]:
        say(f"Changed: {sentence}")
    if len(taken.sentences) > SHOWN:
        say(f"… and {len(taken.sentences) - SHOWN} more; --json lists them all.")
    if taken.left and not update:
        say("Changed rows were left as they stand here; --update writes them as new revisions.")


command.add_command(_folder)
for _kind, _reader in READERS.items():
    command.add_command(_reading(_kind, _reader))
