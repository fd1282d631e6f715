"""What the window model says of the months to come: a patient's own level under treatment, and chance around it.

The level is taken on a grid: what was seen before treatment weighs the level before, that gives the level under
treatment, and what was seen since weighs that. No month but by these levels depends on the one before.
"""

from dataclasses import dataclass

import numpy as np

from migrainedays.evidence import spread
from migrainedays.evidence.compiled import Array, Ints
from migrainedays.evidence.counts import log_chance
from migrainedays.evidence.fit import Fit
from migrainedays.evidence.series import Series

POINTS = 81
REACH = 5.0
"""Points of a level's grid, and how many of its SDs the grid reaches."""


@dataclass(frozen=True)
class Levels:
    """A grid of levels with what is believed of them.

    before, treated     (points,) levels before and under treatment, without the fixed part
    joint               (points, points) chance of both; None where there is one level only
    prior               (points,) chance of `treated` with nothing known
    """

    before: Array
    treated: Array
    joint: Array | None
    prior: Array

    @classmethod
    def at(cls, spreads: Array) -> "Levels":
        """From the window model's spreads, one or three."""
        sigma = spread.covariance(spreads)
        z = np.linspace(-REACH, REACH, POINTS)
        before, treated = np.sqrt(sigma[0, 0]) * z, np.sqrt(sigma[1, 1]) * z
        bell = np.exp(-0.5 * z**2)
        prior = bell / bell.sum()
        if spreads.size == 1:
            return cls(before, treated, None, prior)
        slope = sigma[0, 1] / sigma[0, 0]
        left = max(np.sqrt(max(sigma[1, 1] - slope * sigma[0, 1], 0.0)), 0.5 * (treated[1] - treated[0]))
        given = np.exp(-0.5 * ((treated - slope * before[:, None]) / left) ** 2)
        joint = prior[:, None] * given / given.sum(axis=1, keepdims=True)
        return cls(before, treated, joint, joint.sum(axis=0))


class LevelModel:
    """The window model at one set of parameters, ready to be asked about series with these columns."""

    def __init__(self, fit: Fit, parameters: Array | None = None) -> None:
        values = fit.parameters if parameters is None else parameters
        at = next(place for place, name in enumerate(fit.names) if name.startswith("log_sd"))
        self.coefficients = dict(zip(fit.names[:at], values[:at], strict=True))
        self.levels = Levels.at(values[at:-1])
        self.phi = float(np.exp(values[-1]))

    def fixed(self, series: Series) -> Array:
        """(patients, steps) the part of the linear predictor that is the same for all patients."""
        return sum(
            (self.coefficients.get(name, 0.0) * column for name, column in series.explained().items()),
            start=np.full(series.session.shape, self.coefficients["intercept"]),
        )

    def filtered(self, series: Series) -> tuple[Array, Array]:
        """Log-likelihood of the steps so far (patients, steps), and chance of each treated level there (…, points)."""
        y, n, eta = series.headache_days[..., None], series.observed_days[..., None], self.fixed(series)[..., None]
        under = series.treated[..., None] | (self.levels.joint is None)
        seen = np.cumsum(np.where(under, log_chance(y, n, eta + self.levels.treated, self.phi), 0.0), axis=1)
        ahead = self._given_before(y, n, eta, under) if self.levels.joint is not None else np.log(self.levels.prior)
        height = seen + ahead
        top = height.max(axis=2, keepdims=True)
        weight = np.exp(height - top)
        total = weight.sum(axis=2, keepdims=True)
        return (top + np.log(total))[..., 0], weight / total

    def _given_before(self, y: Array, n: Array, eta: Array, under: Ints) -> Array:
        """Log of the joint chance of what was seen before treatment and of each level under it (…, points)."""
        assert self.levels.joint is not None
        seen = np.cumsum(np.where(under, 0.0, log_chance(y, n, eta + self.levels.before, self.phi)), axis=1)
        top = seen.max(axis=2, keepdims=True)
        return np.asarray(top + np.log(np.exp(seen - top) @ self.levels.joint + 1e-300))
