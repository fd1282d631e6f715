"""A country on a laptop: CPU seconds and memory of the fit at 100,000 and at a million patients.

Design. Windows of patients x 24 are drawn from the window model and kept as plain arrays on disk (counts as
bytes, explanatory columns as 32-bit floats). A fresh process with one thread, whose compiled loops are already
on disk, reads them (all at once for 100,000; in portions of 20,000 patients at every visit for a million) and
fits with 7 x 7 nodes and covariance. CPU seconds count reading and fitting, not drawing; memory is the peak of
that process, libraries included. Afterwards, outside of what is counted, all patients are visited once more where the
fit ended: the step that this would ask for is printed in standard errors, all parameters together.

    python -m studies.large_scale [--short]
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from migrainedays.evidence.fit import Fit
from migrainedays.evidence.large import Portions, fit_large, in_portions, visit
from migrainedays.evidence.windows import Windows
from studies.bars import Bar, report
from studies.model_clinics import draw_windows

PORTION = 20_000
TYPES = {
    "patient": np.int32, "treated": np.bool_, "headache_days": np.uint8, "observed_days": np.uint8,
    "design": np.float32,
}  # fmt: skip


def write(folder: Path, patients: int, portion: int) -> None:
    """Draw portions and keep each as one file a column."""
    for number in range(patients // portion):
        windows = draw_windows(portion, 24, seed=number, before=4, calendar=True)
        for name, kind in TYPES.items():
            np.save(folder / f"{number:03}.{name}.npy", getattr(windows, name).astype(kind))


def read(folder: Path, number: int) -> Windows:
    """One portion."""
    columns = {name: np.load(folder / f"{number:03}.{name}.npy") for name in TYPES}
    return Windows(**columns, names=("intercept", "post", "version_b", "severity", "calendar"))


def streamed(folder: Path) -> Portions:
    """Portions read anew at every visit."""
    count = len(list(folder.glob("*.patient.npy")))

    def portions() -> Iterator[Windows]:
        return (read(folder, number) for number in range(count))

    return portions


def peak_megabytes() -> float:
    """The most memory that this process ever held (its own, not what its parent held when it was started)."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def measure(folder: Path, stream: bool) -> dict[str, float]:
    """Read and fit in this process; CPU seconds, peak memory in MB, and what came out."""
    started = time.process_time()
    portions = streamed(folder) if stream else in_portions(read(folder, 0))
    fit = fit_large(portions)
    return {
        "cpu": time.process_time() - started,
        "megabytes": peak_megabytes(),
        "windows": fit.windows,
        "version_b": fit["version_b"],
        "error": fit.error("version_b"),
        "off": still_off(fit, portions),
    }


def still_off(fit: Fit, portions: Portions) -> float:
    """The step that a further visit of all patients would ask for, in standard errors."""
    at, _ = visit(portions, fit.parameters, nodes=7)
    return float(np.sqrt(at.gradient @ fit.covariance @ at.gradient))


def run(patients: int, stream: bool) -> dict[str, float]:
    """Draw, then measure twice in fresh processes: the first compiles, the second counts."""
    threads = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "studies.large_scale", "measure", folder, str(int(stream))]
        write(Path(folder), PORTION, PORTION)
        subprocess.run(command, env={**os.environ, **threads}, check=True, capture_output=True)
        write(Path(folder), patients, PORTION if stream else patients)
        done = subprocess.run(command, env={**os.environ, **threads}, check=True, capture_output=True, text=True)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def study(short: bool) -> list[Bar]:
    """100,000 in both forms; the million in the long form."""
    bars = [_bar("100,000 patients x 24, in memory", run(100_000, False), 2.5)]
    if not short:
        bars.append(_bar("1,000,000 patients x 24, streamed", run(1_000_000, True), 30.0))
    return bars


def _bar(what: str, found: dict[str, float], most_seconds: float) -> Bar:
    figure = (
        f"{found['cpu']:.2f} CPU s (at most {most_seconds:g}), {found['megabytes']:.0f} MB (at most 400); "
        f"{found['windows']:,} windows, version {found['version_b']:+.4f} (SE {found['error']:.4f}, truth -0.2), "
        f"a further visit would move it by {found['off']:.4f} SE"
    )
    return Bar("refinement 4", what, figure, found["cpu"] <= most_seconds and found["megabytes"] <= 400)


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        print(json.dumps(measure(Path(sys.argv[2]), sys.argv[3] == "1")))
    else:
        report("large_scale", study)
