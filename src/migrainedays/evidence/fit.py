"""The best parameters of the window model by Newton steps, with the story of how they were reached."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from migrainedays.errors import NothingToEvaluate
from migrainedays.evidence.compiled import Array
from migrainedays.evidence.likelihood import Derivatives, Likelihood
from migrainedays.evidence.prior import Prior, no_prior
from migrainedays.evidence.windows import Windows

TOLERANCE = 1e-8
"""A fit is finished when the next step is below 1e-4 standard errors (its square: twice the decrement)."""

MOST_STEPS = 60
SLACK = 1e-6
"""Relative fall in height that a step may show, because nodes move between evaluations."""

POLISHING = 0.1
"""Below this decrement heights say less than gradients, and full steps are taken."""

LONGEST_STEP = 2.0
"""No parameter moves by more than this in one step; all are on log or logit scales."""


class NotConverged(NothingToEvaluate):
    """A fit that did not reach its optimum; no number of it is shown."""


@dataclass(frozen=True)
class Convergence:
    """How a fit ended: steps taken, evaluations, last decrement (squared standard errors), and in words."""

    steps: int
    evaluations: int
    decrement: float
    converged: bool
    story: str


@dataclass(frozen=True)
class Fit:
    """Parameters (d,) with covariance (d, d) by curvature at the optimum."""

    names: tuple[str, ...]
    parameters: Array
    covariance: Array
    log_likelihood: float
    convergence: Convergence
    patients: int
    windows: int

    def __getitem__(self, name: str) -> float:
        return float(self.parameters[self.names.index(name)])

    def error(self, name: str) -> float:
        """Standard error of one parameter."""
        at = self.names.index(name)
        return float(np.sqrt(self.covariance[at, at]))


Evaluate = Callable[[Array], Derivatives]


def fit(likelihood: Likelihood, prior: Prior | None = None, start: Array | None = None) -> Fit:
    """The optimum of likelihood times prior; raises NotConverged rather than answer from elsewhere."""
    believed = prior or no_prior(likelihood.names)
    begin = starting_values(likelihood) if start is None else start
    place, at, story = climb(likelihood.derivatives, believed, begin)
    return finish(likelihood.names, place, at, believed, story, likelihood.size)


def climb(
    evaluate: Evaluate, prior: Prior, start: Array, tolerance: float = TOLERANCE
) -> tuple[Array, Derivatives, Convergence]:
    """Newton steps uphill from `start`, halved until the height does not fall."""
    place, here = start, evaluate(start)
    evaluations = 1
    for steps in range(MOST_STEPS):
        gradient = here.gradient + prior.gradient(place)
        step, decrement, curved = _newton_step(gradient, np.diag(prior.precision) - here.hessian)
        if decrement < tolerance and curved:
            return place + step, here, _story(steps, evaluations, decrement, True)
        if not np.isfinite(decrement):
            break
        height = here.value + prior.log_density(place)
        for halving in range(12):
            trial = place + step / 2**halving
            there = evaluate(trial)
            evaluations += 1
            rises = there.value + prior.log_density(trial) >= height - SLACK * abs(height)
            if rises or (curved and decrement < POLISHING):
                break
        else:
            return place, here, _story(steps, evaluations, decrement, False)
        place, here = trial, there
    return place, here, _story(MOST_STEPS, evaluations, decrement, False)


def _newton_step(gradient: Array, curvature: Array) -> tuple[Array, float, bool]:
    """The step, its decrement, and whether the surface curves downwards in every direction here."""
    if not (np.isfinite(curvature).all() and np.isfinite(gradient).all()):
        return gradient, np.inf, False
    values, vectors = np.linalg.eigh(curvature)
    safe = np.maximum(np.abs(values), 1e-6 * max(float(np.abs(values).max()), 1.0))
    along = vectors.T @ gradient
    step = vectors @ (along / safe)
    longest = float(np.abs(step).max())
    decrement = float(along @ (along / safe))
    return step / max(1.0, longest / LONGEST_STEP), decrement, bool(values[0] > 1e-8 * values[-1])


def _story(steps: int, evaluations: int, decrement: float, converged: bool) -> Convergence:
    ending = "reached its optimum" if converged else "did not reach an optimum"
    words = f"{ending} after {steps} steps; the next would be {np.sqrt(max(decrement, 0.0)):.1e} standard errors"
    return Convergence(steps, evaluations, decrement, converged, words)


def finish(
    names: tuple[str, ...], place: Array, at: Derivatives, prior: Prior, story: Convergence, size: tuple[int, int]
) -> Fit:
    """A fit from where the climb ended, or a refusal; `size` is (patients, windows)."""
    if not story.converged:
        raise NotConverged(
            f"The model {story.story}. The windows do not determine all its parts: more patients, or more "
            "windows before and after the first session, would suffice."
        )
    covariance = np.asarray(np.linalg.inv(np.diag(prior.precision) - at.hessian), np.float64)
    return Fit(names, place, covariance, at.value, story, *size)


def starting_values(likelihood: Likelihood) -> Array:
    """Coefficients of the model without differences between patients, and ordinary spreads."""
    windows = likelihood.windows
    spreads = [np.log(0.9), np.log(0.6), 0.0] if likelihood.change else [np.log(0.9)]
    precision = [np.log(10.0)] if likelihood.family == "bounded" else []
    return np.array([*_without_patients(windows, likelihood.family), *spreads, *precision])


def _without_patients(windows: Windows, family: str) -> Array:
    offset = 0.0 if windows.offset is None else windows.offset
    y = windows.headache_days.astype(float)
    n = np.ones_like(y) if family == "unbounded" else windows.observed_days.astype(float)
    design, ridge = windows.design, 1e-3 * len(y) * np.eye(windows.design.shape[1])
    beta = np.zeros(design.shape[1])
    for _ in range(6):
        eta = np.clip(design @ beta + offset, -8, 8)
        mean = np.exp(eta) if family == "unbounded" else n / (1 + np.exp(-eta))
        weight = mean if family == "unbounded" else mean * (1 - mean / n)
        beta = beta + np.linalg.solve(
            (design * weight[:, None]).T @ design + ridge * weight.mean(), design.T @ (y - mean)
        )
    return np.asarray(beta)
