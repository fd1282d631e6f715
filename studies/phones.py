"""Two hundred phones over sixty days of bad network: is anything lost, invented or quietly overwritten?

Design. Each run draws patients with one phone and patients with two, 200 phones in all. Requests are lost, answers
are lost, both come late, twice and in another order; clocks are wrong by up to 25 hours; people travel over time
zones; phones write without a network. The phones and the server call the very merge that the clinic calls. Then the
network is whole again, every phone sends until its outbox is empty, and the result is compared with what an
observer outside saw: each entry carries a vector clock that the merge never sees, and from those alone follows what
each day must say. A day with truly concurrent edits must hold them all and be flagged, every other day must equal
its last entry.

    python -m studies.phones --runs 20 --seed 1
"""

import argparse
import dataclasses
import functools
import random
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from studies.phone_network import Network
from studies.phone_people import DAYS, Patient, Store, Truth, people

PHONES = 200


@dataclasses.dataclass(frozen=True)
class Result:
    """What one run found."""

    entries: int
    lost: int
    invented: int
    conflicts: int

    def __add__(self, other: "Result") -> "Result":
        return Result(*(a + b for a, b in zip(dataclasses.astuple(self), dataclasses.astuple(other), strict=True)))

    def __str__(self) -> str:
        return f"{self.entries} entries, {self.lost} lost, {self.invented} invented, {self.conflicts} conflicts kept"


def run(seed: int, *, phones: int = PHONES, days: int = DAYS) -> Result:
    """One run: `phones` phones over `days` days, then quiet, then the comparison."""
    chance = random.Random(seed)
    total = Result(0, 0, 0, 0)
    for patient in people(chance, phones):
        network = Network(chance, patient.server)
        for day in range(days):
            patient.live(day, chance)
            for phone in patient.phones:
                network.exchange(phone, patient.clock(day))
            network.deliver(patient.clock(day))
        network.quieten(patient.phones, patient.clock(days))
        total += compare(patient)
    return total


def compare(patient: Patient) -> Result:
    """What the server and every phone say, against what the observer saw."""
    stored = Counter(operation.id for operation in patient.server.operations.values())
    entered = Counter(entry.operation.id for entry in patient.entered)
    truth = patient.truth()
    wrong = sum(_differences(store, truth) for store in (patient.server, *patient.phones))
    conflicts = sum(len(values) > 1 for fields in truth.values() for values in fields.values())
    return Result(
        len(patient.entered),
        sum((entered - stored).values()),
        sum((stored - entered).values()) + wrong,
        conflicts,
    )


def _differences(store: Store, truth: Truth) -> int:
    """Fields that a server or phone holds otherwise than the observer, and days that only one of them knows."""
    wrong = len(store.dates() ^ set(truth))
    for date in store.dates() & set(truth):
        day, fields = store.day(date), truth[date]
        held = {name: {version.value for version in found} for name, found in day.conflicts.items()}
        held |= {name: {value} for name, value in day.values.items()}
        wrong += sum(held.get(name) != fields.get(name) for name in {*held, *fields})
    return wrong


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one line a run where something is wrong, and the sum as the last line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--phones", type=int, default=PHONES)
    options = parser.parse_args(arguments)
    total = Result(0, 0, 0, 0)
    seeds = range(options.seed, options.seed + options.runs)
    with ProcessPoolExecutor() as workers:  # runs know nothing of each other
        results = workers.map(functools.partial(run, phones=options.phones), seeds)
        for seed, found in zip(seeds, results, strict=True):
            if found.lost or found.invented:
                print(f"seed {seed}: {found}", flush=True)
            total += found
    print(total)
    return 1 if total.lost or total.invented else 0


if __name__ == "__main__":
    raise SystemExit(main())
