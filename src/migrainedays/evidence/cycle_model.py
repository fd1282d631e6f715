"""The state of the cycle: each month of a patient is one of an episodic or of a chronic state, which persist.

    headache days of a month in state k:  beta-binomial, logit mean = level of k + level of the patient
    from month to month:  the cycle breaks or returns with a chance of its own, before and under treatment

A patient's level is normal, taken at a few nodes. States are never seen; what is reported are chances of counts.
"""

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.polynomial.hermite_e import hermegauss
from scipy.special import expit

from migrainedays.errors import NothingToEvaluate
from migrainedays.evidence.compiled import Array, Ints
from migrainedays.evidence.counts import log_ways
from migrainedays.evidence.cycle_kernel import expect, fill_emissions, filter_ahead
from migrainedays.evidence.fit import Fit, climb, finish
from migrainedays.evidence.likelihood import Derivatives
from migrainedays.evidence.prior import Prior
from migrainedays.evidence.series import Series

EPISODIC, CHRONIC = 0, 1
NODES = 7
FEWEST_PATIENTS = 8
STEP = 1e-5
"""Step of the differences of the exact gradient that give the curvature."""

BELIEVED: dict[str, tuple[float, float]] = {
    "episodic": (-1.2, 1.0),
    "log_gap": (float(np.log(2.0)), 0.4),
    "log_sd_level": (float(np.log(0.6)), 0.5),
    "log_phi_episodic": (float(np.log(10.0)), 1.0),
    "log_phi_chronic": (float(np.log(10.0)), 1.0),
    "start_chronic": (1.0, 2.0),
    "break_untreated": (-3.0, 1.0),
    "return_untreated": (-2.0, 1.0),
    "break_treated": (-2.0, 1.0),
    "return_treated": (-2.5, 1.0),
}
"""Weak normal densities: mean and SD of each parameter, on logit and log scales."""

NAMES = tuple(BELIEVED)


def believed() -> Prior:
    """The weak densities that keep a small clinic's states apart."""
    mean, sd = np.array(list(BELIEVED.values())).T
    return Prior(mean, sd**-2.0)


@dataclass(frozen=True)
class Chain:
    """The model at one set of parameters.

    eta (nodes, 2), phi (2,), start (2,), change (2, 2, 2): kind of step reached, from, to; weight (nodes,).
    """

    eta: Array
    phi: Array
    start: Array
    change: Array
    weight: Array

    @classmethod
    def at(cls, parameters: Array, nodes: int = NODES) -> "Chain":
        """From parameters in the order of NAMES."""
        z, weight = _nodes(nodes)
        centre = parameters[0] + np.array([0.0, np.exp(parameters[1])])
        start, moves = expit(parameters[5]), expit(parameters[6:10]).reshape(2, 2)
        change = np.array([[[1 - back, back], [off, 1 - off]] for off, back in moves])
        eta = centre + np.exp(parameters[2]) * z[:, None]
        return cls(eta, np.exp(parameters[3:5]), np.array([1 - start, start]), change, weight)


@lru_cache
def _nodes(count: int) -> tuple[Array, Array]:
    """Points and weights of the standard normal."""
    z, weight = hermegauss(count)
    return z, weight / weight.sum()


@dataclass
class CycleLikelihood:
    """The log-likelihood of series as a function of the parameters of NAMES."""

    series: Series
    nodes: int = NODES
    pairs: Ints = field(init=False)
    pair: Ints = field(init=False)
    kind: Ints = field(init=False)
    ways: Array = field(init=False)

    def __post_init__(self) -> None:
        y, n = self.series.headache_days, self.series.observed_days
        code = np.where(n > 0, 1 + y + 29 * n, 0)
        codes, pair = np.unique(np.append(0, code.ravel()), return_inverse=True)
        self.pair = np.ascontiguousarray(pair[1:].reshape(code.shape))
        n_of, y_of = np.divmod(np.maximum(codes - 1, 0), 29)
        self.pairs = np.column_stack([y_of, n_of])
        self.kind = self.series.treated.astype(np.uint8)
        self.ways = log_ways(y, n)

    def emissions(self, chain: Chain) -> Array:
        """(3, pairs, nodes, 2): log-likelihood of each pair at each node and state, derivatives in eta and log phi."""
        out = np.zeros((3, len(self.pairs), self.nodes, 2))
        fill_emissions(self.pairs, chain.eta, chain.phi, out)
        return out

    def climbing(self, parameters: Array) -> tuple[float, Array]:
        """The log-likelihood and its gradient."""
        chain = Chain.at(parameters, self.nodes)
        log_emission = self.emissions(chain)
        top = log_emission[0].max(axis=(1, 2))
        visits, moves, starts = np.zeros(log_emission.shape[1:]), np.zeros((2, 2, 2)), np.zeros(2)
        value = expect(
            self.pair, self.kind, self.series.lived, np.exp(log_emission[0] - top[:, None, None]), chain.weight,
            chain.start, chain.change, visits, moves, starts,
        )  # fmt: skip
        value += float(visits.sum(axis=(1, 2)) @ top + self.ways.sum())
        return value, _gradient(parameters, chain, visits * log_emission[1:], moves, starts)

    def derivatives(self, parameters: Array) -> Derivatives:
        """The log-likelihood with gradient, and the Hessian by differences of the gradient."""
        value, gradient = self.climbing(parameters)
        steps = STEP * np.eye(parameters.size)
        hessian = np.array([(self.climbing(parameters + step)[1] - gradient) / STEP for step in steps])
        return Derivatives(value, gradient, 0.5 * (hessian + hessian.T))

    def filtered(self, parameters: Array) -> tuple[Array, Array]:
        """Log-likelihood of the steps so far (patients, steps), and chance of node and state there (…, nodes, 2)."""
        chain = Chain.at(parameters, self.nodes)
        emission = np.exp(self.emissions(chain)[0])
        known = np.empty(self.pair.shape)
        where = np.empty((*self.pair.shape, self.nodes, 2))
        filter_ahead(self.pair, self.kind, emission, chain.weight, chain.start, chain.change, known, where)
        return known + np.cumsum(self.ways, axis=1), where


def _gradient(parameters: Array, chain: Chain, by_emission: Array, moves: Array, starts: Array) -> Array:
    """From expected visits and moves to the derivative in each parameter."""
    by_eta, by_phi = by_emission.sum(axis=1)
    z = (chain.eta[:, 0] - parameters[0]) / np.exp(parameters[2])
    of_moves = [
        moves[kind, a, b] - moves[kind, a].sum() * chain.change[kind, a, b]
        for kind in range(2)
        for a, b in ((CHRONIC, EPISODIC), (EPISODIC, CHRONIC))
    ]
    return np.array(
        [
            by_eta.sum(),
            by_eta[:, CHRONIC].sum() * np.exp(parameters[1]),
            (by_eta.sum(axis=1) @ z) * np.exp(parameters[2]),
            *by_phi.sum(axis=0),
            starts[CHRONIC] - starts.sum() * chain.start[CHRONIC],
            *of_moves,
        ]
    )


def fit_cycle(likelihood: CycleLikelihood, start: Array | None = None) -> Fit:
    """The optimum under the weak densities; raises NothingToEvaluate or NotConverged with what would suffice."""
    seen = (likelihood.series.observed_days > 0).sum(axis=1)
    followed = int(np.sum(seen > 1))
    if followed < FEWEST_PATIENTS:
        raise NothingToEvaluate(
            f"{followed} patients have two or more windows with a diary: at least {FEWEST_PATIENTS} are needed to "
            "know how months follow each other here."
        )
    prior = believed()
    place, at, story = climb(likelihood.derivatives, prior, prior.mean if start is None else start)
    return finish(NAMES, place, at, prior, story, (likelihood.series.patients, int(seen.sum())))
