"""Clinics that are made, known in part and judged by the commands alone, as someone outside would do it."""

import datetime as dt
import json
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import polars as pl
from click.testing import CliRunner

from migrainedays.cli.main import commands
from migrainedays.errors import NothingToEvaluate
from migrainedays.windows import WINDOW_DAYS

EVALUABLE = 20
"""Entries of a window without which nothing is held against a forecast of it."""

DATED = {"days": "date", "intakes": "date", "attacks": "ended_at", "sessions": "date", "adverse_events": "onset_on"}
OF_A_DAY = {"days": "date", "intakes": "date", "attacks": "started_at"}
Lived = Mapping[str, Mapping[dt.date, bool]]


def ask(command: str, folder: Path, *words: object) -> Any:
    """The JSON document of a command; None where it says that there is too little to answer."""
    found = CliRunner().invoke(commands, [command, str(folder), *map(str, words), "--json"])
    if isinstance(found.exception, NothingToEvaluate):
        return None
    if found.exception is not None:
        raise found.exception
    return json.loads(found.stdout)


@contextmanager
def simulated(patients: int, seed: int, **options: object) -> Iterator[tuple[Path, Any]]:
    """A folder of `migrainedays simulate`, and what is true of it."""
    words = [word for name, value in options.items() for word in (f"--{name.replace('_', '-')}", str(value))]
    with TemporaryDirectory() as place:
        folder = Path(place) / "clinic"
        CliRunner().invoke(
            commands, ["simulate", str(folder), "--patients", str(patients), "--seed", str(seed), *words],
            catch_exceptions=False,
        )  # fmt: skip
        yield folder, json.loads((folder / "truth.json").read_text())


def read(folder: Path, table: str) -> pl.DataFrame:
    """A table of a folder, every cell as it is written."""
    return pl.read_csv(folder / f"{table}.csv", infer_schema=False)


def until(folder: Path, on: dt.date) -> Path:
    """The same folder as it stood in the evening of a day, beside it."""
    known = folder.with_name(f"{folder.name}-{on}")
    shutil.copytree(folder, known)
    for table, column in DATED.items():
        rows = read(known, table)
        rows.filter(pl.col(column).str.slice(0, 10) <= str(on)).write_csv(known / f"{table}.csv")
    given = read(known, "sessions").select("patient", "session")
    read(known, "injections").join(given, on=["patient", "session"], how="semi").write_csv(known / "injections.csv")
    return known


def lose_days(folder: Path, share: float, seed: int) -> None:
    """Take a share of all diary days out of a folder, whatever they were."""
    days = read(folder, "days").select("patient", "date")
    lost = days.filter(np.random.default_rng(seed).random(len(days)) < share)
    _without(folder, lost)


def plant_freedom(folder: Path, patient: str, on: dt.date) -> None:
    """Give a patient 28 days without a headache after a session on that day."""
    free = [str(on + dt.timedelta(days=n)) for n in range(1, WINDOW_DAYS + 1)]
    planted = pl.DataFrame({"patient": [patient] * len(free), "date": free})
    _without(folder, planted)
    rows = pl.concat([read(folder, "days"), planted.with_columns(headache=pl.lit("false"))], how="diagonal")
    rows.write_csv(folder / "days.csv")


def _without(folder: Path, days: pl.DataFrame) -> None:
    """Take all that was written of these days of these patients away."""
    for table, column in OF_A_DAY.items():
        rows = read(folder, table).with_columns(_day=pl.col(column).str.slice(0, 10))
        if table == "attacks":  # one that touches two days goes with either
            rows = rows.with_columns(_end=pl.col("ended_at").str.slice(0, 10))
            rows = rows.join(days, left_on=["patient", "_end"], right_on=["patient", "date"], how="anti").drop("_end")
        kept = rows.join(days, left_on=["patient", "_day"], right_on=["patient", "date"], how="anti")
        kept.drop("_day").write_csv(folder / f"{table}.csv")


def lived_days(folder: Path) -> Lived:
    """Headache or not by patient and day, of all days that were written down."""
    lived: dict[str, dict[dt.date, bool]] = defaultdict(dict)
    for patient, date, headache in read(folder, "days").select("patient", "date", "headache").iter_rows():
        lived[patient][dt.date.fromisoformat(date)] = headache == "true"
    return lived


def days_of(lived: Lived, patient: str, first: dt.date) -> float | None:
    """Headache days per 28 of the window that begins on a day; None where too few of its days were entered."""
    days = [first + dt.timedelta(days=n) for n in range(WINDOW_DAYS)]
    seen = [lived[patient][day] for day in days if day in lived[patient]]
    return WINDOW_DAYS * sum(seen) / len(seen) if len(seen) >= EVALUABLE else None
