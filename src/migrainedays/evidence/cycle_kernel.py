"""The sums behind the cycle model: emissions by node and state, and what a gradient needs of every series.

A patient is at one of some nodes of the level, for good, and at each step in one of two states. Distinct pairs of
(headache days, observed days) are tabulated once; pair 0 is a window without an entry, which says nothing.
"""

import numpy as np

from migrainedays.evidence.compiled import Array, Ints, compiled


@compiled
def fill_emissions(pairs: Ints, eta: Array, phi: Array, out: Array) -> None:
    """`out` (3, pairs, nodes, 2): log-likelihood of a pair without its binomial, derivatives in eta and log phi.

    `eta` (nodes, 2) the level of a node in a state, `phi` (2,) the precision of a state.
    """
    days = 0
    for pair in range(pairs.shape[0]):
        days = max(days, pairs[pair, 1])
    f, g, c = np.zeros((3, days + 1)), np.zeros((3, days + 1)), np.zeros((2, days + 1))
    for node in range(eta.shape[0]):
        for state in range(2):
            p, q = 1.0 / (1.0 + np.exp(-eta[node, state])), 1.0 / (1.0 + np.exp(eta[node, state]))
            u, v, w = phi[state] * p, phi[state] * q, phi[state]
            for y in range(days):
                f[0, y + 1], g[0, y + 1] = f[0, y] + np.log(u + y), g[0, y] + np.log(v + y)
                f[1, y + 1], g[1, y + 1] = f[1, y] + u / (u + y) * q, g[1, y] - v / (v + y) * p
                f[2, y + 1], g[2, y + 1] = f[2, y] + u / (u + y), g[2, y] + v / (v + y)
                c[0, y + 1], c[1, y + 1] = c[0, y] + np.log(w + y), c[1, y] + w / (w + y)
            for pair in range(pairs.shape[0]):
                y, n = pairs[pair, 0], pairs[pair, 1]
                out[0, pair, node, state] = f[0, y] + g[0, n - y] - c[0, n]
                out[1, pair, node, state] = f[1, y] + g[1, n - y]
                out[2, pair, node, state] = f[2, y] + g[2, n - y] - c[1, n]


@compiled
def _ahead(
    pair: Ints, kind: Ints, emission: Array, node: int, start: Array, change: Array, a: Array, s: Array
) -> float:
    """Filtered chances `a` (steps, 2) and one over the sums `s` (steps,) of one series at one node; its likelihood."""
    p0, p1 = start[0], start[1]
    height, product = 0.0, 1.0
    for t in range(pair.size):
        if t > 0:
            m = change[kind[t]]
            p0, p1 = a[t - 1, 0] * m[0, 0] + a[t - 1, 1] * m[1, 0], a[t - 1, 0] * m[0, 1] + a[t - 1, 1] * m[1, 1]
        p0 *= emission[pair[t], node, 0]
        p1 *= emission[pair[t], node, 1]
        product *= p0 + p1
        s[t] = 1.0 / (p0 + p1)
        a[t, 0], a[t, 1] = p0 * s[t], p1 * s[t]
        if product < 1e-150:
            height += np.log(product)
            product = 1.0
    return float(height + np.log(product))


@compiled
def _back(
    pair: Ints, kind: Ints, emission: Array, node: int, change: Array, a: Array, s: Array, weight: float,
    visits: Array, moves: Array, starts: Array,
) -> None:  # fmt: skip
    """Add one series at one node, times its weight, to the expected visits, moves and starts."""
    b0 = b1 = 1.0
    for t in range(pair.size - 1, -1, -1):
        visits[pair[t], node, 0] += weight * a[t, 0] * b0
        visits[pair[t], node, 1] += weight * a[t, 1] * b1
        if t == 0:
            starts[0] += weight * a[0, 0] * b0
            starts[1] += weight * a[0, 1] * b1
            break
        m, x = change[kind[t]], moves[kind[t]]
        s0, s1 = emission[pair[t], node, 0] * b0 * s[t], emission[pair[t], node, 1] * b1 * s[t]
        x[0, 0] += weight * a[t - 1, 0] * m[0, 0] * s0
        x[0, 1] += weight * a[t - 1, 0] * m[0, 1] * s1
        x[1, 0] += weight * a[t - 1, 1] * m[1, 0] * s0
        x[1, 1] += weight * a[t - 1, 1] * m[1, 1] * s1
        b0, b1 = m[0, 0] * s0 + m[0, 1] * s1, m[1, 0] * s0 + m[1, 1] * s1


@compiled
def expect(
    pair: Ints, kind: Ints, lived: Ints, emission: Array, node_weight: Array, start: Array, change: Array,
    visits: Array, moves: Array, starts: Array,
) -> float:  # fmt: skip
    """Log-likelihood of all series; expected visits (pairs, nodes, 2), moves (kinds, 2, 2), starts (2,) are added."""
    nodes, total = node_weight.size, 0.0
    a, s, height = np.empty((nodes, pair.shape[1], 2)), np.empty((nodes, pair.shape[1])), np.empty(nodes)
    for i in range(pair.shape[0]):
        end = lived[i]
        for node in range(nodes):
            here = _ahead(pair[i, :end], kind[i], emission, node, start, change, a[node], s[node])
            height[node] = np.log(node_weight[node]) + here
        top = height.max()
        sums = np.exp(height - top).sum()
        total += top + np.log(sums)
        for node in range(nodes):
            weight = np.exp(height[node] - top) / sums
            _back(pair[i, :end], kind[i], emission, node, change, a[node], s[node], weight, visits, moves, starts)
    return total


@compiled
def filter_ahead(
    pair: Ints, kind: Ints, emission: Array, node_weight: Array, start: Array, change: Array, known: Array, where: Array
) -> None:
    """`known` (series, steps): log-likelihood of the steps so far; `where` (series, steps, nodes, 2): node, state."""
    nodes, steps = node_weight.size, pair.shape[1]
    a, s = np.empty((nodes, steps, 2)), np.empty((nodes, steps))
    height = np.empty(nodes)
    for i in range(pair.shape[0]):
        height[:] = np.log(node_weight)
        for node in range(nodes):
            _ahead(pair[i], kind[i], emission, node, start, change, a[node], s[node])
        for t in range(steps):
            height -= np.log(s[:, t])
            top = height.max()
            weight = np.exp(height - top)
            known[i, t] = top + np.log(weight.sum())
            for node in range(nodes):
                share = weight[node] / weight.sum()
                where[i, t, node, 0], where[i, t, node, 1] = share * a[node, t, 0], share * a[node, t, 1]
