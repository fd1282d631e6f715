"""`migrainedays classify`: one verdict a patient-day."""

import datetime as dt
import json
from collections.abc import Iterator

import click

from migrainedays.classification import DayVerdict, Profile, classify, profile
from migrainedays.classification.profiles import DEFAULT
from migrainedays.cli.folder import DATE, ON, folder_command
from migrainedays.cli.output import print_table, say
from migrainedays.course.follow import last_on
from migrainedays.diary import Tri
from migrainedays.errors import NothingToEvaluate
from migrainedays.exchange import Folder
from migrainedays.exchange.courses import courses_of

Judged = tuple[str, DayVerdict]


@click.command
@click.option("--profile", "name", default=DEFAULT, show_default=True, metavar="NAME", help="The definition to go by.")
@click.option("--on", type=DATE, help=ON)
@folder_command
def command(folder: Folder, name: str, on: dt.datetime | None, as_json: bool) -> None:
    """One verdict a patient-day: headache day, migraine day, moderate or severe day, with reasons."""
    chosen = profile(name)
    days = _days(folder, chosen, on.date() if on else None)
    first = next(days, None)
    if first is None:
        raise NothingToEvaluate("No day was entered: fill the days table, or the attacks table.")
    if chosen.unverified:
        say(f"Unverified in {chosen.name}: {chosen.unverified}.")
    _print(chosen, first, days) if as_json else _show(chosen, first, days)


def _days(folder: Folder, chosen: Profile, on: dt.date | None) -> Iterator[Judged]:
    for course in courses_of(folder):
        diary = course.diary.until(on) if on else course.diary
        for verdict in classify(diary, chosen, course.person, on=on or last_on(course)).values():
            yield course.person.patient, verdict


def _print(chosen: Profile, first: Judged, days: Iterator[Judged]) -> None:
    """One JSON document, a line a day, so that a large clinic need not fit in memory twice."""
    shown = {"name": chosen.name, "version": chosen.version, "verified": chosen.verified}
    click.echo(f'{{"profile": {json.dumps(shown)}, "days": [\n{_line(*first)}', nl=False)
    for patient, verdict in days:
        click.echo(f",\n{_line(patient, verdict)}", nl=False)
    click.echo("\n]}")


def _line(patient: str, verdict: DayVerdict) -> str:
    return json.dumps(
        {
            "patient": patient,
            "date": str(verdict.date),
            "headache_day": verdict.headache_day.value,
            "migraine_day": verdict.migraine_day.value,
            "moderate_severe_day": verdict.moderate_severe_day.value,
            "reasons": list(verdict.reasons),
            "flags": list(verdict.flags),
        },
        ensure_ascii=False,
    )


def _show(chosen: Profile, first: Judged, days: Iterator[Judged]) -> None:
    print_table(
        f"{chosen.name}: {chosen.title} (? = cannot be decided from what was entered)",
        ["patient", "date", "headache", "migraine", "severe", "reasons and flags"],
        [
            (
                patient,
                verdict.date,
                _word(verdict.headache_day),
                _word(verdict.migraine_day),
                _word(verdict.moderate_severe_day),
                "; ".join((*verdict.reasons, *(flag.upper() for flag in verdict.flags))),
            )
            for patient, verdict in (first, *days)
        ],
    )


def _word(answer: Tri) -> str:
    return "?" if answer is Tri.INDETERMINATE else answer.value
