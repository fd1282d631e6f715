"""Days from chances: clustered headaches, their pain, and which days were written down."""

import numpy as np
from scipy.special import expit, ndtri

from migrainedays.simulation.parameters import Parameters
from migrainedays.simulation.traits import Array, Bools, Ints

MINUTES_A_DAY, QUARTER = 1440, 15
SEVERE = 3


def cluster(rng: np.random.Generator, logit: Array, persistence: float) -> Bools:
    """(patients, days) headache or not: bad days follow bad days, the share on each day stays the chance."""
    chance = expit(logit)
    draws = rng.random(logit.shape)
    days = np.empty(logit.shape, dtype=bool)
    before = chance[:, 0]
    for day in range(logit.shape[1]):
        now = chance[:, day]
        days[:, day] = draws[:, day] < now + persistence * (before - now)
        before = days[:, day].astype(float)
    return days


def draw_peaks(rng: np.random.Generator, severity: Array, headache: Bools, treated: Bools, known: Parameters) -> Ints:
    """(patients, days) pain 0 to 3, milder when treated; `severity` (patients,) is standard normal."""
    mild = np.where(treated, known.pain["mild_treated"], known.pain["mild"])
    # One latent pain a day, half of it the patient's own: cut where the shares of all headaches ask for it.
    latent = np.sqrt(0.5) * severity[:, None] + np.sqrt(0.5) * rng.standard_normal(headache.shape)
    peaks = 1 + (latent > ndtri(mild)) + (latent > ndtri(1 - known.pain["severe"] * (1 - mild)))
    return np.where(headache, peaks, 0).astype(np.int64)


def draw_minutes(rng: np.random.Generator, peaks: Ints, known: Parameters) -> Ints:
    """(patients, days) minutes of headache on that day, by quarters of an hour."""
    median = known.pain["median_hours"] * 60 * (0.7 + 0.15 * peaks)
    minutes = median * np.exp(known.pain["hours_spread"] * rng.standard_normal(peaks.shape))
    whole = np.clip(QUARTER * np.rint(minutes / QUARTER), 2 * QUARTER, MINUTES_A_DAY).astype(np.int64)
    return np.where(peaks > 0, whole, 0)


def draw_entered(rng: np.random.Generator, peaks: Ints, known: Parameters) -> Bools:
    """(patients, days) which days were written down: gaps last, and begin more often after a severe day."""
    starts, goes_on = rng.random(peaks.shape), rng.random(peaks.shape)
    entered = np.empty(peaks.shape, dtype=bool)
    in_gap = np.zeros(len(peaks), dtype=bool)
    for day in range(peaks.shape[1]):
        bad = peaks[:, day - 1] == SEVERE if day else np.zeros(len(peaks), dtype=bool)
        chance = known.diary["gap_starts"] * np.where(bad, known.diary["gap_starts_severe"], 1.0)
        in_gap = np.where(in_gap, goes_on[:, day] < known.diary["gap_goes_on"], starts[:, day] < chance)
        entered[:, day] = ~in_gap
    return entered
