"""Clinics drawn from the window model itself, for studies and tests of the fit; truths are in TRUTH."""

from collections.abc import Mapping

import numpy as np
from scipy.special import expit

from migrainedays.evidence.windows import Windows, arrange

TRUTH = {
    "intercept": 0.5, "post": -0.7, "version_b": -0.2, "severity": 0.3, "calendar": -0.1,
    "log_sd_level": np.log(0.9), "log_sd_change": np.log(0.6), "z_correlation": -0.2, "log_phi": np.log(8.0),
}  # fmt: skip


def draw_windows(
    patients: int,
    windows: int,
    seed: int,
    before: int = 2,
    calendar: bool = False,
    truth: Mapping[str, float] = TRUTH,
) -> Windows:
    """Windows of a clinic in which the truth holds; a third of them has missing days."""
    rng = np.random.default_rng(seed)
    rho = np.tanh(truth["z_correlation"])
    u = rng.normal(size=(patients, 2))
    level = np.exp(truth["log_sd_level"]) * u[:, 0]
    change = np.exp(truth["log_sd_change"]) * (rho * u[:, 0] + np.sqrt(1 - rho**2) * u[:, 1])
    patient, number = np.repeat(np.arange(patients), windows), np.tile(np.arange(windows), patients)
    treated = (number >= before).astype(float)
    version = treated * (patient % 2)
    severity = rng.normal(size=patients)[patient]
    columns = {"post": treated, "version_b": version, "severity": severity}
    if calendar:
        columns["calendar"] = rng.random(len(patient))
    fixed = truth["intercept"] + sum(truth[name] * column for name, column in columns.items())
    eta = fixed + level[patient] + change[patient] * treated
    observed = np.where(rng.random(len(eta)) < 0.3, rng.integers(1, 29, len(eta)), 28)
    phi = np.exp(truth["log_phi"])
    p = rng.beta(phi * expit(eta), phi * (1 - expit(eta)))
    return arrange(patient, treated, rng.binomial(observed, p), observed, columns)


def truth_of(names: tuple[str, ...]) -> np.ndarray:
    """TRUTH in the order of these parameters."""
    return np.array([TRUTH[name] for name in names])
