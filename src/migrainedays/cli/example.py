"""`migrainedays example`: a public diary as an exchange folder."""

from pathlib import Path

import click

from migrainedays.cli.output import say


@click.group()
def command() -> None:
    """Write a public diary as an exchange folder."""


@command.command("kostecki-dillon")
@click.argument("out", type=click.Path(path_type=Path))
def kostecki_dillon(out: Path) -> None:
    """133 patients of a biofeedback programme, as published: `check` finds the one row that stands there twice."""
    from migrainedays.exchange import write_folder
    from migrainedays.exchange.examples import NAMED_FIRST_DAY, read_kostecki_dillon

    write_folder(out, read_kostecki_dillon())
    say(f"Wrote the diary to {out}.")
    say(f"The year is not in the data: its first is called {NAMED_FIRST_DAY.year} here; distances of days are true.")
    say("Not written: sessions, as the programme gave no toxin; intakes, as only classes of medication are known.")
