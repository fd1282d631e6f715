"""`migrainedays evaluate`: windows, cycles, response rules and milestones per patient, and the clinic's sums."""

import datetime as dt
import sys
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import click
from rich.progress import track

from migrainedays.classification import Count, Profile, profile
from migrainedays.classification.profiles import DEFAULT as DEFAULT_PROFILE
from migrainedays.cli.folder import DATE, ON, folder_command
from migrainedays.cli.output import json_text, print_table, say, working
from migrainedays.course.clinic import ClinicSummary
from migrainedays.course.compare import bounds, number, percent
from migrainedays.course.definition import DEFAULT, Definition, definition
from migrainedays.course.evaluate import Evaluation, evaluate
from migrainedays.course.to_json import patient_to_json
from migrainedays.errors import NothingToEvaluate
from migrainedays.evidence.clinic_results import results_of
from migrainedays.evidence.facts import Facts, facts_of
from migrainedays.evidence.results_to_json import results_to_json
from migrainedays.exchange import Folder
from migrainedays.exchange.courses import courses_of


@click.command
@click.option("--profile", "name", default=DEFAULT_PROFILE, show_default=True, metavar="NAME", help="The day profile.")
@click.option("--on", type=DATE, help=ON)
@click.option(
    "--definition", "by", default=DEFAULT, show_default=True, metavar="NAME|FILE",
    help="Of breaking the cycle: a published one by name, or a .toml file of your own.",
)  # fmt: skip
@click.option(
    "--chance",
    is_flag=True,
    help="Fit the folder's courses: the chance that the next windows stay below the threshold, beside each cycle.",
)
@folder_command
def command(folder: Folder, name: str, on: dt.datetime | None, by: str, chance: bool, as_json: bool) -> None:
    """Windows, cycles, response by every rule, and the state of the cycle, per patient."""
    chosen, defined = profile(name), definition(by)
    clinic = ClinicSummary()
    facts: list[Facts] = []
    patients: list[str] = []
    rows: list[tuple[Any, ...]] = []
    last = None
    day = on.date() if on else None
    chances = _chances(folder, day) if chance else {}
    for found in _evaluated(folder, chosen, defined, day, chances):
        clinic.add(found)
        if as_json:
            facts.append(facts_of(found))
            patients.append(json_text(patient_to_json(found)))
        else:
            rows.append(_row(found))
            last = found
    if not clinic.days["entries"]:
        raise NothingToEvaluate("No day was entered: fill the days table, or the attacks table.")
    if as_json:
        _print_json(chosen, patients, clinic.to_json() | {"results": results_to_json(results_of(facts))})
    elif last is not None and len(rows) == 1:
        _show_one(last)
    else:
        _show_all(rows, clinic)


def _chances(folder: Folder, on: dt.date | None) -> dict[str, float]:
    """By patient; the models are loaded only where they are asked for."""
    with working("Learning from the courses of the clinic"):
        from migrainedays.evidence.cycle_chance import chances_of
        from migrainedays.evidence.cycle_model import FEWEST_PATIENTS

        found = chances_of(courses_of(folder), on)
    if not found:
        say(
            f"A fit needs {FEWEST_PATIENTS} patients with a session and two windows of diary, whose months do not all "
            "look alike: no chance stands beside the cycles."
        )
    return found


def _evaluated(
    folder: Folder, chosen: Profile, by: Definition, on: dt.date | None, chances: Mapping[str, float]
) -> Iterator[Evaluation]:
    """One evaluation a patient, with a bar on standard error where that is a screen."""
    if not folder.patients:
        raise NothingToEvaluate("The patients table has no rows; one patient with entered days is enough to begin.")
    from rich.console import Console

    courses = track(
        courses_of(folder),
        description="Evaluating",
        total=len(folder.patients),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
    for course in courses:
        found = evaluate(course, chosen, by=by, on=on)
        yield _beside(found, chances) if chances else found


def _beside(found: Evaluation, chances: Mapping[str, float]) -> Evaluation:
    from migrainedays.evidence.cycle_chance import with_chance

    return with_chance(found, chances.get(found.patient))


def _print_json(chosen: Profile, patients: list[str], clinic: dict[str, Any]) -> None:
    """One document, one line a patient: a thousand of them are read by eye as little as by an indenting printer."""
    shown = {"name": chosen.name, "version": chosen.version, "verified": chosen.verified}
    click.echo(f'{{"profile": {json_text(shown)}, "patients": [')
    click.echo(",\n".join(patients))
    click.echo(f'], "clinic": {json_text(clinic)}}}')


# -- for people ------------------------------------------------------------------------------------------
def _row(found: Evaluation) -> tuple[Any, ...]:
    latest = found.followed.cycles[-1] if found.followed.cycles else None
    return (
        found.patient,
        found.entries,
        found.missing,
        found.headache_days,
        len(found.followed.cycles),
        _share(latest.fall_first) if latest else "",
        found.rules["responder_50"].verdict if latest else "",
        found.rules["nice_ta260"].verdict if latest else "",
        found.rules["ihs_2025"].verdict,
        found.cycle.state,
    )


def _show_all(rows: list[tuple[Any, ...]], clinic: ClinicSummary) -> None:
    header = [
        "patient", "entered", "missing", "headache days", "sessions", "fall", "50 %", "NICE", "IHS 2025", "cycle",
    ]  # fmt: skip
    print_table("Courses; fall is from baseline to the first 28 days after the latest session", header, rows)
    days = clinic.days
    share = 100 * days["headache_days"] / days["entries"]
    click.echo(
        f"{clinic.patients} patients, {days['entries']:,} days entered, {days['missing']:,} missing between them; "
        f"headache on {days['headache_days']:,} ({share:.1f} % of those entered)."
    )


def _show_one(found: Evaluation) -> None:
    header = [
        "from", "to", "entered", "headache days", "migraine", "moderate/severe", "acute days", "hours", "quality",
    ]  # fmt: skip
    windows = [
        (
            window.span.first,
            window.span.last,
            window.entries,
            _count(window.headache_days),
            _count(window.migraine_days),
            _count(window.moderate_severe_days),
            _count(window.any_acute_days),
            f"{window.minutes_observed / 60:.0f} on {window.minutes_known} days" if window.minutes_known else "",
            window.quality,
        )
        for window in found.followed.windows
    ]
    title = f"{found.patient}: windows of 28 days, rates per 28 (and what the missing days make possible)"
    print_table(title, header, windows)
    _show_sessions(found)
    rules = [
        (name, ruling.verdict, ruling.by_bounds, ruling.session, ruling.why, "" if ruling.verified else "unverified")
        for name, ruling in found.rules.items()
    ]
    print_table("Rules, each by its own words", ["rule", "verdict", "by bounds", "session", "why", ""], rules)
    states: list[tuple[Any, ...]] = [
        (
            state.definition.title,
            state.state,
            state.since,
            "" if state.probability is None else f"{100 * state.probability:.0f} %",
            state.why,
            state.next,
        )
        for state in found.cycle_by_definition
    ]
    header = ["definition", "state", "since", "chance to stay below", "why", "what would change it"]
    if all(state.probability is None for state in found.cycle_by_definition):
        del header[3]
        states = [row[:3] + row[4:] for row in states]
    print_table("The state of the cycle", header, states)
    reached = [(step.level, step.reached_on, step.says) for step in found.milestones]
    print_table("Milestones, rules of this project", ["level", "first reached", "asks for"], reached)
    _show_life(found)


def _show_sessions(found: Evaluation) -> None:
    header = ["session", "date", "protocol", "baseline to first", "baseline to last", "before to first", "wearing off"]
    rows = [
        (
            cycle.number,
            cycle.on,
            " ".join(filter(None, (cycle.session.protocol, cycle.session.version))),
            _share(cycle.fall_first),
            _share(cycle.fall_last),
            _share(cycle.fall_before),
            f"{worn.verdict.value}. {worn.why}",
        )
        for cycle, worn in zip(found.followed.cycles, found.wearing_off, strict=True)
    ]
    if rows:
        print_table("Sessions; a fall is positive", header, rows)


def _show_life(found: Evaluation) -> None:
    if found.abilities:
        header = [
            "factor", "cycle", "exposed", "at risk", "headache in 24 h", "acute drug", "other days", "verdict", "why",
        ]  # fmt: skip
        rows = [
            (
                a.factor,
                a.cycle,
                a.exposed,
                a.at_risk,
                a.headache_24h,
                a.acute_24h,
                f"{a.unexposed_headache} of {a.unexposed}" if a.unexposed else "",
                a.verdict,
                a.why,
            )
            for a in found.abilities
        ]
        print_table("Abilities: what exposures on headache-free days were followed by", header, rows)
    for note in found.notes:
        click.echo(note)


def _count(count: Count) -> str:
    """A rate with what the missing days make possible; that alone where too few days were entered for a rate."""
    if count.rate28 is None or count.low == count.high:
        return bounds(count)
    return f"{number(count.rate28)} ({bounds(count)})"


def _share(share: Fraction | None) -> str:
    return "" if share is None else percent(share)
