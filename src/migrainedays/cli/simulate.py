"""`migrainedays simulate`: an exchange folder from the calibrated simulator."""

import datetime as dt
import sys
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from migrainedays.cli.output import say


def _date(_: click.Context, __: click.Parameter, value: dt.datetime | None) -> dt.date | None:
    return None if value is None else value.date()


@click.command
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--patients", type=int, required=True, help="How many.")
@click.option("--seed", type=int, required=True, help="The same seed gives the same folder.")
@click.option("--mix", type=click.Choice(["trial", "clinic", "population"]), default="clinic", show_default=True)
@click.option("--effect", type=float, help="What the second version adds to the first, logit; negative is better.")
@click.option(
    "--switch", type=click.DateTime(["%Y-%m-%d"]), callback=_date,
    help="From when on sessions follow the second version (half-way through enrolment).",
)  # fmt: skip
@click.option("--drift", type=float, help="What the calendar does to everyone, logit a year.")
@click.option("--step", type=float, help="What happens to everyone at the switch, logit.")
@click.option("--severity-shift", type=float, help="How much worse those are who enrol after the switch, logit.")
@click.option("--enrol", type=click.Choice(["worst", "run-in"]), help="Treated after the worst month, or a run-in.")
def command(out: Path, **asked: Any) -> None:
    """Write invented patients to the folder OUT, and what is true of them to OUT/truth.json.

    trial: enrolled by one month of 15 days or more, sessions every 12 weeks. clinic: enrolled by the worst of six
    months, a run-in month kept. population: everyone, untreated. All figures are logits of a headache on a day.
    """
    from migrainedays.simulation.folder import write_simulated
    from migrainedays.simulation.options import Options

    options = Options(**{name: value for name, value in asked.items() if value is not None})
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("Simulating", total=options.patients)
        write_simulated(out, options, progress=lambda patients: bar.advance(task, patients))
    say(f"Wrote {options.patients} invented patients to {out}; what is true of them stands in truth.json.")
