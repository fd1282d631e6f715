"""As exact as glmmTMB or better, and how much faster, on one thread?

Design. Clinics drawn from the window model (five coefficients, level and change by patient): 200 patients x 12
windows and 2,000 x 24. In one run and in turn, glmmTMB (Laplace, Debian's R packages, called as a program)
and our fit with covariance (7 x 7 nodes) see the same rows. glmmTMB's seconds are those inside R without start-up
or reading; ours include making tables and start values. The log-likelihood at both optima is compared by
our 15 x 15 quadrature; estimates at 7 x 7 nodes against 15 x 15, unpenalised.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python -m studies.against_glmmtmb [--short]

Needs the Debian packages r-base-core and r-cran-glmmtmb; without them the comparison is left out and said so.
"""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from migrainedays.evidence.fit import fit
from migrainedays.evidence.likelihood import Likelihood
from migrainedays.evidence.windows import Windows
from studies.bars import Bar, report
from studies.model_clinics import draw_windows

SCRIPT = Path(__file__).with_name("glmmtmb.R")
Other = Callable[[Windows], np.ndarray]


def open_glmmtmb(folder: Path) -> Other:
    """A function that has R fit windows: seconds, log-likelihood, parameters."""
    program = subprocess.Popen(
        ["Rscript", str(SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={"PATH": "/usr/bin:/bin", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    )  # fmt: skip

    def other(windows: Windows) -> np.ndarray:
        path = folder / "windows.csv"
        columns = [windows.patient, windows.headache_days, windows.observed_days, *windows.design.T[1:]]
        header = ",".join(["patient", "y", "n", *windows.names[1:]])
        np.savetxt(path, np.column_stack(columns), delimiter=",", header=header, comments="")
        assert program.stdin
        assert program.stdout
        program.stdin.write(f"{path}\n")
        program.stdin.flush()
        return np.array(program.stdout.readline().split(), float)

    return other


def compare_once(windows: Windows, other: Other) -> dict[str, float]:
    """Seconds of both, how far our optimum lies above theirs, how far 7 nodes lie from 15 in errors."""
    theirs = other(windows)
    started = time.perf_counter()
    ours = fit(Likelihood(windows))
    seconds = time.perf_counter() - started
    exact = Likelihood(windows, nodes=15, points=4097)
    best = fit(exact, start=ours.parameters)
    apart = np.abs(ours.parameters - best.parameters) / np.sqrt(np.diag(best.covariance))
    return {
        "faster": theirs[0] / seconds,
        "theirs": theirs[0],
        "ours": seconds,
        "above": exact.value(ours.parameters) - exact.value(theirs[2:]),
        "nodes": float(apart.max()),
    }


def study(short: bool) -> list[Bar]:
    """200 x 12 several times; 2,000 x 24 once in the short form, three times in the long."""
    if shutil.which("Rscript") is None:
        return [Bar("refinement 3", "against glmmTMB", "not run: R is not installed", None)]
    fit(Likelihood(draw_windows(50, 6, seed=0, calendar=True)))
    bars = []
    with tempfile.TemporaryDirectory() as folder:
        other = open_glmmtmb(Path(folder))
        other(draw_windows(50, 6, seed=0, calendar=True))
        for patients, windows, times, needed in ((200, 12, 3 if short else 10, 50), (2000, 24, 1 if short else 3, 250)):
            runs = [
                compare_once(draw_windows(patients, windows, seed, calendar=True), other)
                for seed in range(1, times + 1)
            ]
            bars += _bars(f"{patients:,} x {windows}", runs, needed)
    return sorted(bars, key=lambda bar: bar.place)


def _bars(size: str, runs: list[dict[str, float]], needed: int) -> list[Bar]:
    column = {key: np.array([run[key] for run in runs]) for key in runs[0]}
    above, nodes, faster = column["above"].min(), column["nodes"].max(), np.median(column["faster"])
    timing = f"{np.median(column['theirs']):.2f} s against {np.median(column['ours']):.4f} s"
    least = column["faster"].min()
    speed = f"{faster:.0f}, least {least:.0f}, of {len(runs)} ({timing}; at least {needed})"
    above_text, nodes_text = f"{above:+.5f} (at least -0.0001)", f"{nodes:.1e} SE (at most 1e-3)"
    return [
        Bar("refinement 2", f"{size}: log-likelihood above glmmTMB's optimum, least", above_text, bool(above >= -1e-4)),
        Bar("refinement 2", f"{size}: 7 x 7 nodes against 15 x 15, most", nodes_text, bool(nodes <= 1e-3)),
        Bar("refinement 3", f"{size}: times faster with covariance", speed, bool(faster >= needed)),
    ]


if __name__ == "__main__":
    report("against_glmmtmb", study)
