"""From logits to what a patient counts: headache days in 28, and the share that halves them.

Both are averages over patients of the fitted kind, not the result of an average patient: the logistic curve
is bent, so the two differ.
"""

import numpy as np
from numpy.polynomial.hermite_e import hermegauss
from scipy.special import expit

from migrainedays.evidence import spread
from migrainedays.evidence.compiled import Array
from migrainedays.evidence.tables import DAYS

_Z, _W = hermegauss(15)
_W = _W / _W.sum()

PATIENTS = 2_000
SEED = 28


def mean_days(eta: Array | float, sd: Array | float, missing: float = 0.0, shift: float = 0.0) -> Array:
    """Expected headache days in 28 over patients whose logit is normal(eta, sd); broadcasts.

    `missing` of the days have no entry; there the log odds of headache are `shift` higher.

    >>> round(float(mean_days(0.0, 1.0)), 6)
    14.0
    """
    level = np.asarray(eta)[..., None] + np.asarray(sd)[..., None] * _Z
    seen = expit(level) if missing == 0.0 else (1 - missing) * expit(level) + missing * expit(level + shift)
    return np.asarray(DAYS * (seen @ _W))


def response_share(before: Array, treated: Array, spreads: Array, log_phi: Array, share: float = 0.5) -> Array:
    """Share of patients whose month under treatment has at most `1 - share` of the baseline month's days.

    One value for each draw of (before, treated, spreads (draws, 3), log phi). The same imagined patients
    serve every draw, so that differences between versions are not blurred by chance.
    """
    rng = np.random.default_rng(SEED)
    normal, uniform = rng.normal(size=(PATIENTS, 2)), rng.random((PATIENTS, 2))
    out = np.empty(len(before))
    for k in range(len(before)):
        levels = normal @ np.linalg.cholesky(spread.covariance(spreads[k])).T
        days = [
            _days(expit(fixed + levels[:, side]), float(np.exp(log_phi[k])), uniform[:, side])
            for side, fixed in enumerate((before[k], treated[k]))
        ]
        had = days[0] > 0
        out[k] = np.mean(days[1][had] <= (1.0 - share) * days[0][had]) if had.any() else 0.0
    return out


def _days(mean: Array, phi: float, uniform: Array) -> Array:
    """Headache days in 28 of patients with these means, rounded from the matching normal score."""
    from scipy.stats import norm  # slow to import, needed here only

    spread_of_days = np.sqrt(DAYS * mean * (1 - mean) * (phi + DAYS) / (phi + 1))
    return np.asarray(np.clip(np.rint(DAYS * mean + spread_of_days * norm.ppf(uniform)), 0, DAYS))
