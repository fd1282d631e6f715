"""`migrainedays backup FILE`: a safe copy."""

from pathlib import Path

import click

from migrainedays.cli.output import say


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def command(file: Path) -> None:
    """Copy the clinic's database into FILE while the clinic works; an existing file is never replaced."""
    from migrainedays.clinic import safekeeping, starting

    starting.start()
    starting.require_clinic()
    safekeeping.back_up(file.absolute())
    say(f"The clinic is safe in {file} as it stood just now.")
