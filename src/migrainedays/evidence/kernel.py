"""One patient's integral over their two levels, with the sums that a Newton step needs.

A patient has a level before treatment and a level under treatment, both logits, jointly normal. All windows
of one kind see one level, so the two-dimensional integral nests: the level with more windows is the outer
one (few nodes, many windows), the other is the inner one, centred on its conditional mode. Nodes are placed
at the patient's own mode and curvature (adaptive Gauss-Hermite).

`rows` is (fixed part of eta, forward table row, backward table row, linear coefficient): a window's
log-likelihood is forward(eta) + backward(-eta) + linear * eta. `precision` is (outer, cross, inner).
"""

import numpy as np

from migrainedays.evidence.compiled import Array, Ints, compiled
from migrainedays.evidence.tables import PHI, VALUE, look, look_straight, place

Rows = tuple[Array, Ints, Ints, Array]
Precision = tuple[float, float, float]
Span = tuple[int, int]


@compiled
def linear_predictor(design: Array, beta: Array, out: Array) -> None:
    """Add design x beta to `out`, in one thread."""
    for j in range(design.shape[0]):
        for m in range(design.shape[1]):
            out[j] += design[j, m] * beta[m]


@compiled
def _slope_and_bend(span: Span, level: float, rows: Rows, table: Array) -> tuple[float, float]:
    fixed, forward, backward, linear = rows
    slope = bend = 0.0
    for j in range(span[0], span[1]):
        eta = fixed[j] + level
        i, t, _ = place(eta, table.shape[1])
        _, s, b = look(table[forward[j]], table[backward[j]], i, t, VALUE)
        slope += s + linear[j]
        bend += b
    return slope, bend


@compiled
def find_mode(mode: Array, precision: Precision, outer: Span, inner: Span, rows: Rows, table: Array) -> Precision:
    """Move `mode` (outer, inner level) to the most likely point and return the curvature there.

    Curvature that the windows do not support is left to the prior, so that each step goes uphill.
    """
    p_oo, p_oi, p_ii = precision
    h_oo = h_ii = 1.0
    for _ in range(30):
        slope_o, bend_o = _slope_and_bend(outer, mode[0], rows, table)
        slope_i, bend_i = _slope_and_bend(inner, mode[1], rows, table)
        h_oo, h_ii = p_oo + max(-bend_o, 0.0), p_ii + max(-bend_i, 0.0)
        g_o = slope_o - p_oo * mode[0] - p_oi * mode[1]
        g_i = slope_i - p_ii * mode[1] - p_oi * mode[0]
        det = h_oo * h_ii - p_oi * p_oi
        step_o, step_i = (h_ii * g_o - p_oi * g_i) / det, (h_oo * g_i - p_oi * g_o) / det
        shrink = 1.0 / max(1.0, max(abs(step_o), abs(step_i)) / 2.0)
        mode[0] += shrink * step_o
        mode[1] += shrink * step_i
        if step_o * step_o * h_oo + step_i * step_i * h_ii < 0.1:
            break
    return h_oo, p_oi, h_ii


@compiled
def shape_by_curvature(centre: Array, curvature: Precision) -> None:
    """Complete a patient's place: width of the outer level, tilt and width of the inner level given the outer."""
    h_oo, h_oi, h_ii = curvature
    centre[2] = 1.0 / np.sqrt(h_oo - h_oi * h_oi / h_ii)
    centre[3] = -h_oi / h_ii
    centre[4] = 1.0 / np.sqrt(h_ii)


@compiled
def shape_by_moments(outer: Array, inner: Array, weights: Array, centre: Array) -> None:
    """The same from the nodes' posterior mean and covariance, which suits a lopsided patient better.

    One inner node has no spread of its own: then the inner width stays as it was.
    """
    n = inner.size // outer.size
    mean_o = mean_i = 0.0
    for k in range(weights.size):
        mean_o += weights[k] * outer[k // n]
        mean_i += weights[k] * inner[k]
    oo = oi = ii = 0.0
    for k in range(weights.size):
        o, i = outer[k // n] - mean_o, inner[k] - mean_i
        oo += weights[k] * o * o
        oi += weights[k] * o * i
        ii += weights[k] * i * i
    centre[0], centre[1], centre[2], centre[3] = mean_o, mean_i, np.sqrt(oo), oi / oo
    if n > 1:
        centre[4] = np.sqrt(ii - oi * oi / oo)


@compiled
def place_nodes(centre: Array, z_outer: Array, z_inner: Array, outer: Array, inner: Array) -> float:
    """Fill the nodes of both levels; return the log of the volume of one unit cell."""
    for a in range(z_outer.size):
        outer[a] = centre[0] + centre[2] * z_outer[a]
        middle = centre[1] + centre[3] * centre[2] * z_outer[a]
        for b in range(z_inner.size):
            inner[a * z_inner.size + b] = middle + centre[4] * z_inner[b]
    return float(np.log(centre[2]) + np.log(centre[4]))


@compiled
def add_values(span: Span, levels: Array, values: Array, rows: Rows, table: Array) -> None:
    """Add the log-likelihood of the span's windows at each node to `values`."""
    fixed, forward, backward, linear = rows
    for j in range(span[0], span[1]):
        ahead, back = table[forward[j]], table[backward[j]]
        for k in range(levels.size):
            eta = fixed[j] + levels[k]
            i, t, beyond = place(eta, table.shape[1])
            v, s, _ = look(ahead, back, i, t, VALUE)
            values[k] += v + s * beyond + linear[j] * eta


@compiled
def add_derivatives(span: Span, levels: Array, sums: Array, by_window: Array, rows: Rows, table: Array) -> None:
    """The same with derivatives.

    `sums` (3, nodes): log-likelihood, its first and second derivative in log phi, added over windows.
    `by_window` (3, windows, nodes): first and second derivative in eta, mixed derivative in eta and log phi.
    """
    fixed, forward, backward, linear = rows
    for j in range(span[0], span[1]):
        ahead, back = table[forward[j]], table[backward[j]]
        r = j - span[0]
        for k in range(levels.size):
            eta = fixed[j] + levels[k]
            i, t, beyond = place(eta, table.shape[1])
            v, s, b = look(ahead, back, i, t, VALUE)
            d, mixed, _ = look(ahead, back, i, t, PHI)
            sums[0, k] += v + s * beyond + linear[j] * eta
            sums[1, k] += d
            sums[2, k] += look_straight(ahead, back, i, t)
            by_window[0, r, k] = s + linear[j]
            by_window[1, r, k] = b
            by_window[2, r, k] = mixed
