"""The months to come of each patient under both models, mixed by their weights."""

from dataclasses import dataclass

import numpy as np

from migrainedays.evidence.compiled import Array
from migrainedays.evidence.counts import every_chance
from migrainedays.evidence.cycle_model import Chain, CycleLikelihood
from migrainedays.evidence.level_model import LevelModel
from migrainedays.evidence.series import Series
from migrainedays.evidence.stacking import Stack


@dataclass(frozen=True)
class Outlook:
    """Under one model or a mixture: chance of each count, and of all months staying below a threshold.

    counts      (patients, steps, 29)
    all_below   (patients,) that the first `months` of them all stay below
    """

    counts: Array
    all_below: Array

    def mixed(self, other: "Outlook", weight: float) -> "Outlook":
        """This one with a weight, the other with the rest."""
        return Outlook(
            weight * self.counts + (1 - weight) * other.counts,
            weight * self.all_below + (1 - weight) * other.all_below,
        )


def look_ahead(stack: Stack, series: Series, ahead: Series, below: int, months: int) -> Outlook:
    """What is to be expected after each patient's last step, in the steps `ahead`."""
    hidden = by_cycle(stack.cycle.parameters, series, ahead, below, months)
    smooth = by_level(LevelModel(stack.level), series, ahead, below, months)
    return hidden.mixed(smooth, stack.weight)


def by_cycle(parameters: Array, series: Series, ahead: Series, below: int, months: int) -> Outlook:
    """Under the cycle model."""
    chain = Chain.at(parameters)
    _, filtered = CycleLikelihood(series).filtered(parameters)
    where = filtered[np.arange(series.patients), series.lived - 1]
    chances = every_chance(chain.eta, chain.phi)
    low = chances[..., :below].sum(axis=2)
    kind = ahead.treated.astype(int)
    steps = kind.shape[1]
    counts, below_so_far, all_below = np.empty((series.patients, steps, chances.shape[2])), where, where
    for step in range(steps):
        change = chain.change[kind[:, step]]
        where = np.einsum("ijk,ikl->ijl", where, change)
        counts[:, step] = np.einsum("ijk,jky->iy", where, chances)
        if step < months:
            below_so_far = np.einsum("ijk,ikl->ijl", below_so_far, change) * low
            all_below = below_so_far
    return Outlook(counts, all_below.sum(axis=(1, 2)))


def by_level(model: LevelModel, series: Series, ahead: Series, below: int, months: int) -> Outlook:
    """Under the window model."""
    _, filtered = model.filtered(series)
    everyone = np.arange(series.patients)
    where = filtered[everyone, series.lived - 1]
    fixed = model.fixed(ahead)
    few, place = np.unique(fixed, return_inverse=True)  # months to come differ by cycle and lateness alone
    place = place.reshape(fixed.shape)
    chances = every_chance(few[:, None] + model.levels.treated, model.phi)
    counts = np.einsum("ip,kpy->iky", where, chances)[everyone[:, None], place]
    low = chances[..., :below].sum(axis=2)[place[:, :months]]
    return Outlook(counts, np.einsum("ip,ip->i", where, low.prod(axis=1)))
