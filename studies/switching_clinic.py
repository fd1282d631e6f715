"""A clinic that switches from version A to B in the middle of three years, with drift and a severity shift.

One hundred patients begin evenly at random over three years; whoever begins after a year and a half is treated
under B throughout. All logits drift by -0.25 a year, and patients who begin late are 0.3 logits milder. Two
months before the first session and twelve after it, three to a session; a tenth of the days has no entry.
"""

import numpy as np
from scipy.special import expit

from migrainedays.evidence.versions import VersionWindows

YEARS, SWITCH = 3.0, 1.5
MONTH = 28 / 365.25
BEFORE, AFTER = 2, 12
PHI = 8.0


def draw_clinic(
    seed: int, effect: float, drift: float = -0.25, shift: float = -0.3, patients: int = 100
) -> VersionWindows:
    """All windows until three years after the last patient began; `until` makes a look of them."""
    rng = np.random.default_rng(seed)
    began = np.sort(rng.uniform(0, YEARS, patients))
    under_b = began > SWITCH
    level = rng.normal(0, 0.9, patients) + shift * under_b
    change = rng.normal(0, 0.6, patients)
    patient = np.repeat(np.arange(patients), BEFORE + AFTER)
    number = np.tile(np.arange(-BEFORE, AFTER), patients)
    years = began[patient] + (number + 0.5) * MONTH
    treated = number >= 0
    version_b = treated & under_b[patient]
    eta = 0.6 - 0.7 * treated + effect * version_b + drift * years + level[patient] + change[patient] * treated
    observed = rng.binomial(28, 0.9, patient.size)
    p = rng.beta(PHI * expit(eta), PHI * expit(-eta))
    session = np.where(treated, number // 3 + 1, 0)
    return VersionWindows(patient, session, version_b, years, rng.binomial(observed, p), observed)


def until(windows: VersionWindows, year: float) -> VersionWindows:
    """What is known at a look: windows that have ended."""
    return windows.only(windows.years + 0.5 * MONTH <= year)
