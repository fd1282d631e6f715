"""Two models of the months to come, weighed by how well each foretold patients whom it had not seen.

Patients are dealt into a few parts; each part is foretold by models fitted to the others, three months at a time, each
three from all months before. The weight is the one under which these held-out months are likeliest.
"""

from dataclasses import dataclass

import numpy as np

from migrainedays.errors import NothingToEvaluate
from migrainedays.evidence.compiled import Array, Ints
from migrainedays.evidence.cycle_model import CycleLikelihood, fit_cycle
from migrainedays.evidence.fit import Fit, fit
from migrainedays.evidence.level_model import LevelModel
from migrainedays.evidence.likelihood import Likelihood
from migrainedays.evidence.prior import clinic_prior
from migrainedays.evidence.series import Series

PARTS = 4
MONTHS = 3
"""Months foretold at a time."""


@dataclass(frozen=True)
class Stack:
    """Both fits to a clinic's series, and the weight of the cycle model."""

    cycle: Fit
    level: Fit
    weight: float

    @property
    def weights(self) -> dict[str, float]:
        """Weight by the name of the model."""
        return {"cycle": self.weight, "level": 1.0 - self.weight}


def fit_level(series: Series, start: Array | None = None) -> Fit:
    """The window model of these series."""
    likelihood = Likelihood(series.windows(), change=series.has_change)
    return fit(likelihood, clinic_prior(likelihood.names), start)


def fit_stack(series: Series) -> Stack:
    """Fit both models and weigh them."""
    cycle, level = fit_cycle(CycleLikelihood(series)), fit_level(series)
    part = np.arange(series.patients) % PARTS
    try:
        scores = [_scores(series, part == k, cycle.parameters, level) for k in range(PARTS)]
    except NothingToEvaluate:
        return Stack(cycle, level, 1 / 2)  # too few to hold any out: neither is preferred
    return Stack(cycle, level, stacking_weight(np.concatenate(scores)))


def _scores(series: Series, held: Ints, cycle: Array, level: Fit) -> Array:
    """Log-chance of each three months of the held-out patients under both models (rows, 2)."""
    rest, out = series.rows(~held), series.rows(held)
    hidden = fit_cycle(CycleLikelihood(rest), cycle)
    same = rest.windows().names == series.windows().names
    smooth = fit_level(rest, level.parameters if same else None)
    known = [CycleLikelihood(out).filtered(hidden.parameters)[0], LevelModel(smooth).filtered(out)[0]]
    return np.stack([_by_months(values, out) for values in known], axis=1)


def _by_months(known: Array, series: Series) -> Array:
    """Log-chance of each run of MONTHS given all steps before it."""
    ends = np.arange(2 * MONTHS - 1, known.shape[1], MONTHS)
    gained = known[:, ends] - known[:, ends - MONTHS]
    return np.asarray(gained[ends[None, :] < series.lived[:, None]])


def stacking_weight(scores: Array) -> float:
    """Weight of the first of two models, drawn a little to the middle: as if each had been right once.

    >>> round(stacking_weight(np.log(np.array([[0.3, 0.1]] * 30))), 2)
    0.95
    """
    weight = 0.5
    if not len(scores):
        return weight
    ratio = np.exp(np.clip(scores[:, 0] - scores[:, 1], -50, 50))
    for _ in range(300):
        share = weight * ratio / (weight * ratio + 1 - weight)
        weight = float((share.sum() + 1) / (len(scores) + 2))
    return weight
