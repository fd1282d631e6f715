"""What is believed after the windows: draws of the parameters, corrected where a bell curve is too plain.

In a clinic of some dozens of patients the spreads have lopsided posteriors. There the curvature, with a width of its
own on either side of each axis, serves only to propose; each draw is weighted by what the windows and the prior say
of it. Proposals are spread evenly over each axis, so that few leave no gaps. Draws come from a fixed seed, so the same
windows give the same answer on every machine.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import gammaincinv, ndtri

from migrainedays.evidence.compiled import Array
from migrainedays.evidence.fit import Fit
from migrainedays.evidence.likelihood import Likelihood
from migrainedays.evidence.prior import Prior

SMALL_CLINIC = 250
DRAWS = 800
SEED = 20
FREEDOM = 6.0
"""Degrees of freedom of the proposals: wider in the tails than what they propose for."""

EXPLORED = (1.0, 2.0, 3.5)
"""Distances from the optimum, in standard errors, at which the posterior is looked at to learn how lopsided it is."""

WIDTHS = (0.7, 3.0)
"""Narrowest and widest side of a proposal, in standard errors."""

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
    points = min(SHORT_POINTS, likelihood.points)
    coarse = Likelihood(likelihood.windows, likelihood.family, likelihood.change, likelihood.nodes, points)
    coarse.derivatives(fit.parameters)

    def height(place: Array) -> float:
        return coarse.value(place) + prior.log_density(place)

    root = np.asarray(np.linalg.cholesky(fit.covariance), np.float64)
    below, above = _widths(height, fit.parameters, root)
    away, log_density = _spread_evenly(count, below, above, seed)
    values = fit.parameters + away @ root.T
    heights = np.array([height(place) for place in values])
    return Draws(fit.names, values, _weights(heights - log_density))


def _widths(height: Callable[[Array], float], top: Array, root: Array) -> tuple[Array, Array]:
    """How much wider than by curvature the posterior is, down and up each axis (Geweke's split densities)."""
    highest = height(top)
    sides = np.ones((2, top.size))
    for side, sign in enumerate((-1.0, 1.0)):
        for axis in range(top.size):
            falls = [max(highest - height(top + sign * step * root[:, axis]), 1e-3) for step in EXPLORED]
            sides[side, axis] = max(step / np.sqrt(2 * fall) for step, fall in zip(EXPLORED, falls, strict=True))
    below, above = np.clip(sides, *WIDTHS)
    return below, above


def _spread_evenly(count: int, below: Array, above: Array, seed: int) -> tuple[Array, Array]:
    """(count, size) draws of a t distribution with another width on either side, and their log density.

    On each axis one draw falls into each of `count` equal shares (a Latin hypercube).
    """
    size, rng = below.size, np.random.default_rng(seed)
    order = rng.permuted(np.tile(np.arange(count), (size + 1, 1)), axis=1).T
    even = (order + rng.uniform(1e-6, 1 - 1e-6, order.shape)) / count
    share, lower = below / (below + above), even[:, :size]
    is_below = lower < share
    half = np.where(is_below, 0.5 * lower / share, 1.0 - 0.5 * (1.0 - lower) / (1.0 - share))
    stretch = np.sqrt(0.5 * FREEDOM / gammaincinv(0.5 * FREEDOM, even[:, size]))
    standard = ndtri(half) * stretch[:, None]
    log_density = -0.5 * (FREEDOM + size) * np.log1p(np.sum(standard**2, axis=1) / FREEDOM)
    return standard * np.where(is_below, below, above), log_density


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
