"""`migrainedays surprise`: how unusual one result is among comparable courses."""

import datetime as dt

import click

from migrainedays.cli.folder import DATE, ON, folder_command
from migrainedays.cli.output import print_json, print_table, say, working
from migrainedays.exchange import Folder
from migrainedays.exchange.courses import courses_of


@click.command
@click.option("--patient", required=True, metavar="ID", help="The patient.")
@click.option("--on", type=DATE, help=ON)
@folder_command
def command(folder: Folder, patient: str, on: dt.datetime | None, as_json: bool) -> None:
    """How unusual a patient's latest result is under the earlier protocol, the best of many courses first."""
    with working("Looking at the courses of the clinic"):
        from migrainedays.evidence.one_course import judge_patient
        from migrainedays.evidence.to_json import surprise_to_json

        found = judge_patient(courses_of(folder), patient, on.date() if on else None)
    if as_json:
        print_json(surprise_to_json(patient, found))
        return
    rows = [
        (f"as the best of {found.best_of} courses", f"{found.corrected:.3f}"),
        ("taken alone", f"{found.percentile:.3f}"),
        ("severity", f"{found.severity_rank[0]} of {found.severity_rank[1]}"),
        ("more patients needed", found.more_needed),
    ]
    print_table("Chance of a result at least this good where nothing changed", ("", "figure"), rows)
    say(found.sentence)
