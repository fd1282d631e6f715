"""`migrainedays export`: what the clinic holds, as an exchange folder."""

from pathlib import Path

import click

from migrainedays.cli.output import print_json, print_table, say


@click.group()
def command() -> None:
    """Give away what your clinic holds, in a form that other tools read."""


@command.command("folder")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--patient", metavar="NUMBER", help="One patient only.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def _folder(out: Path, patient: str | None, as_json: bool) -> None:
    """Write the clinic's diaries, sessions and answers to the exchange folder OUT; names and contacts stay here.

    Where only some diaries ask for drugs, OUT holds two folders: a day without an intake means something else in each.
    """
    from migrainedays.clinic import starting

    starting.start()
    clinic = starting.require_clinic()
    from migrainedays.clinic import leaving
    from migrainedays.clinic.records.access import NotFound, operator
    from migrainedays.clinic.records.queries import folders
    from migrainedays.errors import WrongUse

    try:
        found = folders.folders(operator(clinic), patient)
    except NotFound as problem:
        raise WrongUse(str(problem)) from None
    written = list(zip(leaving.write(out.absolute(), found), found, strict=True))
    if as_json:
        print_json({"folders": [{"path": str(path), "tables": dict(each.counts)} for path, each in written]})
    for path, each in written:
        if not as_json:
            print_table(f"Written to {path}", ["table", "rows"], list(each.counts.items()))
        if each.left_out:
            say(f"{each.left_out} intakes were left out: their diaries do not ask for drugs, see OUT's two folders.")
