"""A standard error that holds where months of one patient resemble each other more than the model knows.

By curvature, an error takes the windows of a patient, given the two levels, for independent. Months that follow each
other are not, quite. The scatter of the patients' own contributions (a sandwich, patients as clusters) does not
assume it. The larger of the two errors is taken: where the model is right, it costs a twentieth.
"""

from dataclasses import replace

import numpy as np

from migrainedays.evidence.fit import Fit
from migrainedays.evidence.likelihood import Likelihood
from migrainedays.evidence.posterior import Draws


def robust_error(found: Fit, likelihood: Likelihood, name: str) -> float:
    """Standard error of one parameter: by curvature, or by the scatter between patients where that is larger."""
    at = found.names.index(name)
    moved = likelihood.scores(found.parameters) @ found.covariance[:, at]
    patients = moved.size
    scatter = float(np.sqrt(np.sum(moved**2) * patients / (patients - 1))) if patients > 1 else 0.0
    return max(found.error(name), scatter)


def widened(draws: Draws, found: Fit, name: str, error: float) -> Draws:
    """The draws with one parameter drawn apart, so that its spread agrees with that error."""
    at = found.names.index(name)
    values = draws.values.copy()
    values[:, at] = found.parameters[at] + (values[:, at] - found.parameters[at]) * error / found.error(name)
    return replace(draws, values=values)
