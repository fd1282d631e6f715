"""Two hidden states along many series: the chance of the second at each step, given all that was seen.

Forward and backward sums in the scaled form: at each step the likelier state's emission counts as one, so that no sum
falls below the least chance of a change, and one logarithm serves some steps. Series are worked through in lanes,
side by side, which lets one core do several at a time; the exponential is written out so that it takes part.
"""

import numpy as np

from migrainedays.errors import Impossible
from migrainedays.evidence.compiled import Array, Ints, compiled, inlined

LANES = 128
TOGETHER = 24
"""Sums multiplied before their logarithm is taken; chances of a change down to 1e-12 stay above zero."""

_LOG2E = 1.4426950408889634
_LN2_HIGH, _LN2_LOW = 0.693145751953125, 1.42860682030941723212e-06
_LEAST = -700.0
"""exp of less counts as exp of this, 1e-304, which no sum notices."""


def forward_backward(log_emission: Array, start: Array, change: Array, kind: Ints | None = None) -> tuple[Array, Array]:
    """Log-likelihood (series,) and chance of state 1 at each step (series, steps).

    log_emission    (series, steps, 2) log-likelihood of what was seen under either state; nought where nothing was
    start           (2,) chances at the first step
    change          (kinds, 2, 2) from state (row) to state (column), by the kind of the step that is reached
    kind            (series, steps) 0 or 1; all 0 where not given

    >>> seen = np.log(np.array([[[0.9, 0.1], [0.2, 0.8]]]))
    >>> forward_backward(seen, np.array([0.5, 0.5]), np.array([[[0.9, 0.1], [0.1, 0.9]]]))[1].round(3).tolist()
    [[0.24, 0.468]]
    """
    if log_emission.ndim != 3 or log_emission.shape[2] != 2 or not np.isfinite(change).all():
        raise Impossible("forward_backward", "log_emission", log_emission.shape, "(series, steps, 2) is needed")
    series, steps, _ = log_emission.shape
    given = np.zeros((0, 0), np.uint8) if kind is None else np.ascontiguousarray(kind, np.uint8)
    value, chance = np.empty(series), np.empty((series, steps))
    _sweep(np.ascontiguousarray(log_emission), np.asarray(start), np.ascontiguousarray(change), given, value, chance)
    return value, chance


@inlined
def _exp_rest(r: float) -> float:
    """exp(r) for |r| <= log(2) / 2, to the last digit or the one before."""
    tail = 1 / 39916800 + r * (1 / 479001600 + r * (1 / 6227020800))
    tail = 1 / 40320 + r * (1 / 362880 + r * (1 / 3628800 + r * tail))
    tail = 1 / 120 + r * (1 / 720 + r * (1 / 5040 + r * tail))
    return 1.0 + r * (1.0 + r * (0.5 + r * (1 / 6 + r * (1 / 24 + r * tail))))


@compiled
def _load(log_emission: Array, first: int, lanes: int, e0: Array, e1: Array, bits: Ints, top: Array) -> None:
    """Emissions (steps, lanes) of a block, the greater of each pair made one; `top` gains its logarithm."""
    for j in range(lanes):
        for t in range(e0.shape[0]):
            e0[t, j], e1[t, j] = log_emission[first + j, t, 0], log_emission[first + j, t, 1]
    scale = bits.view(np.float64)
    for t in range(e0.shape[0]):
        for j in range(lanes):
            apart = e1[t, j] - e0[t, j]
            top[j] += max(e0[t, j], e1[t, j])
            x = max(-abs(apart), _LEAST)
            k = np.floor(x * _LOG2E + 0.5)
            bits[j] = (np.int64(k) + 1023) << 52
            small = _exp_rest((x - k * _LN2_HIGH) - k * _LN2_LOW)
            e0[t, j] = small if apart > 0.0 else -1.0
            e1[t, j] = -1.0 if apart > 0.0 else small
        for j in range(lanes):
            e0[t, j] = 1.0 if e0[t, j] < 0.0 else e0[t, j] * scale[j]
            e1[t, j] = 1.0 if e1[t, j] < 0.0 else e1[t, j] * scale[j]


@compiled
def _step(before: Array, to_1: Array, e0: Array, e1: Array, after: Array, product: Array) -> None:
    """One step of all lanes: from the chances before to those after what was seen; emissions are divided by the sum."""
    for j in range(after.size):
        ahead = to_1[0, j] + before[j] * (to_1[1, j] - to_1[0, j])
        one = ahead * e1[j]
        both = one + (1.0 - ahead) * e0[j]
        over = 1.0 / both
        after[j] = one * over
        product[j] *= both
        e0[j] *= over
        e1[j] *= over


@compiled
def _ahead(to_1: Array, e0: Array, e1: Array, p: Array, total: Array) -> None:
    """Filtered chance of state 1 at each step, and the logarithms of the sums added to `total`.

    `to_1` (steps, 2, lanes): chance of reaching state 1 from either state.
    """
    product = np.ones(p.shape[1])
    for t in range(p.shape[0]):
        _step(p[t - 1] if t else to_1[0, 0], to_1[t], e0[t], e1[t], p[t], product)
        if t % TOGETHER == TOGETHER - 1 or t == p.shape[0] - 1:
            for j in range(product.size):
                total[j] += np.log(product[j])
                product[j] = 1.0


@compiled
def _step_back(to_1: Array, e0: Array, e1: Array, b0: Array, b1: Array, p: Array) -> None:
    """One step back of all lanes: what is seen later, from either state, and the smoothed chance."""
    for j in range(p.size):
        s0, s1 = e0[j] * b0[j], e1[j] * b1[j]
        b0[j] = s0 + to_1[0, j] * (s1 - s0)
        b1[j] = s0 + to_1[1, j] * (s1 - s0)
        p[j] *= b1[j]


@compiled
def _back(to_1: Array, e0: Array, e1: Array, p: Array) -> None:
    """Turn filtered chances into smoothed ones, in place."""
    b0, b1 = np.ones(p.shape[1]), np.ones(p.shape[1])
    for t in range(p.shape[0] - 2, -1, -1):
        _step_back(to_1[t + 1], e0[t + 1], e1[t + 1], b0, b1, p[t])


@compiled
def _sweep(log_emission: Array, start: Array, change: Array, kind: Ints, value: Array, chance: Array) -> None:
    series, steps = chance.shape
    e0, e1, p, to_1 = (
        np.ones((steps, LANES)),
        np.ones((steps, LANES)),
        np.ones((steps, LANES)),
        np.empty((steps, 2, LANES)),
    )
    bits, total = np.empty(LANES, np.int64), np.empty(LANES)
    to_1[:, 0], to_1[:, 1] = change[0, 0, 1], change[0, 1, 1]
    for first in range(0, series, LANES):
        lanes = min(LANES, series - first)
        total[:] = 0.0
        if kind.shape[0]:
            for j in range(lanes):
                for t in range(steps):
                    to_1[t, :, j] = change[kind[first + j, t], :, 1]
        to_1[0] = start[1]
        _load(log_emission, first, lanes, e0, e1, bits, total)
        _ahead(to_1, e0, e1, p, total)
        _back(to_1, e0, e1, p)
        for j in range(lanes):
            value[first + j] = total[j]
            for t in range(steps):
                chance[first + j, t] = p[t, j]
