"""How far is the window model's fit from the whole posterior, and how much sooner is it there?

Design. A clinic of 200 patients x 12 windows drawn from the window model, with the clinic's weak densities. nutpie
samples the same model written in PyMC; compiling is not counted. Speed: CPU seconds of sampling (tuning 500, two
chains), brought to 400 effective draws of the parameter that has fewest, against CPU seconds of our fit with
covariance, in turn; with the patients' levels drawn as standard normals, as usual, and as they are, which suits twelve
windows a patient better. Accuracy: our posterior means against those of a long run with at least 4,000 effective
draws of every parameter, in posterior SDs.

    STUDY_PYTHON=VENV/bin/python OMP_NUM_THREADS=1 python -m studies.against_nutpie [--short]

VENV holds what requirements/studies.in lists; without it the comparison is left out and said so. The long form takes
half an hour.
"""

import tempfile
import time
from pathlib import Path

import numpy as np

from migrainedays.evidence.fit import fit
from migrainedays.evidence.likelihood import Likelihood
from migrainedays.evidence.posterior import draw
from migrainedays.evidence.prior import clinic_prior
from migrainedays.evidence.windows import Windows
from studies.bars import Bar, report
from studies.elsewhere import Elsewhere
from studies.model_clinics import draw_windows

EFFECTIVE, EXACT = 400, 4_000
FASTER, APART = 500, 0.1


def save(windows: Windows, path: Path) -> dict[str, tuple[float, float]]:
    """Write the rows for the other program; mean and SD of the density of each parameter."""
    np.savez(
        path, patient=windows.patient, treated=windows.treated, design=windows.design,
        headache_days=windows.headache_days, observed_days=windows.observed_days,
    )  # fmt: skip
    prior = clinic_prior(Likelihood(windows).names)
    pairs = zip(prior.mean, prior.precision**-0.5, strict=True)
    return {name: (float(m), float(sd)) for name, (m, sd) in zip(Likelihood(windows).names, pairs, strict=True)}


def seconds_of_ours(windows: Windows) -> float:
    """CPU seconds of a fit with covariance, tables and start values included."""
    started = time.process_time()
    likelihood = Likelihood(windows)
    fit(likelihood, clinic_prior(likelihood.names))
    return time.process_time() - started


def our_means(windows: Windows) -> dict[str, float]:
    """Posterior means by weighted draws."""
    likelihood = Likelihood(windows)
    prior = clinic_prior(likelihood.names)
    drawn = draw(fit(likelihood, prior), likelihood, prior, count=4_000)
    return {name: float(drawn.weights @ drawn.of(name)) for name in drawn.names}


def study(short: bool) -> list[Bar]:
    """Three turns of speed and a long run; one turn, and no long run, in the short form."""
    other = Elsewhere("nutpie_elsewhere.py")
    if not other.is_there:
        return [Bar("cycle 4", "against nutpie", "not run: STUDY_PYTHON names no interpreter", None)]
    windows = draw_windows(200, 12, seed=1)
    seconds_of_ours(windows)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "windows.npz")
        asked = {"path": path, "priors": save(windows, Path(path)), "tune": 500}
        bars = [_speed(other, asked | {"centred": centred}, windows, 1 if short else 3) for centred in (False, True)]
        return bars if short else [*bars, _accuracy(other, asked | {"centred": True}, windows)]


def _speed(other: Elsewhere, asked: dict[str, object], windows: Windows, turns: int) -> Bar:
    other.ask(**asked, draws=10, seed=0)
    faster = []
    for seed in range(1, turns + 1):
        found = other.ask(**asked, draws=600, seed=seed)
        ours = float(np.median([seconds_of_ours(windows) for _ in range(9)]))
        faster.append(found["cpu"] * EFFECTIVE / found["effective"] / ours)
    how = "as they are" if asked["centred"] else "as standard normals"
    timing = f"{ours:.4f} s against {found['cpu']:.1f} s for {found['effective']:.0f} effective draws"
    figure = f"{np.median(faster):.0f}, least {min(faster):.0f} ({timing}; at least {FASTER})"
    what = f"fit with covariance, 200 x 12: times faster than {EFFECTIVE} effective draws of nutpie, levels drawn {how}"
    return Bar("cycle 4", what, figure, bool(np.median(faster) >= FASTER))


def _accuracy(other: Elsewhere, asked: dict[str, object], windows: Windows) -> Bar:
    exact, ours = other.ask(**asked, draws=14_000, seed=99), our_means(windows)
    apart = {name: abs(ours[name] - exact["mean"][name]) / exact["sd"][name] for name in ours}
    worst = max(apart, key=lambda name: apart[name])
    figure = f"{apart[worst]:.3f} SD ({worst}), {exact['effective']:.0f} effective draws (at most {APART})"
    enough = exact["effective"] >= EXACT
    return Bar("cycle 4", "posterior means, most apart", figure, bool(apart[worst] <= APART) if enough else None)


if __name__ == "__main__":
    report("against_nutpie", study)
