"""The same fit for a country: a hundred thousand patients in memory, a million from disk in portions.

All patients are visited once, near the optimum, for the height of the surface, its slope and its curvature. How the
curvature changes from there to the optimum is what a share of the patients says. Where that moves the answer by more
than a share can be trusted with, all are visited again from there.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
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
SHARE = 10_000
POINTS = 513
"""A coarser table, which stays in a core's own memory; errors of a look-up stay below 2e-7."""

ENOUGH = 1e-4
"""A climb whose next step is below 0.01 standard errors has arrived."""

TRUSTED = 0.01
"""Standard errors by which a share may mislead: about what its word moves the optimum by, over the root of its size."""

MOST_VISITS = 8


@dataclass(frozen=True)
class _Surface:
    """The log-likelihood of all patients about a place: seen there, and bent further on as that of a share is."""

    near: Array
    everyone: Derivatives
    share: Likelihood
    share_there: Derivatives
    times: float

    def __call__(self, parameters: Array) -> Derivatives:
        away = parameters - self.near
        everyone, expected = _continued(self.everyone, away), _continued(self.share_there, away)
        share = self.share.derivatives(parameters) if away.any() else expected
        return Derivatives(
            everyone.value + self.times * (share.value - expected.value),
            everyone.gradient + self.times * (share.gradient - expected.gradient),
            everyone.hessian + self.times * (share.hessian - expected.hessian),
        )


def fit_large(portions: Portions, prior: Prior | None = None, nodes: int = 7) -> Fit:
    """The optimum over all portions; the first portion holds patients of every kind."""
    first = next(iter(portions()))
    small = fit(Likelihood(_share(first, FIRST_SHARE), nodes=5), prior)
    believed = prior or no_prior(small.names)
    share = Likelihood(_share(first, SHARE), nodes=nodes, points=POINTS)
    near = small.parameters + _step(share.derivatives(small.parameters), believed, small.parameters)
    for _ in range(MOST_VISITS):
        everyone, size = visit(portions, near, nodes)
        surface = _Surface(near, everyone, share, share.derivatives(near), size[0] / share.size[0])
        place, at, story = climb(surface, believed, near, tolerance=ENOUGH)
        bent = place - near - _step(everyone, believed, near)
        if bent @ (np.diag(believed.precision) - everyone.hessian) @ bent < TRUSTED**2 * share.size[0]:
            break
        near = place
    else:
        story = replace(story, converged=False, story=f"did not settle within {MOST_VISITS} visits of all patients")
    return finish(small.names, place, at, believed, story, size)


def visit(portions: Portions, place: Array, nodes: int) -> tuple[Derivatives, tuple[int, int]]:
    """The derivatives of all portions together, with the number of patients and of windows."""
    value, gradient, hessian = 0.0, np.zeros(place.size), np.zeros((place.size, place.size))
    patients = rows = 0
    for windows in portions():
        likelihood = Likelihood(windows, nodes=nodes, points=POINTS)
        part = likelihood.derivatives(place)
        value, gradient, hessian = value + part.value, gradient + part.gradient, hessian + part.hessian
        patients, rows = patients + likelihood.size[0], rows + likelihood.size[1]
    return Derivatives(value, gradient, hessian), (patients, rows)


def _step(at: Derivatives, prior: Prior, place: Array) -> Array:
    """Newton's step from there."""
    return np.asarray(np.linalg.solve(np.diag(prior.precision) - at.hessian, at.gradient + prior.gradient(place)))


def _continued(at: Derivatives, away: Array) -> Derivatives:
    """What the derivatives at one place foretell of another, if the curvature stays as it is."""
    turned = at.hessian @ away
    return Derivatives(at.value + float(at.gradient @ away + 0.5 * away @ turned), at.gradient + turned, at.hessian)


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
