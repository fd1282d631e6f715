"""What was believed before: independent normal densities on the parameters, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from migrainedays.evidence.compiled import Array


@dataclass(frozen=True)
class Prior:
    """Normal densities; precision 0 says nothing about that parameter."""

    mean: Array
    precision: Array

    def log_density(self, parameters: Array) -> float:
        """Log density, constants included for what is proper."""
        known = self.precision > 0
        z2 = self.precision[known] * (parameters - self.mean)[known] ** 2
        return float(np.sum(0.5 * np.log(self.precision[known] / (2 * np.pi)) - 0.5 * z2))

    def gradient(self, parameters: Array) -> Array:
        """Derivative of the log density."""
        return np.asarray(-self.precision * (parameters - self.mean))


CLINIC: Mapping[str, tuple[float, float]] = {
    "log_sd_level": (float(np.log(0.9)), 0.5),
    "log_sd_change": (float(np.log(0.6)), 0.5),
    "z_correlation": (0.0, 0.5),
    "log_phi": (float(np.log(10.0)), 1.0),
}
"""Weak densities that keep the spreads of a small clinic away from zero and infinity."""

COEFFICIENT_SD = 3.0
"""SD of a coefficient on the logit scale where nothing else is said: keeps a fit finite, decides nothing."""


def no_prior(names: tuple[str, ...]) -> Prior:
    """Nothing believed: maximum likelihood."""
    return Prior(np.zeros(len(names)), np.zeros(len(names)))


def clinic_prior(names: tuple[str, ...], pooled: Mapping[str, float] | None = None) -> Prior:
    """Weak densities on spreads and coefficients; `pooled` gives effects an own SD around zero.

    >>> clinic_prior(("intercept", "log_phi"), {}).precision.round(3).tolist()
    [0.111, 1.0]
    """
    pooled = pooled or {}
    pairs = [CLINIC.get(name, (0.0, pooled.get(name, COEFFICIENT_SD))) for name in names]
    mean, sd = np.array(pairs).T
    return Prior(mean, sd**-2.0)
