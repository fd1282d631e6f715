"""The log-likelihood of a bounded count, tabulated once so that a patient costs look-ups, not logarithms.

For `y` headache days of `n` observed, with mean p = logistic(eta) and precision phi, the beta-binomial
log-likelihood splits into f_y(eta) + f_{n-y}(-eta) - const(n), f_y(eta) = sum_{k<y} log(phi p + k). So one
table of 29 rows over a grid of eta serves every window. A grid point holds six numbers, all that a Newton
step needs: f, df/deta; df/dlog phi and its slope; d2f/dlog phi2 and its slope. Cubic Hermite between points.
"""

import numpy as np
from numba import njit

from migrainedays.evidence.arrays import Array

LOW, HIGH = -14.0, 14.0
"""Range of the linear predictor; outside it every row is a straight line to within 1e-6."""

DAYS = 28
VALUE, SLOPE, PHI, PHI_SLOPE, PHI2, PHI2_SLOPE = range(6)


def grid(points: int) -> Array:
    """Points of the linear predictor, equally spaced."""
    return np.linspace(LOW, HIGH, points)


@njit(cache=True, error_model="numpy")
def _fill_bounded_counts(eta: Array, phi: float, out: Array) -> None:
    for g in range(eta.size):
        q = 1.0 / (1.0 + np.exp(eta[g]))
        p = 1.0 - q if eta[g] > -20 else np.exp(eta[g])
        u = phi * p
        for y in range(out.shape[0] - 1):
            w = u / (u + y)
            v = y / (u + y)
            out[y + 1, g, 0] = out[y, g, 0] + np.log(u + y)
            out[y + 1, g, 1] = out[y, g, 1] + w * q
            out[y + 1, g, 2] = out[y, g, 2] + w
            out[y + 1, g, 3] = out[y, g, 3] + w * v * q
            out[y + 1, g, 4] = out[y, g, 4] + w * v
            out[y + 1, g, 5] = out[y, g, 5] + w * v * (v - w) * q


def bounded_count_table(phi: float, points: int, most: int = DAYS) -> Array:
    """Rows 0..most of the beta-binomial table: shape (most + 1, points, 6)."""
    out = np.zeros((most + 1, points, 6))
    _fill_bounded_counts(grid(points), phi, out)
    return out


def binomial_table(points: int, most: int = DAYS) -> Array:
    """The same rows where days of one window are independent (phi infinite): f_y(eta) = y log p."""
    eta = grid(points)
    out = np.zeros((most + 1, points, 6))
    count = np.arange(most + 1.0)[:, None]
    out[:, :, VALUE] = -count * np.logaddexp(0.0, -eta)
    out[:, :, SLOPE] = count / (1.0 + np.exp(eta))
    return out


def poisson_table(points: int) -> Array:
    """Two rows for counts without an upper bound: zero, and minus the expected count."""
    out = np.zeros((2, points, 6))
    out[1, :, VALUE] = out[1, :, SLOPE] = -np.exp(grid(points))
    return out


def normaliser(phi: float, windows_by_observed: Array) -> Array:
    """Minus sum of log[Gamma(n + phi) / Gamma(phi)] over windows: value, and two derivatives in log phi.

    `windows_by_observed[n]` counts the windows with n observed days.
    """
    k = np.arange(windows_by_observed.size - 1.0)
    reaching = np.cumsum(windows_by_observed[::-1])[::-1][1:]
    share = phi / (phi + k)
    terms = np.array([np.log(phi + k), share, share * (1.0 - share)])
    return -np.asarray(terms @ reaching)
