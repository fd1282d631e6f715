"""A simulated exchange folder, and beside it what was true."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl

from migrainedays.columns import Value, columns_of
from migrainedays.errors import WrongUse
from migrainedays.exchange.tables import TABLES
from migrainedays.exchange.write import data_package
from migrainedays.simulation.cohort import draw_cohorts
from migrainedays.simulation.frames import PROTOCOL, VERSIONS, frames_of
from migrainedays.simulation.options import Options
from migrainedays.simulation.parameters import parameters_of

TRUTH = "truth.json"
MOMENT = "%Y-%m-%dT%H:%M:%S%:z"
UNTREATED = ("patients", "days", "attacks", "intakes")


def write_simulated(path: Path, options: Options, progress: Callable[[int], None] | None = None) -> None:
    """Write the folder and its truth.json; `progress` is told how many patients were written since it was told last.

    Raises WrongUse where the folder is not empty, or nobody of this mix would qualify.
    """
    if path.exists() and any(path.iterdir()):
        raise WrongUse(f"{path} is not empty. Name a folder that does not exist yet.")
    path.mkdir(parents=True, exist_ok=True)
    names = [name for name in TABLES if name in _tables(options)]
    for cohort in draw_cohorts(options):
        frames = frames_of(cohort)
        for name in names:
            _append(path / f"{name}.csv", frames[name])
        if progress is not None:
            progress(len(cohort))
    (path / "datapackage.json").write_text(json.dumps(data_package(names), indent=1) + "\n", encoding="utf-8")
    (path / TRUTH).write_text(json.dumps(truth_of(options), indent=1) + "\n", encoding="utf-8")


def simulate_values(options: Options) -> Iterator[Value]:
    """The same folder as values, table by table of each part."""
    for cohort in draw_cohorts(options):
        frames = frames_of(cohort)
        for name in _tables(options):
            yield from _values(TABLES[name], frames[name])


def truth_of(options: Options) -> dict[str, Any]:
    """What is true of these patients; no other command reads it."""
    looked_at = parameters_of(options.mix).enrolment["months_looked_at"]
    return {
        "protocol": None if options.mix == "population" else PROTOCOL,
        "versions": [] if options.mix == "population" else list(VERSIONS),
        "effect_logit": options.effect,
        "drift_logit_per_year": options.drift,
        "step_logit": options.step,
        "severity_shift_logit": options.severity_shift,
        "switch_on": options.switch.isoformat(),
        "mix": options.mix,
        "enrol": options.enrol
        or {"trial": "one qualifying month", "population": "everyone"}.get(options.mix, "run-in"),
        "months_looked_at": looked_at if options.enrols_by_worst else 1,
        "patients": options.patients,
        "seed": options.seed,
    }


def _tables(options: Options) -> tuple[str, ...]:
    everything = (*UNTREATED, "sessions", "injections", "adverse_events")
    return UNTREATED if options.mix == "population" else everything


def _append(path: Path, frame: pl.DataFrame) -> None:
    fresh = not path.exists()
    with path.open("ab") as file:
        frame.write_csv(file, include_header=fresh, datetime_format=MOMENT)


def _values(value_class: type[Value], frame: pl.DataFrame) -> Iterator[Value]:
    columns = columns_of(value_class)
    text = pl.read_csv(frame.write_csv(datetime_format=MOMENT).encode(), infer_schema=False)
    for row in text.iter_rows(named=True):
        yield value_class(**{name: columns[name].read(cell or "") for name, cell in row.items()})
