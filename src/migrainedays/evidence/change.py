"""When the cycle broke: the months between which the present run of episodic months began, with chances."""

from dataclasses import dataclass

import numpy as np

from migrainedays.evidence.compiled import Array
from migrainedays.evidence.counts import log_chance
from migrainedays.evidence.cycle_model import CHRONIC, EPISODIC, Chain, CycleLikelihood
from migrainedays.evidence.forward_backward import forward_backward
from migrainedays.evidence.series import Series

HOLDS = 0.8
"""Chance that the interval of the change holds it, given that there was one."""


@dataclass(frozen=True)
class Change:
    """For one patient, by step.

    chronic     (steps,) chance that the month belonged to the chronic state, given all months
    began       (steps,) chance that the present run of episodic months began there; what is lacking to 1 is the chance
                that the state is chronic now, or that it was never otherwise
    """

    chronic: Array
    began: Array

    @property
    def chance(self) -> float:
        """Chance that the state changed from chronic and has stayed changed until now."""
        return float(self.began.sum())

    @property
    def interval(self) -> tuple[int, int] | None:
        """First and last step of the interval that holds the change; None where a change is less likely than none."""
        if self.chance < 1 / 2:
            return None
        reached = np.cumsum(self.began) / self.chance
        low, high = (1 - HOLDS) / 2, (1 + HOLDS) / 2
        return int(np.searchsorted(reached, low)), int(np.searchsorted(reached, high))


def find_change(parameters: Array, own: Series) -> Change:
    """Look back over one patient's months."""
    chain = Chain.at(parameters)
    steps = int(own.lived[0])
    y, n, kind = own.headache_days[:, :steps], own.observed_days[:, :steps], own.treated[:, :steps]
    emission = log_chance(y[0, :, None], n[0, :, None], chain.eta[:, None, :], chain.phi)
    value, chronic = forward_backward(emission, chain.start, chain.change, np.repeat(kind, len(chain.weight), axis=0))
    weight = chain.weight * np.exp(value - value.max())
    known, where = CycleLikelihood(own).filtered(parameters)
    began = _began(chain, emission[..., EPISODIC], kind[0].astype(int), known[0], where[0])
    return Change(weight @ chronic / weight.sum(), began)


def _began(chain: Chain, episodic: Array, kind: Array, known: Array, where: Array) -> Array:
    """Chance of each step as the first of a run of episodic months that lasts until now."""
    steps = len(kind)
    stays, began = np.zeros(len(chain.weight)), np.zeros(steps)
    for t in range(steps - 1, 0, -1):
        change = chain.change[kind[t]]
        stays = stays + episodic[:, t]
        reached = where[t - 1, :, CHRONIC] * change[CHRONIC, EPISODIC] * np.exp(stays + known[t - 1] - known[steps - 1])
        began[t] = reached.sum()
        stays = stays + np.log(change[EPISODIC, EPISODIC])
    return began
