"""The columns that the models of this room read: one row per window of one patient.

Plain arrays, so that a study, a registry and a clinic's courses fill them alike. Rows of a patient lie
together, windows before treatment first; `arrange` puts them so.
"""

from dataclasses import dataclass, replace

import numpy as np

from migrainedays.errors import Impossible, NothingToEvaluate
from migrainedays.evidence.compiled import Array, Ints
from migrainedays.evidence.tables import DAYS


@dataclass(frozen=True)
class Windows:
    """Headache days of observed days by window, with what may explain them.

    patient         (rows,) index 0..N-1, rows of one patient together
    treated         (rows,) False before the first session, True after; a patient's untreated rows come first
    headache_days   (rows,) y
    observed_days   (rows,) n, 1 to 28, y <= n (or 0 where counts have no upper bound)
    design          (rows, columns) explanatory columns, the first usually ones
    names           name of each column
    offset          (rows,) known part of the linear predictor, or None
    looked_at       (rows,) months from which this one was chosen as the worst; 0 for an ordinary window; or None
    """

    patient: Ints
    treated: Ints
    headache_days: Ints
    observed_days: Ints
    design: Array
    names: tuple[str, ...]
    offset: Array | None = None
    looked_at: Ints | None = None

    def __post_init__(self) -> None:
        rows = len(self.patient)
        if rows == 0:
            raise NothingToEvaluate("No window has an observed day: at least one diary entry is needed.")
        for name in ("treated", "headache_days", "observed_days", "design"):
            if len(getattr(self, name)) != rows:
                raise Impossible("windows", name, len(getattr(self, name)), f"{rows} rows are needed")
        if self.design.shape[1] != len(self.names):
            raise Impossible("windows", "names", self.names, f"{self.design.shape[1]} columns need as many names")
        if not np.isfinite(self.design).all():
            raise Impossible("windows", "design", "not finite", "an explanatory column lacks a value")
        _check_order(self.patient, self.treated)

    @property
    def patients(self) -> int:
        """Number of patients."""
        return int(self.patient[-1]) + 1

    @property
    def bounds(self) -> Ints:
        """(N, 3): first row of each patient, first treated row, end."""
        first = np.concatenate([[0], np.flatnonzero(np.diff(self.patient)) + 1])
        stop = np.append(first[1:], len(self.patient))
        before = np.add.reduceat(~self.treated.astype(bool), first, dtype=np.int64)
        return np.column_stack([first, first + before, stop])

    def rows(self, first: int, stop: int) -> "Windows":
        """Rows first..stop (whole patients), patients numbered from 0, the columns shared."""
        return replace(
            self,
            patient=self.patient[first:stop] - self.patient[first],
            treated=self.treated[first:stop],
            headache_days=self.headache_days[first:stop],
            observed_days=self.observed_days[first:stop],
            design=self.design[first:stop],
            offset=None if self.offset is None else self.offset[first:stop],
            looked_at=None if self.looked_at is None else self.looked_at[first:stop],
        )

    def take(self, chosen: Ints) -> "Windows":
        """Only the rows marked True, patients renumbered."""
        index = np.flatnonzero(chosen)
        if index.size == 0:
            raise NothingToEvaluate("No window is left after the choice made.")
        _, patient = np.unique(self.patient[index], return_inverse=True)
        return replace(
            self,
            patient=patient,
            treated=self.treated[index],
            headache_days=self.headache_days[index],
            observed_days=self.observed_days[index],
            design=self.design[index],
            offset=None if self.offset is None else self.offset[index],
            looked_at=None if self.looked_at is None else self.looked_at[index],
        )


def _check_order(patient: Ints, treated: Ints) -> None:
    step = np.diff(patient)
    if patient[0] != 0 or ((step != 0) & (step != 1)).any():
        raise Impossible("windows", "patient", "out of order", "patients are numbered 0, 1, … with rows together")
    if (np.diff(treated.astype(np.int8))[step == 0] < 0).any():
        raise Impossible("windows", "treated", "out of order", "windows before treatment come first")


def check_counts(windows: Windows) -> None:
    """Refuse counts that no 28-day window can hold."""
    y, n = windows.headache_days, windows.observed_days
    if (n < 1).any() or (n > DAYS).any():
        raise Impossible("windows", "observed_days", int(n[(n < 1) | (n > DAYS)][0]), "1 to 28 days are observed")
    if (y < 0).any() or (y > n).any():
        raise Impossible("windows", "headache_days", int(y[(y < 0) | (y > n)][0]), "0 to the observed days")


def arrange(
    patient: Ints,
    treated: Ints,
    headache_days: Ints,
    observed_days: Ints,
    columns: dict[str, Ints],
    offset: Array | None = None,
    looked_at: Ints | None = None,
) -> Windows:
    """Windows in any order, with columns by name, put into order; windows without an observed day are left out.

    >>> arrange(np.array([7, 7, 3]), np.array([1, 0, 0]), np.array([4, 18, 20]), np.array([28, 28, 0]), {}).patients
    1
    """
    kept = np.flatnonzero(np.asarray(observed_days) > 0)
    order = kept[np.lexsort((np.asarray(treated)[kept], np.asarray(patient)[kept]))]
    _, index = np.unique(np.asarray(patient)[order], return_inverse=True)
    design = np.column_stack([np.ones(order.size), *[np.asarray(c, float)[order] for c in columns.values()]])
    return Windows(
        patient=index,
        treated=np.asarray(treated, bool)[order],
        headache_days=np.asarray(headache_days)[order],
        observed_days=np.asarray(observed_days)[order],
        design=design,
        names=("intercept", *columns),
        offset=None if offset is None else np.asarray(offset, float)[order],
        looked_at=None if looked_at is None else np.asarray(looked_at)[order],
    )
