"""The chance that one patient responds for the first time after session 1, 2 or 3, given what is known so far.

Each model says how likely the first 28 days after a coming session bring half the days of the baseline, as long as no
earlier ones did. What a model says of a session counts as much as the patients whom it saw there; the published
share counts as two patients, never more. So a clinic without experience says what is published. Days of the month
that are known already move the odds of that as far as the models say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from migrainedays.evidence.compiled import Array
from migrainedays.evidence.counts import log_chance
from migrainedays.evidence.cycle_model import Chain, CycleLikelihood
from migrainedays.evidence.first_response import IMAGINED_PATIENTS
from migrainedays.evidence.level_model import LevelModel
from migrainedays.evidence.published import published_hazard
from migrainedays.evidence.series import Series
from migrainedays.evidence.stacking import Stack
from migrainedays.evidence.tables import DAYS


@dataclass(frozen=True)
class Target:
    """First 28 days after a session: how many are to come, in which step (0 is now), how many may have headache."""

    session: int
    step: int
    days: int
    at_most: int
    at_most_of_28: int


def first_chances(
    stack: Stack, own: Series, ahead: Series, targets: Sequence[Target], judged: Mapping[int, int]
) -> dict[int, float]:
    """Chance of a first response at each target's session; `judged` counts the other patients judged there.

    `own` holds one patient. Targets are in order of time.
    """
    hidden = _by_cycle(stack.cycle.parameters, own, ahead, targets)
    smooth = _by_level(LevelModel(stack.level), own, ahead, targets)
    mixed = stack.weight * hidden + (1 - stack.weight) * smooth
    found: dict[int, float] = {}
    none_yet = none_by_model = 1.0
    for target, chance in zip(targets, mixed, strict=True):
        hazard = float(chance) / max(none_by_model, 1e-12)
        none_by_model -= float(chance)
        seen = judged.get(target.session, 0)
        drawn = _drawn(hazard, target.session, seen)
        if target.step == 0:
            before = _before_the_month(stack, own, target)
            drawn = _moved(_drawn(before, target.session, seen), before, hazard)
        found[target.session] = none_yet * drawn
        none_yet *= 1 - drawn
    return found


def _drawn(hazard: float, session: int, seen: int) -> float:
    """A model's hazard with the published one as a few imagined patients beside those seen."""
    return (seen * hazard + IMAGINED_PATIENTS * float(published_hazard(session))) / (seen + IMAGINED_PATIENTS)


def _before_the_month(stack: Stack, own: Series, target: Target) -> float:
    """The models' hazard before any day of the present month was known."""
    now = own.lived - 1
    known, month = own.until(now), np.array([[1]])
    ahead = Series(0 * month, 0 * month, target.session * month, month, np.array([1]))
    whole = [Target(target.session, 1, DAYS, target.at_most_of_28, target.at_most_of_28)]
    hidden = _by_cycle(stack.cycle.parameters, known, ahead, whole)
    smooth = _by_level(LevelModel(stack.level), known, ahead, whole)
    return float(stack.weight * hidden[0] + (1 - stack.weight) * smooth[0])


def _moved(chance: float, before: float, after: float) -> float:
    """A chance whose odds move as those of another from before to after."""
    odds, was, now = (min(max(p, 1e-9), 1 - 1e-9) / (1 - min(max(p, 1e-9), 1 - 1e-9)) for p in (chance, before, after))
    moved = odds * now / was
    return moved / (1 + moved)


def _reaches(target: Target, eta: Array, phi: Array | float) -> Array:
    """Chance that the days to come hold at most so many headache days."""
    y = np.arange(max(target.at_most, -1) + 1)[: target.days + 1]
    each = log_chance(y, target.days, np.asarray(eta)[..., None], np.asarray(phi)[..., None])
    return np.asarray(np.exp(each).sum(axis=-1))


def _by_cycle(parameters: Array, own: Series, ahead: Series, targets: Sequence[Target]) -> Array:
    chain = Chain.at(parameters)
    where = CycleLikelihood(own).filtered(parameters)[1][0, own.lived[0] - 1]
    found, step = [], 0
    for target in targets:
        for coming in range(step, target.step):
            where = where @ chain.change[int(ahead.treated[0, coming])]
        step = target.step
        reached = where * _reaches(target, chain.eta, chain.phi)
        found.append(reached.sum())
        where = where - reached
    return np.array(found)


def _by_level(model: LevelModel, own: Series, ahead: Series, targets: Sequence[Target]) -> Array:
    where = model.filtered(own)[1][0, own.lived[0] - 1]
    fixed = np.append(model.fixed(own)[0, own.lived[0] - 1], model.fixed(ahead)[0])
    found = []
    for target in targets:
        reached = where * _reaches(target, fixed[target.step] + model.levels.treated, model.phi)
        found.append(reached.sum())
        where = where - reached
    return np.array(found)
