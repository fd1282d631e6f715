"""Looking more than once without fooling oneself.

A declared number of looks: the posterior of the effect under a sceptical prior normal(0, 0.3^2) on the logit
scale must leave 1 - tail on the other side of zero; the tail is chosen so that, if nothing differs, all looks
together cry wolf in 3 of 100 clinics (either direction). Looks without a limit: an e-value of 20, which by
Ville's inequality is reached in at most 5 of 100 however often one looks.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.special import ndtr

from migrainedays.evidence.question import FALSE_ALARMS, SCEPTICAL_SD, Question

E_VALUE_NEEDED = 20.0


@dataclass(frozen=True)
class Belief:
    """The effect under the sceptical prior: mean, SD, and the probability that it lies below zero."""

    mean: float
    sd: float
    below_zero: float


def sceptical(estimate: float, error: float) -> Belief:
    """Posterior of an effect estimated with this standard error.

    >>> round(sceptical(-0.3, 0.3).mean, 2)
    -0.15
    """
    information, before = error**-2.0, SCEPTICAL_SD**-2.0
    mean, sd = estimate * information / (information + before), (information + before) ** -0.5
    return Belief(mean, sd, float(ndtr(-mean / sd)))


def e_value(estimate: float, error: float) -> float:
    """Evidence against no difference that stays valid however often it is looked at."""
    information, variance = error**-2.0, SCEPTICAL_SD**2.0
    ratio = 1.0 + information * variance
    return float(ratio**-0.5 * np.exp(0.5 * (information * estimate) ** 2 * variance / ratio))


def tail_needed(looks: int, information: float) -> float:
    """Posterior probability that one side must reach at any of the declared looks.

    `information` is what the last look will bring, in units of the prior's own (0.3^2 / error^2).
    """
    rounded = float(np.exp(np.round(np.log(np.clip(information, 0.05, 100.0)) * 4) / 4))
    return float(ndtr(_critical(looks, rounded)))


@lru_cache(maxsize=256)
def _critical(looks: int, information: float) -> float:
    low, high = 0.5, 4.0
    for _ in range(30):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if _crossing(looks, information, middle) > FALSE_ALARMS else (low, middle)
    return high


def _crossing(looks: int, information: float, critical: float) -> float:
    """Chance that a Brownian path crosses either boundary at one of equally spaced looks."""
    times = np.arange(1, looks + 1) / looks
    bounds = critical * np.sqrt(times * (1.0 + 1.0 / (information * times)))
    crossed, path, density = 0.0, np.zeros(1), np.ones(1)
    for k in range(looks):
        sd = np.sqrt(1.0 / looks)
        crossed += float(density @ (ndtr((-bounds[k] - path) / sd) + ndtr((path - bounds[k]) / sd)))
        ahead, width = np.linspace(-bounds[k], bounds[k], 161, retstep=True)
        step = np.exp(-0.5 * ((ahead[:, None] - path) / sd) ** 2) * (width / (sd * np.sqrt(2 * np.pi)))
        density, path = step @ density, ahead
        density[[0, -1]] *= 0.5
    return crossed


def tail_at(question: Question, look: int, error: float) -> float | None:
    """The tail that this look needs; None where looks are unlimited or used up."""
    if question.looks is None or look > question.looks:
        return None
    return tail_needed(question.looks, (SCEPTICAL_SD / error) ** 2 * question.looks / look)


def decide(question: Question, look: int, estimate: float, error: float) -> str:
    """`better`, `worse` or `go_on` at this look, by the rule that the question declared."""
    side = "better" if estimate < 0 else "worse"
    if question.looks is None:
        return side if e_value(estimate, error) >= E_VALUE_NEEDED else "go_on"
    tail, belief = tail_at(question, look, error), sceptical(estimate, error).below_zero
    return side if tail is not None and max(belief, 1 - belief) > tail else "go_on"
