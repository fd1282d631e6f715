"""A chance of each count drawn as a fan: below which number of days a month stays with a given chance.

Counts are whole. A count's chance is spread evenly over the day around it, half a day to either side, and cut at 0 and
at 28. So a band from the 10th to the 90th percentile holds a month with a chance of 80 % where a month on an end counts
with the share of it that lies inside. By the plain rule, ends included, it holds about as many.
"""

import numpy as np

from migrainedays.evidence.compiled import Array
from migrainedays.evidence.tables import DAYS

LEVELS = (0.1, 0.5, 0.9)


def percentiles(chances: Array, levels: tuple[float, ...] = LEVELS) -> Array:
    """Days below which a window stays with each chance: the shape of `chances` but its last, and the levels.

    >>> percentiles(np.eye(29)[9]).tolist()
    [8.6, 9.0, 9.4]
    """
    chances = np.asarray(chances)
    ends = np.arange(DAYS + 2) - 0.5
    flat = chances.reshape(-1, DAYS + 1)
    reached = np.concatenate([np.zeros((len(flat), 1)), np.cumsum(flat, axis=1)], axis=1)
    found = np.array([np.interp(levels, row / row[-1], ends) for row in reached])
    return np.asarray(np.round(np.clip(found, 0.0, DAYS), 10).reshape(*chances.shape[:-1], len(levels)))


def shares_inside(chances: Array, days: Array, low: float = LEVELS[0], high: float = LEVELS[-1]) -> Array:
    """How much of each month that was lived lies inside its band: 1, 0, or at an end the share that does.

    chances (months, 29), days (months,).

    >>> shares_inside(np.eye(29)[[9]], np.array([9])).round(2).tolist()
    [0.8]
    """
    at = np.arange(len(days))
    upper = np.cumsum(chances, axis=1)[at, days]
    own = np.maximum(chances[at, days], 1e-300)
    inside = np.minimum(upper, high) - np.maximum(upper - own, low)
    return np.asarray(np.clip(inside / own, 0.0, 1.0))
