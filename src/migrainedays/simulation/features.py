"""What comes with a headache, and what injections bring unwanted."""

from collections.abc import Mapping

import numpy as np

from migrainedays.simulation.parameters import Parameters
from migrainedays.simulation.traits import Bools, Ints

# Chance at mild pain, and how much each step of pain adds; choices that let most painful days meet the criteria.
FEATURES: Mapping[str, tuple[float, float]] = {
    "unilateral": (0.60, 0.04),
    "pulsating": (0.40, 0.15),
    "aggravated": (0.30, 0.25),
    "nausea": (0.20, 0.22),
    "vomiting": (0.02, 0.08),
    "photophobia": (0.35, 0.22),
    "phonophobia": (0.30, 0.22),
}
OWN = 0.15  # how far a patient's own chances may lie from these
AURA_DAYS = 0.2
UNWANTED = ("neck pain", "eyelid ptosis")


def draw_features(rng: np.random.Generator, has_aura: Bools, peaks: Ints) -> dict[str, Bools]:
    """(patients, days) each; false on days without headache. The last, `aura`, is a visual aura."""
    found: dict[str, Bools] = {}
    for name, (mild, step) in FEATURES.items():
        own = rng.uniform(-OWN, OWN, len(peaks))[:, None]
        found[name] = (peaks > 0) & (rng.random(peaks.shape) < mild + step * (peaks - 1) + own)
    found["aura"] = has_aura[:, None] & (peaks > 0) & (rng.random(peaks.shape) < AURA_DAYS)
    return found


def draw_unwanted(rng: np.random.Generator, sessions: Ints, known: Parameters) -> Ints:
    """(patients, sessions) the place of an adverse event in UNWANTED, -1 for none; rarer with each session."""
    draws = rng.random(sessions.shape) / known.unwanted["falls"] ** np.arange(sessions.shape[1])[None, :]
    ptosis = known.unwanted["eyelid_ptosis"]
    return np.where(draws < ptosis, 1, np.where(draws < ptosis + known.unwanted["neck_pain"], 0, -1))
