"""Two worlds in which cycles break: one where months have hidden states, one where patients have smooth levels.

Both: 12 months known, months of a tenth missing days, 3 months to come; months from the third on are treated.
"""

import numpy as np
from scipy.special import expit

from migrainedays.evidence.series import Series

KNOWN, COMING, BEFORE = 12, 3, 2


def draw_hidden(rng: np.random.Generator, patients: int) -> np.ndarray:
    """Mean logits (patients, months): a state that lasts, and a level of the patient's own."""
    level = rng.normal(0, 0.6, patients)
    months = KNOWN + COMING
    state = rng.random(patients) < 0.8
    eta = np.empty((patients, months))
    for t in range(months):
        if t:
            treated = t >= BEFORE
            off, back = (0.15, 0.08) if treated else (0.03, 0.15)
            state = np.where(state, rng.random(patients) >= off, rng.random(patients) < back)
        eta[:, t] = np.where(state, 1.3, -1.1) + level
    return eta


def draw_smooth(rng: np.random.Generator, patients: int) -> np.ndarray:
    """Mean logits (patients, months): a level before and a change under treatment, of the patient's own."""
    level, change = rng.normal(0.6, 0.9, patients), rng.normal(-0.8, 0.6, patients)
    treated = np.arange(KNOWN + COMING) >= BEFORE
    return level[:, None] + change[:, None] * treated


WORLDS = {"hidden states": draw_hidden, "smooth levels": draw_smooth}


def draw_series(seed: int, world: str, patients: int = 60) -> tuple[Series, np.ndarray]:
    """What is known of a clinic, and the headache days of the months to come (patients, COMING)."""
    rng = np.random.default_rng(seed)
    eta = WORLDS[world](rng, patients)
    p = rng.beta(8 * expit(eta), 8 * expit(-eta))
    observed = rng.binomial(28, 0.9, (patients, KNOWN))
    coming = rng.binomial(28, p[:, KNOWN:])
    session = np.tile(np.maximum(np.arange(KNOWN) - BEFORE, -1) // 3 + 1, (patients, 1))
    month = np.where(session > 0, (np.arange(KNOWN) - BEFORE) % 3 + 1, 0)
    series = Series(rng.binomial(observed, p[:, :KNOWN]), observed, session, month, np.full(patients, KNOWN))
    return series, coming
