"""How many rows a second `migrainedays evaluate` reads and judges, in one process.

    python studies/evaluation_speed.py [PATIENTS]

Writes an exchange folder of seeded patients with three years of days, acute drugs and twelve sessions each into a
temporary place, runs the command over it as anyone would, and prints rows, seconds and memory. The printed result
stands in `studies/results/evaluation_speed.txt`.
"""

import csv
import datetime as dt
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

FIRST = dt.date(2022, 1, 3)
DAYS = 3 * 365
FEATURES = ("unilateral", "pulsating", "aggravated", "nausea", "photophobia", "phonophobia")
Row = tuple[object, ...]


def patients(count: int) -> Iterator[Row]:
    yield ("patient", "zone")
    for n in range(count):
        yield f"P{n}", "Europe/Paris"


def sessions(count: int) -> Iterator[Row]:
    yield ("patient", "session", "date", "protocol", "total_units")
    for n in range(count):
        for number in range(1, 13):
            yield f"P{n}", number, FIRST + dt.timedelta(days=28 + 84 * (number - 1)), "preempt", 155


def days(count: int, chance: random.Random) -> Iterator[Row]:
    yield ("patient", "date", "headache", "minutes", "peak", *FEATURES)
    for n in range(count):
        burden = chance.uniform(0.1, 0.9)
        for day in range(DAYS):
            on = FIRST + dt.timedelta(days=day)
            if chance.random() >= burden:
                yield f"P{n}", on, "false", *[""] * 8
            else:
                felt = ("true" if chance.random() < 0.5 else "false" for _ in FEATURES)
                yield f"P{n}", on, "true", chance.randint(10, 1440), chance.randint(1, 3), *felt


def intakes(count: int, chance: random.Random) -> Iterator[Row]:
    yield ("patient", "date", "drug", "purpose")
    for n in range(count):
        for day in range(DAYS):
            if chance.random() < 0.15:
                drug = chance.choice(("sumatriptan", "ibuprofen", "paracetamol+caffeine"))
                yield f"P{n}", FIRST + dt.timedelta(days=day), drug, "acute"


def write(folder: Path, count: int) -> dict[str, int]:
    """The folder; how many rows each table has."""
    chance = random.Random(1)
    tables = {
        "patients": patients(count),
        "days": days(count, chance),
        "intakes": intakes(count, chance),
        "sessions": sessions(count),
    }
    rows = {}
    for name, lines in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            rows[name] = sum(1 for line in lines if writer.writerow(line)) - 1
    return rows


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        rows = write(Path(place), count)
        began = time.perf_counter()
        command = [sys.executable, "-m", "migrainedays.cli", "evaluate", place, "--json"]
        with (Path(place) / "answer.json").open("w") as answer:
            subprocess.run(command, stdout=answer, check=True)
        took = time.perf_counter() - began
        size = (Path(place) / "answer.json").stat().st_size
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    total = sum(rows.values())
    print(f"{count} patients, {rows['days']:,} days, {total:,} rows in all")
    print(f"{took:.1f} s: {rows['days'] / took:,.0f} days a second, {total / took:,.0f} rows a second")
    print(f"{used.ru_utime + used.ru_stime:.1f} s of one processor; the rest was waiting for it")
    print(f"{used.ru_maxrss / 1024:,.0f} MB of memory at most; an answer of {size / 1e6:,.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
