"""How fast are forward and backward sums, and the fit of a clinic, and do they equal those of other programs?

Design. Two states, emissions given to all alike as log-likelihoods. In one run and in turn, one thread, CPU seconds:
dynamax (compiled before the clock starts, double precision) and we see 100,000 series of 24 steps; hmmlearn and we see
2,000 of 24. Log-likelihoods and chances are compared. The cycle model (10 parameters, 7 nodes, gradient, covariance)
is fitted to clinics of 60 patients and 12 windows of both worlds.

    STUDY_PYTHON=VENV/bin/python OMP_NUM_THREADS=1 python -m studies.hidden_states [--short]

VENV holds what requirements/studies.in lists; without it the comparisons are left out and said so.
"""

import tempfile
import time
from pathlib import Path

import numpy as np

from migrainedays.evidence.cycle_model import CycleLikelihood, fit_cycle
from migrainedays.evidence.forward_backward import forward_backward
from studies.bars import Bar, report
from studies.cycle_worlds import WORLDS, draw_series
from studies.elsewhere import Elsewhere

START, CHANGE = [0.4, 0.6], [[0.93, 0.07], [0.1, 0.9]]
STEPS = 24
SIZES = {"dynamax": (100_000, 12), "hmmlearn": (2_000, 100)}
"""Series shown to each, and how many times faster we should be."""


def seconds_of_ours(seen: np.ndarray) -> float:
    """CPU seconds of one sweep."""
    started = time.process_time()
    forward_backward(seen, np.array(START), np.array([CHANGE]))
    return time.process_time() - started


def compare(other: Elsewhere, who: str, path: Path, times: int) -> list[Bar]:
    """Speed and agreement with one other program."""
    series, needed = SIZES[who]
    seen = -np.random.default_rng(1).exponential(3.0, (series, STEPS, 2))
    np.save(path, seen)
    question = {"who": who, "path": str(path), "start": START, "change": CHANGE}
    other.ask(**question)
    seconds_of_ours(seen)
    repeats = max(1, 200_000 // series)
    pairs = [
        (other.ask(**question)["seconds"], sum(seconds_of_ours(seen) for _ in range(repeats)) / repeats)
        for _ in range(times)
    ]
    faster = np.array([theirs / ours for theirs, ours in pairs])
    theirs, ours = np.median(pairs, axis=0)
    value, chance = forward_backward(seen, np.array(START), np.array([CHANGE]))
    found = np.load(f"{path}.{who}.npz")
    all_values = value if len(found["value"]) > 1 else np.array([value.sum()])
    apart = max(float(np.abs(found["chance"] - chance).max()), float(np.abs(found["value"] / all_values - 1).max()))
    timing = f"{1e3 * theirs:.1f} ms against {1e3 * ours:.2f} ms"
    what = f"forward-backward, {series:,} x {STEPS}, against {who}"
    figure = f"{np.median(faster):.1f}, least {faster.min():.1f}, of {times} ({timing}; at least {needed})"
    return [
        Bar("cycle 1", f"{what}: times faster", figure, bool(np.median(faster) >= needed)),
        Bar("cycle 1", f"{what}: most apart", f"{apart:.1e} (at most 1e-12)", bool(apart <= 1e-12)),
    ]


def time_fits(clinics: int) -> Bar:
    """CPU milliseconds of the cycle model's fit with covariance."""
    spent = []
    for world in WORLDS:
        for seed in range(clinics):
            series, _ = draw_series(seed, world)
            started = time.process_time()
            fit_cycle(CycleLikelihood(series))
            spent.append(1e3 * (time.process_time() - started))
    middle, most = float(np.median(spent[1:])), float(np.max(spent[1:]))
    figure = f"{middle:.0f} ms, most {most:.0f}, of {len(spent) - 1} (at most 50 ms)"
    return Bar("cycle 1", "the cycle model's fit of a clinic of 60 x 12, both worlds", figure, middle <= 50)


def study(short: bool) -> list[Bar]:
    """11 turns with each program; 3 in the short form."""
    bars, other = [time_fits(5 if short else 40)], Elsewhere("chains_elsewhere.py")
    if not other.is_there:
        return [
            *bars,
            Bar("cycle 1", "against dynamax and hmmlearn", "not run: STUDY_PYTHON names no interpreter", None),
        ]
    with tempfile.TemporaryDirectory() as folder:
        for who in SIZES:
            bars += compare(other, who, Path(folder) / f"{who}.npy", 3 if short else 11)
    other.close()
    return bars


if __name__ == "__main__":
    report("hidden_states", study)
