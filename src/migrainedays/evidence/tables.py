"""The log-likelihood of a bounded count, tabulated once so that a patient costs look-ups, not logarithms.

For `y` headache days of `n` observed, with mean p = logistic(eta) and precision phi, the beta-binomial
log-likelihood splits into f_y(eta) + f_{n-y}(-eta) - const(n), f_y(eta) = sum_{k<y} log(phi p + k). So one
table of 29 rows over a grid of eta serves every window. A grid point holds five numbers, all that a Newton
step needs: f and df/deta; df/dlog phi and its slope; d2f/dlog phi2. Between points a cubic through values
and slopes (the last entry: a line, it only shapes steps).
"""

import numpy as np

from migrainedays.evidence.compiled import Array, compiled, inlined

LOW, HIGH = -14.0, 14.0
"""Range of the linear predictor; beyond it each row continues straight, which is exact to 1e-6."""

DAYS = 28
ENTRIES = 5
VALUE, SLOPE, PHI, PHI_SLOPE, PHI2 = range(ENTRIES)


def grid(points: int) -> Array:
    """Points of the linear predictor, equally spaced."""
    return np.linspace(LOW, HIGH, points)


@compiled
def _fill_bounded_counts(eta: Array, phi: float, out: Array) -> None:
    for g in range(eta.size):
        p, q = 1.0 / (1.0 + np.exp(-eta[g])), 1.0 / (1.0 + np.exp(eta[g]))
        u = phi * p
        for y in range(out.shape[0] - 1):
            w = u / (u + y)
            out[y + 1, g, 0] = out[y, g, 0] + np.log(u + y)
            out[y + 1, g, 1] = out[y, g, 1] + w * q
            out[y + 1, g, 2] = out[y, g, 2] + w
            out[y + 1, g, 3] = out[y, g, 3] + w * (1.0 - w) * q
            out[y + 1, g, 4] = out[y, g, 4] + w * (1.0 - w)


def bounded_count_table(phi: float, points: int, most: int = DAYS) -> Array:
    """Rows 0..most of the beta-binomial table: shape (most + 1, points, 5)."""
    out = np.zeros((most + 1, points, ENTRIES))
    _fill_bounded_counts(grid(points), phi, out)
    return out


def binomial_table(points: int, most: int = DAYS) -> Array:
    """The same rows where the days of a window are independent (phi infinite): f_y(eta) = y log p."""
    eta = grid(points)
    out = np.zeros((most + 1, points, ENTRIES))
    count = np.arange(most + 1.0)[:, None]
    out[:, :, VALUE] = -count * np.logaddexp(0.0, -eta)
    out[:, :, SLOPE] = count / (1.0 + np.exp(eta))
    return out


def poisson_table(points: int) -> Array:
    """Two rows for counts without an upper bound: zero, and minus the expected count."""
    out = np.zeros((2, points, ENTRIES))
    out[1, :, VALUE] = out[1, :, SLOPE] = -np.exp(grid(points))
    return out


def normaliser(phi: float, windows_by_observed: Array) -> Array:
    """Minus the sum of log[Gamma(n + phi) / Gamma(phi)] over windows, and two derivatives in log phi.

    `windows_by_observed[n]` counts the windows with n observed days.
    """
    k = np.arange(windows_by_observed.size - 1.0)
    reaching = np.cumsum(windows_by_observed[::-1])[::-1][1:]
    share = phi / (phi + k)
    return -np.asarray(np.array([np.log(phi + k), share, share * (1.0 - share)]) @ reaching)


@inlined
def place(eta: float, points: int) -> tuple[int, float, float]:
    """Grid interval of eta, the position inside it (0 to 1), and how far beyond the table eta lies."""
    t = (eta - LOW) * ((points - 1) / (HIGH - LOW))
    inside = min(max(t, 0.0), points - 1.0)
    index = min(int(inside), points - 2)
    return index, inside - index, (t - inside) * ((HIGH - LOW) / (points - 1))


@inlined
def cubic(f0: float, s0: float, f1: float, s1: float, t: float, step: float) -> tuple[float, float, float]:
    """Value, first and second derivative at t of the cubic through two points with slopes."""
    rise = f1 - f0
    c2 = 3.0 * rise - step * (2.0 * s0 + s1)
    c3 = step * (s0 + s1) - 2.0 * rise
    value = f0 + t * (step * s0 + t * (c2 + t * c3))
    slope = s0 + t * (2.0 * c2 + 3.0 * t * c3) / step
    return value, slope, (2.0 * c2 + 6.0 * t * c3) / (step * step)


@inlined
def look(ahead: Array, back: Array, i: int, t: float, entry: int) -> tuple[float, float, float]:
    """ahead(eta) + back(-eta) for one entry (VALUE or PHI), with two derivatives in eta.

    The grid is symmetric, so -eta lies in the mirrored interval, and one cubic serves the sum.
    """
    m = ahead.shape[0] - 1 - i
    step = (HIGH - LOW) / (ahead.shape[0] - 1)
    return cubic(
        ahead[i, entry] + back[m, entry],
        ahead[i, entry + 1] - back[m, entry + 1],
        ahead[i + 1, entry] + back[m - 1, entry],
        ahead[i + 1, entry + 1] - back[m - 1, entry + 1],
        t,
        step,
    )


@inlined
def look_straight(ahead: Array, back: Array, i: int, t: float) -> float:
    """The last entry of both rows, by a line."""
    m = ahead.shape[0] - 1 - i
    here: float = ahead[i, PHI2] + back[m, PHI2]
    there: float = ahead[i + 1, PHI2] + back[m - 1, PHI2]
    return here + t * (there - here)
