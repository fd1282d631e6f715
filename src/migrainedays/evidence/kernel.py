"""One patient's integral over their two levels, with the sums that a Newton step needs.

A patient has a level before treatment and a level under treatment, both logits, jointly normal. All windows
of one kind see one level, so the two-dimensional integral nests: the level with more windows is the outer
one (few nodes, many windows), the other is the inner one, centred on its conditional mode. Nodes are placed
at the patient's own mode and curvature (adaptive Gauss-Hermite); derivatives are those of the sum with its
nodes held, which at the nodes' own optimum is the exact gradient and Hessian of what is summed.

Layout: rows of a patient lie together, those before treatment first. A score vector holds the coefficients,
then the three quadratic forms of the levels' precision matrix, then log phi.
"""

import numpy as np
from numba import njit

from migrainedays.evidence.arrays import Array, Ints

FAST = {"reassoc", "contract", "arcp", "nsz"}
OPTIONS = {"cache": True, "fastmath": FAST, "error_model": "numpy"}


@njit(inline="always", **OPTIONS)
def _place(eta: float, low: float, per_step: float, last: int):  # type: ignore[no-untyped-def]
    """Grid interval, position inside it, and how far beyond the table eta lies."""
    t = (eta - low) * per_step
    inside = min(max(t, 0.0), last)
    index = min(int(inside), last - 1)
    return index, inside - index, (t - inside) / per_step


@njit(inline="always", **OPTIONS)
def _hermite(f0, s0, f1, s1, t, step):  # type: ignore[no-untyped-def]
    """Value, first and second derivative of the cubic through two points with slopes."""
    rise = f1 - f0
    c2 = 3.0 * rise - step * (2.0 * s0 + s1)
    c3 = step * (s0 + s1) - 2.0 * rise
    value = f0 + t * (step * s0 + t * (c2 + t * c3))
    slope = s0 + t * (2.0 * c2 + 3.0 * t * c3) / step
    return value, slope, (2.0 * c2 + 6.0 * t * c3) / (step * step)


@njit(inline="always", **OPTIONS)
def _look(row, eta, low, per_step, k):  # type: ignore[no-untyped-def]
    """Value and two derivatives of entry k (0 log-likelihood, 2 and 4 its derivatives in log phi)."""
    i, t, beyond = _place(eta, low, per_step, row.shape[0] - 1)
    value, slope, bend = _hermite(row[i, k], row[i, k + 1], row[i + 1, k], row[i + 1, k + 1], t, 1.0 / per_step)
    return value + slope * beyond, slope, bend


@njit(**OPTIONS)
def _slope_and_bend(first, stop, level, fixed, forward, backward, extra, table, low, per_step):  # type: ignore[no-untyped-def]
    """First and second derivative of the log-likelihood of rows first..stop in their common level."""
    slope = bend = 0.0
    for j in range(first, stop):
        eta = fixed[j] + level
        _, s, b = _look(table[forward[j]], eta, low, per_step, 0)
        _, s2, b2 = _look(table[backward[j]], -eta, low, per_step, 0)
        slope += s - s2 + extra[j]
        bend += b + b2
    return slope, bend


@njit(**OPTIONS)
def find_mode(mode, precision, outer_rows, inner_rows, data, table, low, per_step):  # type: ignore[no-untyped-def]
    """Move `mode` (outer, inner) to the patient's most likely levels; return the curvatures there.

    Curvature that the data do not support is replaced by the prior's, so each step goes uphill.
    """
    fixed, forward, backward, extra = data
    p_oo, p_oi, p_ii = precision
    for _ in range(25):
        o, i = mode
        s_o, b_o = _slope_and_bend(
            outer_rows[0], outer_rows[1], o, fixed, forward, backward, extra, table, low, per_step
        )
        s_i, b_i = _slope_and_bend(
            inner_rows[0], inner_rows[1], i, fixed, forward, backward, extra, table, low, per_step
        )
        h_oo, h_ii = p_oo + max(-b_o, 0.0), p_ii + max(-b_i, 0.0)
        g_o, g_i = s_o - p_oo * o - p_oi * i, s_i - p_ii * i - p_oi * o
        det = h_oo * h_ii - p_oi * p_oi
        d_o, d_i = (h_ii * g_o - p_oi * g_i) / det, (h_oo * g_i - p_oi * g_o) / det
        shrink = 1.0 / max(1.0, max(abs(d_o), abs(d_i)) / 2.0)
        mode[0] += shrink * d_o
        mode[1] += shrink * d_i
        if d_o * d_o * h_oo + d_i * d_i * h_ii < 1e-4:
            break
    return h_oo, h_ii


@njit(**OPTIONS)
def fill_values(first, stop, levels, n, values, data, table, low, per_step):  # type: ignore[no-untyped-def]
    """Add the log-likelihood of rows first..stop at n nodes of their level to `values`."""
    fixed, forward, backward, extra = data
    for j in range(first, stop):
        ahead, back = table[forward[j]], table[backward[j]]
        for k in range(n):
            eta = fixed[j] + levels[k]
            v, _, _ = _look(ahead, eta, low, per_step, 0)
            w, _, _ = _look(back, -eta, low, per_step, 0)
            values[k] += v + w + extra[j] * eta
