"""Which table rows a window reads, by family of counts.

`bounded`     beta-binomial headache days of observed days: the model of this product
`independent` binomial: days of a window independent of each other (a daily diary, one day a row)
`unbounded`   Poisson counts (attacks, seizures)
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln

from migrainedays.evidence import selection
from migrainedays.evidence.compiled import Array, Ints
from migrainedays.evidence.tables import (
    DAYS,
    binomial_table,
    bounded_count_table,
    normaliser,
    poisson_table,
)
from migrainedays.evidence.windows import Windows, check_counts


@dataclass(frozen=True)
class Coded:
    """Windows as table rows: forward and backward row, linear coefficient, constant of the log-likelihood."""

    forward: Ints
    backward: Ints
    linear: Array
    constant: float
    observed: Array
    chosen: tuple[selection.Chosen, ...] = ()

    def table(self, family: str, log_phi: float, points: int) -> Array:
        """The rows at this precision, those of months chosen as the worst last."""
        if family == "unbounded":
            return poisson_table(points)
        if family == "independent":
            return binomial_table(points)
        table = bounded_count_table(float(np.exp(log_phi)), points)
        if not self.chosen:
            return table
        return np.concatenate([table, selection.rows(self.chosen, log_phi, points)])

    def phi_terms(self, family: str, log_phi: float) -> Array:
        """Terms of the log-likelihood in log phi alone: value and two derivatives."""
        if family != "bounded":
            return np.zeros(3)
        return normaliser(float(np.exp(log_phi)), self.observed)

    def phi_slopes(self, windows: Windows, family: str, log_phi: float) -> Array:
        """(rows,) what each window adds to the first derivative of those terms."""
        if family != "bounded":
            return np.zeros(len(windows.patient))
        phi = float(np.exp(log_phi))
        by_observed = -np.concatenate([[0.0], np.cumsum(phi / (phi + np.arange(DAYS)))])
        ordinary = 1.0 if windows.looked_at is None else np.asarray(windows.looked_at) == 0
        return np.asarray(by_observed[windows.observed_days] * ordinary)


def _log_choose(y: Ints, n: Ints) -> float:
    """Sum of log binomial coefficients, by counting how often each factorial occurs."""
    times = [np.bincount(count, minlength=DAYS + 1) for count in (n, y, n - y)]
    return float((times[0] - times[1] - times[2]) @ gammaln(np.arange(DAYS + 1.0) + 1.0))


def code(windows: Windows, family: str) -> Coded:
    """Windows as rows of the family's table."""
    y, n = windows.headache_days, windows.observed_days
    if family == "unbounded":
        rows = np.ones(len(y), np.uint8)
        constant = -float(np.sum(gammaln(y + 1.0)))
        return Coded(rows, np.zeros_like(rows), y.astype(float), constant, np.zeros(1))
    check_counts(windows)
    forward, backward = y.astype(np.uint16), (n - y).astype(np.uint16)
    ordinary = np.ones(len(y), bool) if windows.looked_at is None else windows.looked_at == 0
    chosen: tuple[selection.Chosen, ...] = ()
    if not ordinary.all():
        assert windows.looked_at is not None
        chosen, place = selection.distinct(y[~ordinary], n[~ordinary], windows.looked_at[~ordinary])
        forward[~ordinary], backward[~ordinary] = DAYS + 1 + place, 0
    observed = np.bincount(n[ordinary], minlength=DAYS + 1).astype(float)
    constant = _log_choose(y[ordinary], n[ordinary])
    return Coded(forward, backward, np.zeros(len(y)), constant, observed, chosen)
