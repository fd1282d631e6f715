"""The marginal log-likelihood of the window model, with exact gradient and Hessian of what is summed.

    y of n headache days, logit mean = offset + design beta + level of the patient (before or under treatment)

Parameters in order: one coefficient per column; log SD of the level, log SD of the change under treatment and
the Fisher z of their correlation (the first alone where `change` is False); log phi where the family has one.
"""

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.polynomial.hermite_e import hermegauss

from migrainedays.evidence import spread
from migrainedays.evidence.compiled import Array, Ints
from migrainedays.evidence.families import Coded, code
from migrainedays.evidence.kernel import Rows, linear_predictor
from migrainedays.evidence.sweep import Nodes, sweep_derivatives, sweep_values
from migrainedays.evidence.windows import Windows

POINTS = 1025
"""Grid points of a table; errors of a look-up stay below 1e-7."""

NEAR = 0.2
"""Nodes are placed anew at each patient's mode when a parameter (logit or log scale) moved by more."""


@dataclass(frozen=True)
class Derivatives:
    """The log-likelihood at one place with its gradient (d,) and Hessian (d, d)."""

    value: float
    gradient: Array
    hessian: Array


@dataclass
class Likelihood:
    """The log-likelihood of windows as a function of the parameters; remembers where each patient's nodes lie."""

    windows: Windows
    family: str = "bounded"
    change: bool = True
    nodes: int = 7
    points: int = POINTS
    coded: Coded = field(init=False)
    bounds: Ints = field(init=False)
    places: Array = field(init=False)
    placed_at: Array | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.coded = code(self.windows, self.family)
        self.bounds = self.windows.bounds
        if not self.change:
            self.bounds[:, 1] = self.bounds[:, 0]
        self.places = np.zeros((len(self.bounds), 5))

    @property
    def columns(self) -> int:
        """Number of coefficients."""
        return int(self.windows.design.shape[1])

    @property
    def size(self) -> tuple[int, int]:
        """Number of patients and of windows."""
        return len(self.bounds), len(self.windows.patient)

    @property
    def names(self) -> tuple[str, ...]:
        """Name of each parameter."""
        spreads = ("log_sd_level", "log_sd_change", "z_correlation")[: 3 if self.change else 1]
        return (*self.windows.names, *spreads, *(("log_phi",) if self.family == "bounded" else ()))

    def split(self, parameters: Array) -> tuple[Array, Array, float]:
        """Coefficients, spread, log phi."""
        p, d = self.columns, 3 if self.change else 1
        return parameters[:p], parameters[p : p + d], float(parameters[p + d]) if self.family == "bounded" else 0.0

    def _prepare(self, parameters: Array) -> tuple[Rows, Array, tuple[float, float, float], float]:
        beta, spreads, log_phi = self.split(parameters)
        offset = self.windows.offset
        fixed = np.zeros(len(self.windows.patient)) if offset is None else offset.astype(float)
        linear_predictor(self.windows.design, np.ascontiguousarray(beta), fixed)
        coded = self.coded
        rows = (fixed, coded.forward, coded.backward, coded.linear)
        table = coded.table(self.family, log_phi, self.points)
        each = spread.half_log_determinant(spreads)[0] - np.log(2 * np.pi)
        constant = coded.constant + coded.phi_terms(self.family, log_phi)[0] + len(self.bounds) * each
        return rows, table, spread.entries(spreads), float(constant)

    def _is_near(self, parameters: Array) -> bool:
        """Whether the nodes placed last still serve here."""
        return self.placed_at is not None and bool(np.abs(parameters - self.placed_at).max() < NEAR)

    def value(self, parameters: Array) -> float:
        """The log-likelihood alone."""
        rows, table, precision, constant = self._prepare(parameters)
        each, known = np.empty(len(self.bounds)), self._is_near(parameters)
        places = self.places if known else self.places.copy()
        nodes = gauss_hermite(self.nodes, self.change)
        sweep_values(self.bounds, places, known, precision, nodes, rows, table, each)
        return constant + float(each.sum())

    def derivatives(self, parameters: Array) -> Derivatives:
        """The log-likelihood with gradient and Hessian."""
        size = self.columns + 4
        return self._in_parameters(parameters, *self._swept(parameters, np.empty((0, size))))

    def scores(self, parameters: Array) -> Array:
        """(patients, d): the gradient of each patient's part."""
        size, (_, spreads, log_phi) = self.columns + 4, self.split(parameters)
        each = np.empty((len(self.bounds), size))
        self._swept(parameters, each)
        found = each @ self._chain(spreads)
        found[:, self.columns : -1] += spread.half_log_determinant(spreads)[1]
        found[:, -1] += np.add.reduceat(self.coded.phi_slopes(self.windows, self.family, log_phi), self.bounds[:, 0])
        return np.asarray(found[:, : len(self.names)])

    def _swept(self, parameters: Array, each: Array) -> tuple[float, Array, Array]:
        """Value, gradient and Hessian by coefficients, precision entries and log phi; `each` as in the sweep."""
        rows, table, precision, constant = self._prepare(parameters)
        size, known = self.columns + 4, self._is_near(parameters)
        gradient, hessian = np.zeros(size), np.zeros((size, size))
        value = sweep_derivatives(
            self.bounds, self.places, known, precision, gauss_hermite(self.nodes, self.change), rows,
            self.windows.design, table, gradient, hessian, each,
        )  # fmt: skip
        self.placed_at = parameters
        return value + constant, gradient, np.triu(hessian) + np.triu(hessian, 1).T

    def _chain(self, spreads: Array) -> Array:
        """How coefficients, precision entries and log phi change with the parameters."""
        p, d = self.columns, spreads.size
        chain = np.zeros((p + 4, p + d + 1))
        chain[:p, :p] = np.eye(p)
        chain[p : p + 3, p : p + d] = spread.precision(spreads)[1]
        chain[p + 3, p + d] = 1.0
        return chain

    def _in_parameters(self, parameters: Array, value: float, gradient: Array, hessian: Array) -> Derivatives:
        """From derivatives in precision entries to derivatives in the parameters."""
        _, spreads, log_phi = self.split(parameters)
        p, d, count = self.columns, spreads.size, len(self.bounds)
        second = spread.precision(spreads)[2]
        _, half_first, half_second = spread.half_log_determinant(spreads)
        chain = self._chain(spreads)
        _, phi_first, phi_second = self.coded.phi_terms(self.family, log_phi)
        inner = slice(p, p + d)
        g, h = gradient @ chain, chain.T @ hessian @ chain
        h[inner, inner] += np.einsum("m,mab->ab", gradient[p : p + 3], second) + count * half_second
        g[inner] += count * half_first
        g[-1] += phi_first
        h[-1, -1] += phi_second
        size = len(self.names)
        return Derivatives(value, g[:size], h[:size, :size])


@lru_cache(maxsize=64)
def gauss_hermite(nodes: int, change: bool) -> Nodes:
    """Points and log weights such that sum w F(z) approximates the integral of F; one inner point without change."""
    z, w = hermegauss(nodes)
    inner, inner_w = hermegauss(nodes if change else 1)
    return z, np.log(w) + 0.5 * z**2, inner, np.log(inner_w) + 0.5 * inner**2
