"""What is believed after the windows: draws of the parameters, corrected where a bell curve is too plain.

In a clinic of some dozens of patients the spreads have lopsided posteriors. There the curvature serves only to
propose; each draw is weighted by what the windows and the prior say of it. Draws come from a fixed seed, so
the same windows give the same answer on every machine.
"""

from dataclasses import dataclass

import numpy as np

from migrainedays.evidence.compiled import Array
from migrainedays.evidence.fit import Fit
from migrainedays.evidence.likelihood import Likelihood
from migrainedays.evidence.prior import Prior

SMALL_CLINIC = 250
DRAWS = 600
SEED = 20
FREEDOM = 6.0
"""Degrees of freedom of the proposals: wider in the tails than what they propose for."""

SHORT_POINTS = 257
"""A coarser table while draws are weighed: errors of 2e-5 in all, and a quarter of the work."""


@dataclass(frozen=True)
class Draws:
    """Parameters (draws, d) with weights that add up to one."""

    names: tuple[str, ...]
    values: Array
    weights: Array

    @property
    def effective(self) -> float:
        """How many unweighted draws they are worth."""
        return float(1.0 / np.sum(self.weights**2))

    def of(self, name: str) -> Array:
        """The draws of one parameter."""
        return np.asarray(self.values[:, self.names.index(name)])


def draw_by_curvature(fit: Fit, count: int = DRAWS, seed: int = SEED) -> Draws:
    """Normal draws around the optimum: good for coefficients at any size, for spreads in larger clinics."""
    normal = np.random.default_rng(seed).normal(size=(count, fit.parameters.size))
    values = fit.parameters + normal @ np.linalg.cholesky(fit.covariance).T
    return Draws(fit.names, values, np.full(count, 1.0 / count))


def draw(fit: Fit, likelihood: Likelihood, prior: Prior, count: int = DRAWS, seed: int = SEED) -> Draws:
    """Draws of the posterior: by curvature, weighted where the clinic is small."""
    if fit.patients > SMALL_CLINIC:
        return draw_by_curvature(fit, count, seed)
    rng = np.random.default_rng(seed)
    root = np.linalg.cholesky(fit.covariance)
    normal = rng.normal(size=(count, fit.parameters.size))
    stretch = np.sqrt(FREEDOM / rng.chisquare(FREEDOM, count))
    values = fit.parameters + (normal * stretch[:, None]) @ root.T
    size = fit.parameters.size
    proposed = -0.5 * (FREEDOM + size) * np.log1p(np.sum((normal * stretch[:, None]) ** 2, axis=1) / FREEDOM)
    coarse = Likelihood(
        likelihood.windows, likelihood.family, likelihood.change, likelihood.nodes, min(SHORT_POINTS, likelihood.points)
    )
    coarse.derivatives(fit.parameters)
    height = np.array([coarse.value(place) + prior.log_density(place) for place in values])
    return Draws(fit.names, values, _weights(height - proposed))


def _weights(log_ratio: Array) -> Array:
    """Normalised weights, the greatest cut at the square root of the count times their mean."""
    raw = np.exp(log_ratio - log_ratio.max())
    cut = np.minimum(raw, raw.mean() * np.sqrt(raw.size))
    return np.asarray(cut / cut.sum())


def quantile(values: Array, weights: Array, levels: tuple[float, ...]) -> Array:
    """Weighted quantiles of draws."""
    order = np.argsort(values)
    reached = np.cumsum(weights[order]) - 0.5 * weights[order]
    return np.interp(levels, reached, values[order])
