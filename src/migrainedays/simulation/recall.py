"""Counts told from memory: they err, and pile up on multiples of five, the more the larger they are."""

import numpy as np
from scipy.special import expit

from migrainedays.simulation.parameters import Parameters
from migrainedays.simulation.traits import Ints

DAYS_A_MONTH, STEP = 30, 5
PER_WINDOW = 28


def recall(rng: np.random.Generator, lived: Ints, known: Parameters) -> Ints:
    """Headache days a month of 30 days as told, of as many in 28 days as were lived."""
    month = lived * DAYS_A_MONTH / PER_WINDOW
    erred = np.clip(np.rint(month + known.recall["spread"] * rng.standard_normal(len(lived))), 0, DAYS_A_MONTH)
    rounds = rng.random(len(lived)) < expit(known.recall["round_from"] + known.recall["round_per_day"] * erred)
    rounds &= lived < PER_WINDOW  # who has it every day knows that
    told = np.where(rounds, STEP * np.rint(erred / STEP), erred)
    return np.where(lived == PER_WINDOW, DAYS_A_MONTH, told).astype(np.int64)
