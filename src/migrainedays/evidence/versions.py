"""Windows of a clinic that used two versions of a protocol, and the model that compares them.

Columns: treatment at all; version B; calendar years, in all windows alike (drift); the session's number (up to
the fourth); the second month after a session, and the third and later ones (what wears off within a cycle would
otherwise pass for drift); and whether a patient's first session was under B, which takes up whatever differed between
the two groups before treatment (severity). What is left for version B is a difference of changes.

Where the protocol knew further versions, their windows take part: each has an effect beside A, pooled towards none.
The effect of B is not pooled, so that its interval means what it says.
"""

from dataclasses import dataclass

import numpy as np

from migrainedays.errors import NothingToEvaluate
from migrainedays.evidence.compiled import Array, Ints
from migrainedays.evidence.tables import DAYS
from migrainedays.evidence.windows import Windows, arrange

FEWEST_PATIENTS = 5
POOLED_SD = 0.5
"""How far, in logits, a version that is not asked about is believed to lie from A, before its windows are seen."""

LAST_CYCLE = 4
MONTHS_A_YEAR = 365.25 / DAYS


@dataclass(frozen=True)
class VersionWindows:
    """One row a window, in any order.

    patient         (rows,) any integers
    session         (rows,) 0 before the first session, then the number of the last session before the window
    version_b       (rows,) True where that session was under version B (False before the first)
    years           (rows,) middle of the window in calendar years from any fixed day
    headache_days   (rows,) y of
    observed_days   (rows,) n
    other           (rows,) 1, 2, … where that session was under another version than A and B, else 0; None: nowhere
    """

    patient: Ints
    session: Ints
    version_b: Ints
    years: Array
    headache_days: Ints
    observed_days: Ints
    other: Ints | None = None

    def only(self, chosen: Ints) -> "VersionWindows":
        """The rows marked True."""
        columns = {name: column for name, column in vars(self).items() if column is not None}
        return VersionWindows(**{name: np.asarray(column)[chosen] for name, column in columns.items()})

    @property
    def elsewhere(self) -> Ints:
        """(rows,) the number of the other version, 0 where it is A or B or none."""
        return np.zeros(len(self.patient), int) if self.other is None else np.asarray(self.other)

    @property
    def under(self) -> tuple[Ints, Ints]:
        """(rows,) whether the window lies under version A; and under version B."""
        b = np.asarray(self.version_b, bool)
        return (np.asarray(self.session) > 0) & ~b & (self.elsewhere == 0), (np.asarray(self.session) > 0) & b

    @property
    def first_under_b(self) -> Ints:
        """(rows,) whether the patient's first known session was under version B."""
        return self._first(np.asarray(self.version_b, bool))

    @property
    def month(self) -> Ints:
        """(rows,) 0 in the first month after a session, 1 in the second, and so on; 0 before the first session."""
        session, years = np.asarray(self.session), np.asarray(self.years, float)
        _, cycle = np.unique(np.column_stack([self.patient, session]), axis=0, return_inverse=True)
        begins = np.full(len(years), np.inf)
        np.minimum.at(begins, cycle.ravel(), years)
        months = np.rint((years - begins[cycle.ravel()]) * MONTHS_A_YEAR).astype(int)
        return np.where(session > 0, months, 0)

    def first_under_other(self, number: int) -> Ints:
        """(rows,) whether it was under this other version."""
        return self._first(self.elsewhere == number)

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
        seen = np.asarray(self.observed_days) > 0
        sides = zip("AB", self.under, strict=True)
        return {side: int(np.unique(np.asarray(self.patient)[seen & under]).size) for side, under in sides}


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
            have = "patient has" if count[side] == 1 else "patients have"
            raise NothingToEvaluate(
                f"Only {count[side]} {have} diary windows under version {version}: at least "
                f"{FEWEST_PATIENTS} under each version are needed."
            )
    before = (np.asarray(windows.session) == 0) & (np.asarray(windows.observed_days) > 0)
    if np.unique(np.asarray(windows.patient)[before]).size < FEWEST_PATIENTS:
        raise NothingToEvaluate(
            "Too few patients have a diary before their first session: without a baseline, more severe patients "
            f"under one version look like a worse version. At least {FEWEST_PATIENTS} are needed."
        )
    _check_variation(windows, versions, before)


def _check_variation(windows: VersionWindows, versions: tuple[str, str], before: Ints) -> None:
    """Refuse where no day differs from another: the model would say what was believed before, and no more."""
    y, n = np.asarray(windows.headache_days), np.asarray(windows.observed_days)
    if not y[before].any():
        raise NothingToEvaluate(
            "No day entered before the first sessions was one with headache: nothing could become fewer. Patients with "
            "headache days before their first session are needed."
        )
    treated = (windows.under[0] | windows.under[1]) & (n > 0)
    for days, word in ((y, "without"), (n - y, "with")):
        if not days[treated].any():
            raise NothingToEvaluate(
                f"Every day entered under {versions[0]} and under {versions[1]} was one {word} headache: where nothing "
                "varies no difference can be told. Windows with days of both kinds are needed."
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
        "month_2": (windows.month == 1).astype(float),
        "month_3": (windows.month >= 2).astype(float),
        "first_under_b": windows.first_under_b.astype(float),
    }
    for number in range(1, int(windows.elsewhere.max(initial=0)) + 1):
        columns[f"other_{number}"] = (windows.elsewhere == number) * treated
        columns[f"first_under_other_{number}"] = windows.first_under_other(number).astype(float)
    varying = {name: column for name, column in columns.items() if np.ptp(column) > 0}
    return arrange(windows.patient, treated > 0, windows.headache_days, windows.observed_days, varying, offset)


def pooled(names: tuple[str, ...]) -> dict[str, float]:
    """The prior SD of each effect that is pooled: those of versions not asked about."""
    return {name: POOLED_SD for name in names if name.startswith(("other_", "first_under_other_"))}
