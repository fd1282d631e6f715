"""A month that was looked at because it was the worst of K: its likelihood, given that it was chosen.

With F the distribution of headache days in one month at the patient's level, the worst of K months is y with
probability F(y)^K - F(y-1)^K, and the patient was enrolled because it reached 15 days: divided by
1 - F(14)^K. The right K is rarely known; the answer is therefore shown as a band over K.
"""

import numpy as np
from scipy.special import gammaln

from migrainedays.errors import Impossible
from migrainedays.evidence.compiled import Array, Ints
from migrainedays.evidence.tables import ENTRIES, bounded_count_table, grid
from migrainedays.literature import claim

Chosen = tuple[int, int, int]
"""Headache days, observed days, months looked at."""

_STEP = 1e-3
"""Step in log phi of the numerical derivatives; errors of 1e-6 only shape Newton steps."""


def distinct(y: Ints, n: Ints, looked_at: Ints) -> tuple[tuple[Chosen, ...], Ints]:
    """The distinct (y, n, K) and the place of each window among them."""
    threshold = chronic_days()
    if (y < threshold).any():
        raise Impossible(
            "windows",
            "looked_at",
            int(y[y < threshold][0]),
            f"a month that qualified has at least {threshold} headache days; enter this one as an ordinary window",
        )
    kinds, place = np.unique(np.column_stack([y, n, looked_at]), axis=0, return_inverse=True)
    return tuple((int(a), int(b), int(c)) for a, b, c in kinds), place.ravel()


def chronic_days() -> int:
    """Headache days from which a month qualifies."""
    return int(claim("evidence.qualifying_days").number)


def rows(chosen: tuple[Chosen, ...], log_phi: float, points: int) -> Array:
    """Table rows of chosen months: shape (len(chosen), points, 5)."""
    from scipy.interpolate import CubicSpline  # slow to import, needed here only

    eta = grid(points)
    below, here, above = (_log_likelihoods(chosen, log_phi + step, points) for step in (-_STEP, 0.0, _STEP))
    first, second = (above - below) / (2 * _STEP), (above - 2 * here + below) / _STEP**2
    slopes = [CubicSpline(eta, values, axis=1)(eta, 1) for values in (here, first)]
    out = np.stack([here, slopes[0], first, slopes[1], second], axis=2)
    assert out.shape == (len(chosen), points, ENTRIES)
    return out


def _log_likelihoods(chosen: tuple[Chosen, ...], log_phi: float, points: int) -> Array:
    phi = float(np.exp(log_phi))
    table = bounded_count_table(phi, points)[:, :, 0]
    days = {n: _daily_distribution(table, phi, n) for n in {n for _, n, _ in chosen}}
    return np.array([_worst_of(days[n], y, looked_at) for y, n, looked_at in chosen])


def _daily_distribution(table: Array, phi: float, n: int) -> Array:
    """P(k headache days of n) by grid point: shape (n + 1, points)."""
    k = np.arange(n + 1.0)
    ways = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1) - gammaln(n + phi) + gammaln(phi)
    return np.asarray(np.exp(ways[:, None] + table[: n + 1] + table[n::-1, ::-1]))


def _worst_of(probability: Array, y: int, looked_at: int) -> Array:
    """log[F(y)^K - F(y-1)^K] - log[1 - F(14)^K] by grid point, each written so that small terms survive."""
    up_to = np.maximum(probability[: y + 1].sum(axis=0), 1e-300)
    share = np.minimum(probability[y] / up_to, 1 - 1e-16)
    reached = np.clip(probability[chronic_days() :].sum(axis=0), 1e-300, 1 - 1e-16)
    exactly = looked_at * np.log(up_to) + np.log(-np.expm1(looked_at * np.log1p(-share)))
    return np.asarray(exactly - np.log(-np.expm1(looked_at * np.log1p(-reached))))
