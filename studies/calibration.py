"""Does the posterior mean what it says? Simulation-based calibration of every parameter.

Design. A truth is drawn from the prior below, a clinic of 20, 60 or 200 patients x 8 windows from the truth (a
third of the windows has missing days), the model is fitted with the same prior and its posterior drawn as in
the product (curvature, weighted; half as many draws). If all is right, the rank of the truth among the draws is
uniform: its empirical distribution over 1,000 clinics must stay inside the simultaneous 95 % band. Among n draws a
truth has n + 1 places; a place is spread over its own share, so that few draws do not crowd the ends. With 24 bands,
one or two are left by chance alone, whatever is done; so the band that all parameters of one size share is shown
too. Seeds begin at a million: the posterior was made with other clinics than these.

    python -m studies.calibration [--short]
"""

from collections.abc import Mapping

import numpy as np

from migrainedays.evidence.fit import NotConverged, fit
from migrainedays.evidence.likelihood import Likelihood
from migrainedays.evidence.posterior import draw
from migrainedays.evidence.prior import Prior
from studies.bars import Bar, report
from studies.model_clinics import draw_windows

PRIOR: Mapping[str, tuple[float, float]] = {
    "intercept": (0.5, 0.5), "post": (-0.7, 0.5), "version_b": (0.0, 0.3), "severity": (0.3, 0.3),
    "log_sd_level": (np.log(0.9), 0.4), "log_sd_change": (np.log(0.6), 0.4), "z_correlation": (0.0, 0.4),
    "log_phi": (np.log(8.0), 0.5),
}  # fmt: skip


FIRST_SEED = 1_000_001
DRAWS = 400


def rank_once(patients: int, seed: int) -> np.ndarray | None:
    """The place of the truth among the posterior's draws, 0 to 1, for each parameter; None where there is no answer."""
    mean, sd = np.array(list(PRIOR.values())).T
    truth = np.random.default_rng([seed, patients]).normal(mean, sd)
    windows = draw_windows(patients, 8, seed, truth=dict(zip(PRIOR, truth, strict=True)))
    likelihood = Likelihood(windows)
    assert likelihood.names == tuple(PRIOR)
    prior = Prior(mean, sd**-2.0)
    try:
        found = fit(likelihood, prior)
    except NotConverged:
        return None
    # Each posterior from a seed of its own: one seed for all would give all ranks the same error.
    draws = draw(found, likelihood, prior, count=DRAWS, seed=10_000_000 + seed)
    within = np.random.default_rng([seed, patients, 1]).random(truth.size)
    below = draws.weights @ (draws.values < truth)
    return np.asarray((draws.effective * below + within) / (draws.effective + 1))


def furthest(ranks: np.ndarray) -> float:
    """Largest distance of the empirical distribution from the diagonal, in its own standard errors."""
    z = np.linspace(0.01, 0.99, 99)
    below = np.mean(ranks[:, None] <= z, axis=0)
    return float(np.max(np.abs(below - z) / np.sqrt(z * (1 - z) / ranks.size)))


def band(clinics: int, level: float) -> float:
    """What `furthest` stays below with this probability when ranks are uniform."""
    rng = np.random.default_rng(95)
    return float(np.quantile([furthest(rng.random(clinics)) for _ in range(4000)], level))


def study(short: bool) -> list[Bar]:
    """1,000 clinics of each size; 40 in the short form."""
    clinics, bars = 40 if short else 1000, []
    single, shared = band(clinics, 0.95), band(clinics, 0.95 ** (1 / len(PRIOR)))
    for patients in (20, 60, 200):
        answers = [rank_once(patients, seed) for seed in range(FIRST_SEED, FIRST_SEED + clinics)]
        ranks = np.array([answer for answer in answers if answer is not None])
        for at, name in enumerate(PRIOR):
            far = furthest(ranks[:, at])
            covered = np.mean((ranks[:, at] > 0.025) & (ranks[:, at] < 0.975))
            figure = f"{far:.2f} (band {single:.2f}, shared {shared:.2f}); 95 % intervals cover {covered:.1%}"
            bars.append(Bar("refinement 9", f"{patients} patients: {name}", figure, None if short else far <= single))
        silent = len(answers) - len(ranks)
        bars.append(
            Bar("refinement 9", f"{patients} patients: clinics without an answer", f"{silent} of {clinics:,}", None)
        )
    return bars


if __name__ == "__main__":
    report("calibration", study)
