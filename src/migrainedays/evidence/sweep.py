"""All patients once: the log-likelihood, and on request its gradient and Hessian.

Derivatives are those of the sum with its nodes held (Fisher's and Louis's identities): scores averaged over
a patient's nodes, and the variance of scores between nodes added to the mean curvature. Order of a score
vector: coefficients, the three quadratic forms of the precision matrix, log phi.
"""

import numpy as np

from migrainedays.evidence.compiled import Array, Ints, compiled
from migrainedays.evidence.kernel import (
    Precision,
    Rows,
    Span,
    add_derivatives,
    add_values,
    find_mode,
    place_nodes,
    shape_by_curvature,
    shape_by_moments,
)

Nodes = tuple[Array, Array, Array, Array]
"""Outer points and log weights, inner points and log weights."""


@compiled
def _arrange(bounds: Ints, precision: Precision, treated_outer: bool) -> tuple[Span, Span, Precision]:
    """Outer and inner rows with the precision in that order; `precision` is (before, cross, treated)."""
    before, treated = (bounds[0], bounds[1]), (bounds[1], bounds[2])
    p_bb, p_bt, p_tt = precision
    if treated_outer:
        return treated, before, (p_tt, p_bt, p_bb)
    return before, treated, (p_bb, p_bt, p_tt)


@compiled
def _weigh(
    outer: Array, inner: Array, at_outer: Array, at_inner: Array, precision: Precision, nodes: Nodes, weights: Array
) -> float:
    """Fill the posterior weights of the nodes; return the log of their sum before scaling."""
    p_oo, p_oi, p_ii = precision
    n = nodes[2].size
    top = -np.inf
    for a in range(outer.size):
        for b in range(n):
            k = a * n + b
            prior = 0.5 * (p_oo * outer[a] ** 2 + 2.0 * p_oi * outer[a] * inner[k] + p_ii * inner[k] ** 2)
            weights[k] = at_outer[a] + at_inner[k] - prior + nodes[1][a] + nodes[3][b]
            top = max(top, weights[k])
    total = 0.0
    for k in range(weights.size):
        weights[k] = np.exp(weights[k] - top)
        total += weights[k]
    for k in range(weights.size):
        weights[k] /= total
    return float(top + np.log(total))


@compiled
def _add_scores(span: Span, design: Array, slopes: Array, scores: Array) -> None:
    """Scores of the coefficients at each node: design' x slopes, zero entries skipped."""
    for r in range(span[1] - span[0]):
        for m in range(design.shape[1]):
            x = design[span[0] + r, m]
            if x != 0.0:
                for k in range(slopes.shape[1]):
                    scores[m, k] += x * slopes[r, k]


@compiled
def _add_curvature(span: Span, design: Array, by_window: Array, weights: Array, hessian: Array) -> None:
    """Mean curvature of the coefficients, and of coefficients with log phi."""
    size, last = design.shape[1], hessian.shape[0] - 1
    for r in range(span[1] - span[0]):
        bend = mixed = 0.0
        for k in range(weights.size):
            bend += weights[k] * by_window[1, r, k]
            mixed += weights[k] * by_window[2, r, k]
        for m in range(size):
            x = design[span[0] + r, m]
            if x != 0.0:
                hessian[m, last] += x * mixed
                for n in range(m, size):
                    hessian[m, n] += x * bend * design[span[0] + r, n]


@compiled
def _spread_scores(outer: Array, inner: Array, by_outer: Array, treated_outer: bool, scores: Array) -> None:
    """Complete the scores of one patient: outer parts to every inner node, and the quadratic forms."""
    n, size = inner.size // outer.size, scores.shape[0] - 4
    for a in range(outer.size):
        for k in range(a * n, (a + 1) * n):
            for m in range(size):
                scores[m, k] += by_outer[m, a]
            scores[size + 3, k] += by_outer[size + 3, a]
            before, treated = (inner[k], outer[a]) if treated_outer else (outer[a], inner[k])
            scores[size, k] = -0.5 * before * before
            scores[size + 1, k] = -before * treated
            scores[size + 2, k] = -0.5 * treated * treated


@compiled
def _add_moments(scores: Array, weights: Array, gradient: Array, hessian: Array) -> None:
    """Add the mean score to the gradient and the variance of scores to the Hessian (upper half)."""
    for m in range(scores.shape[0]):
        mean = 0.0
        for k in range(weights.size):
            mean += weights[k] * scores[m, k]
        gradient[m] += mean
        for k in range(weights.size):
            scores[m, k] -= mean
    for m in range(scores.shape[0]):
        for n in range(m, scores.shape[0]):
            together = 0.0
            for k in range(weights.size):
                together += weights[k] * scores[m, k] * scores[n, k]
            hessian[m, n] += together


@compiled
def sweep_values(
    bounds: Ints, places: Array, known: bool, precision: Precision, nodes: Nodes, rows: Rows, table: Array, each: Array
) -> None:
    """Fill `each` with the log-likelihood of every patient, up to the constants of the whole data."""
    n_outer, n_inner = nodes[0].size, nodes[2].size
    outer, inner = np.empty(n_outer), np.empty(n_outer * n_inner)
    at_outer, at_inner, weights = np.empty(n_outer), np.empty(inner.size), np.empty(inner.size)
    for i in range(bounds.shape[0]):
        treated_outer = bounds[i, 2] - bounds[i, 1] >= bounds[i, 1] - bounds[i, 0]
        out, into, prior = _arrange(bounds[i], precision, treated_outer)
        if not known:
            shape_by_curvature(places[i], find_mode(places[i], prior, out, into, rows, table))
        volume = place_nodes(places[i], nodes[0], nodes[2], outer, inner)
        at_outer[:] = 0.0
        at_inner[:] = 0.0
        add_values(out, outer, at_outer, rows, table)
        add_values(into, inner, at_inner, rows, table)
        each[i] = volume + _weigh(outer, inner, at_outer, at_inner, prior, nodes, weights)


@compiled
def sweep_derivatives(
    bounds: Ints,
    places: Array,
    known: bool,
    precision: Precision,
    nodes: Nodes,
    rows: Rows,
    design: Array,
    table: Array,
    gradient: Array,
    hessian: Array,
    each: Array,
) -> float:
    """The log-likelihood of all patients; gradient and (upper half) Hessian are added to what is passed.

    `each` takes the gradient of every patient, (patients, size); without rows it is left alone.
    """
    n_outer, n_inner, size = nodes[0].size, nodes[2].size, gradient.size
    most = np.max(bounds[:, 2] - bounds[:, 0])
    outer, inner = np.empty(n_outer), np.empty(n_outer * n_inner)
    weights, outer_weights = np.empty(inner.size), np.empty(n_outer)
    outer_sums, inner_sums = np.empty((3, n_outer)), np.empty((3, inner.size))
    outer_windows, inner_windows = np.empty((3, most, n_outer)), np.empty((3, most, inner.size))
    by_outer, scores, own = np.empty((size, n_outer)), np.empty((size, inner.size)), np.empty(size)
    total = 0.0
    for i in range(bounds.shape[0]):
        treated_outer = bounds[i, 2] - bounds[i, 1] >= bounds[i, 1] - bounds[i, 0]
        out, into, prior = _arrange(bounds[i], precision, treated_outer)
        if not known:
            shape_by_curvature(places[i], find_mode(places[i], prior, out, into, rows, table))
        total += place_nodes(places[i], nodes[0], nodes[2], outer, inner)
        outer_sums[:] = 0.0
        inner_sums[:] = 0.0
        add_derivatives(out, outer, outer_sums, outer_windows, rows, table)
        add_derivatives(into, inner, inner_sums, inner_windows, rows, table)
        total += _weigh(outer, inner, outer_sums[0], inner_sums[0], prior, nodes, weights)
        shape_by_moments(outer, inner, weights, places[i])
        by_outer[:] = 0.0
        scores[:] = 0.0
        by_outer[size - 1] = outer_sums[1]
        scores[size - 1] = inner_sums[1]
        _add_scores(out, design, outer_windows[0], by_outer)
        _add_scores(into, design, inner_windows[0], scores)
        _spread_scores(outer, inner, by_outer, treated_outer, scores)
        outer_weights[:] = weights.reshape((n_outer, n_inner)).sum(axis=1)
        hessian[size - 1, size - 1] += (outer_weights * outer_sums[2]).sum() + (weights * inner_sums[2]).sum()
        _add_curvature(out, design, outer_windows, outer_weights, hessian)
        _add_curvature(into, design, inner_windows, weights, hessian)
        own[:] = 0.0
        _add_moments(scores, weights, own, hessian)
        gradient += own
        if each.shape[0] > 0:
            each[i] = own
    return total
