"""Clinics for tests of the models of months: small, drawn from what the models say, always the same."""

import numpy as np
from scipy.special import expit

from migrainedays.evidence.series import Series


def series(headache_days: list[list[int]], sessions: list[list[int]] | None = None, observed: int = 28) -> Series:
    """Whole windows of some patients; treated after session 1 throughout unless sessions are given; -1 = missing."""
    days = np.array(headache_days)
    session = np.ones_like(days) if sessions is None else np.array(sessions)
    month = np.where(session > 0, np.arange(days.shape[1])[None, :] % 3 + 1, 0)
    seen = np.where(days < 0, 0, observed)
    return Series(np.maximum(days, 0), seen, session, month, np.full(len(days), days.shape[1]))


def two_states(patients: int, months: int, seed: int) -> Series:
    """Months of about 6 or 22 headache days, states that last, two months before treatment, a tenth unseen."""
    rng = np.random.default_rng(seed)
    level, state = rng.normal(0, 0.5, patients), rng.random(patients) < 0.8
    days = np.empty((patients, months), int)
    for t in range(months):
        breaks, returns = rng.random(patients) < (0.03 if t < 2 else 0.2), rng.random(patients) < 0.1
        state = np.where(state, ~breaks, returns)
        mean = expit(np.where(state, 1.3, -1.3) + level)
        days[:, t] = rng.binomial(28, rng.beta(10 * mean, 10 * (1 - mean)))
    days[rng.random(days.shape) < 0.1] = -1
    return series(days.tolist(), np.tile(np.maximum(np.arange(months) - 2, -1) // 3 + 1, (patients, 1)).tolist())
