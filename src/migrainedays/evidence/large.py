"""The same fit for a country: a hundred thousand patients in memory, a million from disk in portions.

A small share of patients brings the parameters near; all of them are then visited two or three times, which
suffices because Newton steps square the error; the first visit makes do with few nodes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from migrainedays.evidence.compiled import Array
from migrainedays.evidence.fit import Fit, climb, finish, fit
from migrainedays.evidence.likelihood import Derivatives, Likelihood
from migrainedays.evidence.prior import Prior, no_prior
from migrainedays.evidence.windows import Windows

Portions = Callable[[], Iterator[Windows]]
"""Called once a visit: yields the data in portions, patients numbered from 0 in each, in the same order."""

FIRST_SHARE = 2_000
SECOND_SHARE = 10_000
POINTS = 513
"""A coarser table, which stays in a core's own memory; errors of a look-up stay below 2e-7."""

ROUGH = 4
"""Nodes of the first visit of all patients."""

ENOUGH = 1e-3
"""A visit whose next step is below 0.03 standard errors is the last: the step taken then squares that."""


@dataclass
class _Visited:
    """Adds the derivatives of all portions; remembers where each patient's nodes lie between visits."""

    portions: Portions
    nodes: int
    placed: dict[int, tuple[Array, Array | None]] = field(default_factory=dict)
    patients: int = 0
    windows: int = 0

    def __call__(self, parameters: Array) -> Derivatives:
        value, gradient, hessian = 0.0, np.zeros(parameters.size), np.zeros((parameters.size, parameters.size))
        self.patients = self.windows = 0
        for number, windows in enumerate(self.portions()):
            likelihood = Likelihood(windows, nodes=self.nodes, points=POINTS)
            if number in self.placed:
                likelihood.places, likelihood.placed_at = self.placed[number]
            part = likelihood.derivatives(parameters)
            self.placed[number] = likelihood.places, likelihood.placed_at
            value, gradient, hessian = value + part.value, gradient + part.gradient, hessian + part.hessian
            self.patients += likelihood.size[0]
            self.windows += likelihood.size[1]
        return Derivatives(value, gradient, hessian)


def fit_large(portions: Portions, prior: Prior | None = None, nodes: int = 7) -> Fit:
    """The optimum over all portions; the first portion holds patients of every kind."""
    first = next(iter(portions()))
    small = fit(Likelihood(_share(first, FIRST_SHARE), nodes=5), prior)
    believed = prior or no_prior(small.names)
    larger = Likelihood(_share(first, SECOND_SHARE), nodes=5).derivatives
    near, _, _ = climb(larger, believed, small.parameters, tolerance=1.0)
    visit = _Visited(portions, nodes=min(ROUGH, nodes))
    at = visit(near)
    curvature = np.diag(believed.precision) - at.hessian
    visit.nodes = nodes
    place, at, story = climb(
        visit, believed, near + np.linalg.solve(curvature, at.gradient + believed.gradient(near)), tolerance=ENOUGH
    )
    return finish(small.names, place, at, believed, story, (visit.patients, visit.windows))


def in_portions(windows: Windows, patients: int = 20_000) -> Portions:
    """Data in memory as portions that share it, so that working arrays stay small."""
    starts = np.searchsorted(windows.patient, np.arange(0, windows.patients, patients))
    edges = [*starts.tolist(), len(windows.patient)]

    def portions() -> Iterator[Windows]:
        for first, stop in pairwise(edges):
            yield windows.rows(first, stop)

    return portions


def _share(windows: Windows, patients: int) -> Windows:
    """So many patients drawn at random, always the same ones."""
    if windows.patients <= patients:
        return windows
    drawn = np.zeros(windows.patients, bool)
    drawn[np.random.default_rng(0).choice(windows.patients, patients, replace=False)] = True
    return windows.take(drawn[windows.patient])
