"""Windows of a clinic that used two versions of a protocol, and the model that compares them.

Columns: treatment at all; version B; calendar years, in all windows alike (drift); the session's number (up to
the fourth); and whether a patient's first session was under B, which takes up whatever differed between
the two groups before treatment (severity). What is left for version B is a difference of changes.
"""

from dataclasses import dataclass

import numpy as np

from migrainedays.errors import NothingToEvaluate
from migrainedays.evidence.compiled import Array, Ints
from migrainedays.evidence.windows import Windows, arrange

FEWEST_PATIENTS = 5
LAST_CYCLE = 4


@dataclass(frozen=True)
class VersionWindows:
    """One row a window, in any order.

    patient         (rows,) any integers
    session         (rows,) 0 before the first session, then the number of the last session before the window
    version_b       (rows,) True where that session was under version B (False before the first)
    years           (rows,) middle of the window in calendar years from any fixed day
    headache_days   (rows,) y of
    observed_days   (rows,) n
    """

    patient: Ints
    session: Ints
    version_b: Ints
    years: Array
    headache_days: Ints
    observed_days: Ints

    def only(self, chosen: Ints) -> "VersionWindows":
        """The rows marked True."""
        return VersionWindows(**{name: np.asarray(column)[chosen] for name, column in vars(self).items()})

    @property
    def first_under_b(self) -> Ints:
        """(rows,) whether the patient's first known session was under version B."""
        return self._first(np.asarray(self.version_b, bool))

    def _first(self, value: Ints) -> Ints:
        """Each patient's value at the earliest treated window; False where there is none."""
        treated = np.flatnonzero(np.asarray(self.session) > 0)
        order = treated[np.lexsort((np.asarray(self.years)[treated], np.asarray(self.patient)[treated]))]
        patients, at = np.unique(np.asarray(self.patient)[order], return_index=True)
        if patients.size == 0:
            return np.zeros(len(self.patient), bool)
        place = np.minimum(np.searchsorted(patients, self.patient), patients.size - 1)
        return np.asarray((patients[place] == self.patient) & value[order][at][place])

    def count(self) -> dict[str, int]:
        """Patients with a treated, observed window under A and under B (some under both)."""
        seen = (np.asarray(self.session) > 0) & (np.asarray(self.observed_days) > 0)
        under = np.asarray(self.version_b, bool)
        return {
            "A": int(np.unique(np.asarray(self.patient)[seen & ~under]).size),
            "B": int(np.unique(np.asarray(self.patient)[seen & under]).size),
        }


def check_enough(windows: VersionWindows, versions: tuple[str, str]) -> None:
    """Refuse what cannot be answered, saying what would suffice."""
    if not np.any(np.asarray(windows.observed_days) > 0):
        raise NothingToEvaluate("All days are missing: no window of these patients has a diary entry.")
    count = windows.count()
    for side, version in zip("AB", versions, strict=True):
        if count[side] == 0:
            raise NothingToEvaluate(
                f"No patient has a diary window after a session under version {version}: at least "
                f"{FEWEST_PATIENTS} under each version are needed."
            )
        if count[side] < FEWEST_PATIENTS:
            raise NothingToEvaluate(
                f"Only {count[side]} patients have diary windows under version {version}: at least "
                f"{FEWEST_PATIENTS} under each version are needed."
            )
    before = (np.asarray(windows.session) == 0) & (np.asarray(windows.observed_days) > 0)
    if np.unique(np.asarray(windows.patient)[before]).size < FEWEST_PATIENTS:
        raise NothingToEvaluate(
            "Too few patients have a diary before their first session: without a baseline, more severe patients "
            f"under one version look like a worse version. At least {FEWEST_PATIENTS} are needed."
        )


def model_windows(windows: VersionWindows, offset: Array | None = None) -> Windows:
    """The model's columns; those that do not vary here are left out."""
    treated = (np.asarray(windows.session) > 0).astype(float)
    years = np.asarray(windows.years, float)
    columns = {
        "treated": treated,
        "version_b": np.asarray(windows.version_b, float) * treated,
        "years": years - years.mean(),
        "cycle": treated * (np.clip(windows.session, 1, LAST_CYCLE) - 1.0),
        "first_under_b": windows.first_under_b.astype(float),
    }
    varying = {name: column for name, column in columns.items() if np.ptp(column) > 0}
    return arrange(windows.patient, treated > 0, windows.headache_days, windows.observed_days, varying, offset)
