"""What a before/after table says: printed beside the answer, and named naive."""

import numpy as np

from migrainedays.evidence.compiled import Array, Ints
from migrainedays.evidence.tables import DAYS
from migrainedays.evidence.versions import VersionWindows


def rate_by_patient(patient: Ints, headache_days: Ints, observed_days: Ints, chosen: Ints) -> dict[int, float]:
    """Headache days per 28 observed days of each patient in the chosen rows."""
    index = np.flatnonzero(np.asarray(chosen) & (np.asarray(observed_days) > 0))
    patients, place = np.unique(np.asarray(patient)[index], return_inverse=True)
    days = np.bincount(place, np.asarray(headache_days)[index])
    seen = np.bincount(place, np.asarray(observed_days)[index])
    return dict(zip(patients.tolist(), (DAYS * days / seen).tolist(), strict=True))


def mean_with_interval(values: Array) -> tuple[float, float]:
    """Mean and standard error."""
    error = float(values.std(ddof=1) / np.sqrt(values.size)) if values.size > 1 else float("inf")
    return float(values.mean()), error


def naive_difference(windows: VersionWindows) -> tuple[float, float, float]:
    """Mean headache days per 28 of patients under B minus under A, with a 95 % interval; adjusts for nothing."""
    sides = [
        np.array(list(rate_by_patient(windows.patient, windows.headache_days, windows.observed_days, chosen).values()))
        for chosen in windows.under
    ]
    (mean_a, error_a), (mean_b, error_b) = (mean_with_interval(side) for side in sides)
    difference, error = mean_b - mean_a, float(np.hypot(error_a, error_b))
    return difference, difference - 1.96 * error, difference + 1.96 * error
