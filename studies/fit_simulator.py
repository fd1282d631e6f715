"""Fits the simulator to published figures and prints how near it comes.

    python -m studies.fit_simulator            print the figures of the parameters as they stand
    python -m studies.fit_simulator --fit      fit the numbers marked (fitted), print both
    python -m studies.fit_simulator --fit --write     and write them into parameters.toml

The fit is least squares over figures in units of their tolerance, with the same random numbers at each step. It was
run with seed 1; the figures are then taken from seed 2, so that no chance of the fit flatters them.
"""

import argparse
import dataclasses
import re
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from scipy.optimize import least_squares

from migrainedays.simulation import figures, parameters
from migrainedays.simulation.cohort import draw_cohorts
from migrainedays.simulation.options import Mix, Options
from migrainedays.simulation.parameters import Parameters
from studies.simulator_targets import TARGETS, Target

FILE = Path(parameters.__file__).with_name("parameters.toml")
FIT_PATIENTS, SHOW_PATIENTS = 8_000, 20_000
FIT_SEED, SHOW_SEED = 1, 2
FITTED: Mapping[Mix, tuple[str, ...]] = {
    "trial": (
        "level", "level_sd", "month_sd", "placebo", "placebo_share", "toxin", "toxin_share", "placebo_days", "growth",
        "overuse_level", "overuse_placebo",
    ),
    "clinic": (
        "level", "level_sd", "month_sd", "placebo", "placebo_share", "toxin", "toxin_share", "placebo_days",
        "wears_off_loss", "growth",
    ),
    "population": ("level", "level_sd", "month_sd", "constant"),
}  # fmt: skip
LOWEST = {"overuse_level": -1.0, "level": -3.0, "growth": -0.2}
HIGHEST = {
    "placebo_share": 1.0, "toxin_share": 1.0, "wears_off_loss": 1.0, "overuse_placebo": 1.2, "constant": 0.5,
    "placebo_days": 40.0,
}  # fmt: skip


def trial(known: Parameters, patients: int, seed: int) -> dict[str, float]:
    """The figures of both arms of a trial."""
    arms = {
        arm: figures.trial_figures(draw_cohorts(Options(patients, seed, "trial", placebo=arm == "placebo"), known))
        for arm in ("toxin", "placebo")
    }
    return {f"{arm}.{name}": value for arm, found in arms.items() for name, value in found.items()}


def clinic(known: Parameters, patients: int, seed: int) -> dict[str, float]:
    """The figures of a clinic."""
    cohorts = list(draw_cohorts(Options(patients, seed, "clinic"), known))
    return figures.course_figures(cohorts) | figures.first_responses(cohorts)


def population(known: Parameters, patients: int, seed: int) -> dict[str, float]:
    """The figures of an untreated population."""
    return figures.monthly_figures(draw_cohorts(Options(patients, seed, "population"), known))


MEASURED: Mapping[Mix, Callable[[Parameters, int, int], dict[str, float]]] = {
    "trial": trial,
    "clinic": clinic,
    "population": population,
}


def fit(mix: Mix) -> dict[str, float]:
    """The fitted numbers of one mix."""
    known = parameters.parameters_of(mix)
    names = FITTED[mix]
    start = np.array([getattr(known.mix, name) for name in names])
    targets = TARGETS[mix]

    def misses(values: np.ndarray) -> np.ndarray:
        changed = dataclasses.replace(known.mix, **dict(zip(names, map(float, values), strict=True)))
        found = MEASURED[mix](dataclasses.replace(known, mix=changed), FIT_PATIENTS, FIT_SEED)
        return np.array([(found[target.name] - target.value) / target.scale for target in targets])

    low = np.array([LOWEST.get(name, 0.02) for name in names])
    high = np.array([HIGHEST.get(name, 5.0) for name in names])
    found = least_squares(
        misses, np.clip(start, low + 1e-6, high - 1e-6), bounds=(low, high), diff_step=0.1, max_nfev=14
    )
    print(f"{mix}: sum of squares {2 * found.cost:.2f} after {found.nfev} steps")
    return {name: round(float(value), 3) for name, value in zip(names, found.x, strict=True)}


def show(mix: Mix, known: Parameters) -> None:
    """Print each figure beside the published one."""
    began = time.perf_counter()
    found = MEASURED[mix](known, SHOW_PATIENTS, SHOW_SEED)
    print(f"\n{mix}: {SHOW_PATIENTS} patients, seed {SHOW_SEED}, {time.perf_counter() - began:.1f} s")
    print(f"  {'figure':34} {'published':>10} {'simulated':>10} {'tolerance':>10}")
    for target in TARGETS[mix]:
        print(f"  {target.name:34} {target.value:10.3f} {found[target.name]:10.3f} {_mark(target, found[target.name])}")
    for name in sorted(found.keys() - {target.name for target in TARGETS[mix]}):
        print(f"  {name:34} {'':10} {found[name]:10.3f}")


def _mark(target: Target, value: float) -> str:
    if target.tolerance is None:
        return f"{'aim':>10}"
    return f"{target.tolerance:10.3f} {'met' if abs(value - target.value) <= target.tolerance else 'MISSED'}"


def write(mix: Mix, values: Mapping[str, float]) -> None:
    """Put fitted numbers in their places in parameters.toml."""
    text = FILE.read_text(encoding="utf-8")
    head, section, rest = re.split(rf"(?m)^(\[{mix}\]\n)", text, maxsplit=1)
    body, mark, tail = rest.partition("\n[")
    for name, value in values.items():
        body = re.sub(rf"(?m)^{name} = \S+", f"{name} = {value:g}", body)
    FILE.write_text(head + section + body + mark + tail, encoding="utf-8")


def main() -> None:
    """Run the study."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--fit", action="store_true")
    options.add_argument("--write", action="store_true")
    options.add_argument("--mix", choices=list(FITTED), action="append")
    asked = options.parse_args()
    for mix in asked.mix or FITTED:
        known = parameters.parameters_of(mix)
        if asked.fit:
            values = fit(mix)
            print("  " + ", ".join(f"{name} {value:g}" for name, value in values.items()))
            known = dataclasses.replace(known, mix=dataclasses.replace(known.mix, **values))
            if asked.write:
                write(mix, values)
        show(mix, known)


if __name__ == "__main__":
    main()
