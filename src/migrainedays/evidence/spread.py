"""How patients differ: a normal level before treatment and a normal change, as the kernel wants them.

Parameters: log SD of the level, log SD of the change, Fisher z of their correlation; or the first alone.
The kernel wants the precision matrix of (level before, level under treatment). Each of its entries is a sum
of terms c exp(-a l0 - b l1) T(z) with T a hyperbolic function of 2z, so that all derivatives are closed.
"""

import math

import numpy as np

from migrainedays.evidence.compiled import Array

_TERMS = (
    # entry, coefficient, powers of 1/sd0 and 1/sd1, and which of (cosh^2 z, sinh z cosh z)
    (0, 1.0, 0, 2, "even"),
    (0, 1.0, 2, 0, "even"),
    (0, 2.0, 1, 1, "odd"),
    (1, -1.0, 0, 2, "even"),
    (1, -1.0, 1, 1, "odd"),
    (2, 1.0, 0, 2, "even"),
)


def _hyperbolic(kind: str, z: float) -> tuple[float, float, float]:
    """cosh^2 z or sinh z cosh z with two derivatives."""
    even = (0.5 * (1 + np.cosh(2 * z)), np.sinh(2 * z), 2 * np.cosh(2 * z))
    return even if kind == "even" else (even[1] / 2, even[2] / 2, 2 * np.sinh(2 * z))


def _two_levels(spread: Array) -> tuple[Array, Array, Array]:
    l0, l1, z = spread
    entries, first, second = np.zeros(3), np.zeros((3, 3)), np.zeros((3, 3, 3))
    for entry, coefficient, a, b, kind in _TERMS:
        t, dt, ddt = _hyperbolic(kind, z)
        scale = coefficient * np.exp(-a * l0 - b * l1)
        power = np.array([-a, -b, 0.0])
        entries[entry] += scale * t
        slope = scale * (power * t + np.array([0, 0, dt]))
        first[entry] += slope
        bend = np.outer(power, power) * t
        bend[2, :2] = bend[:2, 2] = power[:2] * dt
        bend[2, 2] = ddt
        second[entry] += scale * bend
    return entries, first, second


def precision(spread: Array) -> tuple[Array, Array, Array]:
    """Precision entries (before, cross, treated) with first (3, d) and second (3, d, d) derivatives."""
    if spread.size == 3:
        return _two_levels(spread)
    inverse = float(np.exp(-2.0 * spread[0]))
    first, second = np.zeros((3, 1)), np.zeros((3, 1, 1))
    first[2], second[2] = -2.0 * inverse, 4.0 * inverse
    return np.array([1.0, 0.0, inverse]), first, second


def entries(spread: Array) -> tuple[float, float, float]:
    """The precision entries alone.

    >>> [round(entry, 6) for entry in entries(np.array([0.0, 0.0, 0.0]))]
    [2.0, -1.0, 1.0]
    """
    if spread.size == 1:
        return 1.0, 0.0, math.exp(-2.0 * spread[0])
    a, b, z = math.exp(-spread[0]), math.exp(-spread[1]), float(spread[2])
    even, odd = math.cosh(z) ** 2, math.sinh(z) * math.cosh(z)
    return even * (a * a + b * b) + 2.0 * odd * a * b, -b * (even * b + odd * a), even * b * b


def half_log_determinant(spread: Array) -> tuple[float, Array, Array]:
    """Half the log determinant of the precision matrix, with two derivatives."""
    if spread.size == 1:
        return -float(spread[0]), np.array([-1.0]), np.zeros((1, 1))
    z = spread[2]
    tanh = np.tanh(z)
    second = np.zeros((3, 3))
    second[2, 2] = 1.0 - tanh**2
    return float(-spread[0] - spread[1] + np.log(np.cosh(z))), np.array([-1.0, -1.0, tanh]), second


def covariance(spread: Array) -> Array:
    """Covariance of (level before, level under treatment); for one level, its variance twice."""
    sd0 = np.exp(spread[0])
    if spread.size == 1:
        return np.full((2, 2), sd0**2)
    sd1, rho = np.exp(spread[1]), np.tanh(spread[2])
    cross = sd0**2 + rho * sd0 * sd1
    return np.array([[sd0**2, cross], [cross, sd0**2 + 2 * rho * sd0 * sd1 + sd1**2]])
