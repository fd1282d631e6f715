"""`migrainedays diagnose`: chronic migraine, medication overuse and status, per patient."""

import datetime as dt

import click

from migrainedays.classification.diagnosis import Diagnosis, diagnose
from migrainedays.classification.overuse import codes
from migrainedays.cli.folder import DATE, ON, folder_command
from migrainedays.cli.output import print_json, print_table
from migrainedays.course.follow import last_on
from migrainedays.diary import Tri
from migrainedays.errors import NothingToEvaluate
from migrainedays.exchange import Folder
from migrainedays.exchange.courses import courses_of


@click.command
@click.option("--from", "start", type=DATE, help="The day on which the first window begins; the first entry else.")
@click.option("--on", type=DATE, help=ON)
@folder_command
def command(folder: Folder, start: dt.datetime | None, on: dt.datetime | None, as_json: bool) -> None:
    """Chronic migraine, medication overuse and status migrainosus, per patient, by ICHD-3."""
    first, now = (given.date() if given else None for given in (start, on))
    found = [
        diagnose(course.diary, course.person, start=first, on=now or last_on(course)) for course in courses_of(folder)
    ]
    if not any(diagnosis.entered for diagnosis in found):
        raise NothingToEvaluate("No day was entered: fill the days table, or the attacks table.")
    if as_json:
        print_json({"patients": [diagnosis.to_json() for diagnosis in found]})
    else:
        _show(found)


def _show(found: list[Diagnosis]) -> None:
    print_table(
        "Diagnoses by ICHD-3, from the diary (? = cannot be decided from what was entered)",
        ["patient", "windows", "chronic", "3 months", "overuse", "overuse headache", "status"],
        [
            (
                diagnosis.person.patient,
                len(diagnosis.months),
                _word(diagnosis.chronic_migraine.ichd3),
                _word(diagnosis.chronic_migraine.operational),
                _codes(diagnosis, "medication_overuse"),
                _codes(diagnosis, "moh"),
                ", ".join(status.attack for status in diagnosis.status if status.verdict is Tri.YES),
            )
            for diagnosis in found
        ],
    )
    rows = [(diagnosis.person.patient, note) for diagnosis in found for note in diagnosis.notes]
    print_table("Notes", ["patient", "note"], rows)


def _word(answer: Tri) -> str:
    return "?" if answer is Tri.INDETERMINATE else answer.value


def _codes(diagnosis: Diagnosis, kind: str) -> str:
    verdicts = getattr(diagnosis.overuse, kind)
    sure, unsure = codes(verdicts, Tri.YES), codes(verdicts, Tri.INDETERMINATE)
    if len(unsure) == len(verdicts):
        return "?"
    return ", ".join(sure + [f"{code}?" for code in unsure])
