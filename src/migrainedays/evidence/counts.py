"""The chance of a count of headache days, where the daily chance itself varies from month to month."""

import numpy as np
from scipy.special import betaln, expit, gammaln

from migrainedays.evidence.compiled import Array, Ints
from migrainedays.evidence.tables import DAYS

EVERY = np.arange(DAYS + 1)
"""All counts of a whole window."""


def log_ways(y: Ints | int, n: Ints | int) -> Array:
    """Log of the ways to choose y days of n."""
    return np.asarray(gammaln(np.add(n, 1.0)) - gammaln(np.add(y, 1.0)) - gammaln(np.subtract(n, y) + 1.0))


def log_chance(y: Ints | int, n: Ints | int, eta: Array, phi: Array | float) -> Array:
    """Log-chance of y headache days of n at mean logistic(eta) and precision phi; broadcasts.

    >>> float(log_chance(0, 0, np.array(0.3), 8.0))
    0.0
    """
    u, v = phi * expit(eta), phi * expit(-np.asarray(eta))
    return np.asarray(log_ways(y, n) + betaln(y + u, n - y + v) - betaln(u, v))


def every_chance(eta: Array, phi: Array | float) -> Array:
    """Chance of each count of a whole window: the shape of eta, and 29."""
    return np.asarray(np.exp(log_chance(EVERY, DAYS, np.asarray(eta)[..., None], np.asarray(phi)[..., None])))
