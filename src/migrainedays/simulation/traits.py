"""Who the invented patients are: their level, how they respond, what they take. Fixed for life."""

import dataclasses

import numpy as np
from numpy.typing import NDArray

from migrainedays.simulation.options import ENROLMENT_DAYS, FIRST_ENROLMENT_ON, Options
from migrainedays.simulation.parameters import MixParameters

Array = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
GAMMA_SHAPE = 4.0  # of the fall among those who respond
NEVER_FREE = 12.0  # a logit at which no day is free of headache in a lifetime of diaries


@dataclasses.dataclass(frozen=True, slots=True)
class Traits:
    """One entry a patient. Logits, except where said; `enrols` counts days from the first enrolment."""

    enrols: Ints
    level: Array
    is_constant: Bools
    overuses: Bools
    placebo: Array
    toxin: Array
    wears_off: Array  # share of the toxin effect lost by the end of a cycle
    severity: Array  # standard normal: how bad a headache is
    notes_attacks: Array  # uniform
    takes_triptan: Array  # uniform
    birth_year: Ints
    is_woman: Bools
    has_aura: Bools

    def __len__(self) -> int:
        return len(self.level)

    def take(self, kept: Ints) -> "Traits":
        """Only these patients."""
        return Traits(**{field.name: getattr(self, field.name)[kept] for field in dataclasses.fields(self)})


def draw_traits(rng: np.random.Generator, count: int, mix: MixParameters, options: Options) -> Traits:
    """Candidates, before anyone looked at their diary."""
    enrols = rng.integers(0, ENROLMENT_DAYS, count)
    overuses = rng.random(count) < mix.overuse
    is_constant = rng.random(count) < mix.constant
    late = enrols >= (options.switch - FIRST_ENROLMENT_ON).days
    level = mix.level + mix.level_sd * rng.standard_normal(count) + mix.overuse_level * overuses
    level = level + options.severity_shift * late
    return Traits(
        enrols=enrols,
        level=np.where(is_constant, NEVER_FREE, level),
        is_constant=is_constant,
        overuses=overuses,
        placebo=np.where(overuses, mix.overuse_placebo, 1.0) * _skewed(rng, count, mix.placebo, mix.placebo_share),
        toxin=_skewed(rng, count, mix.toxin, mix.toxin_share),
        wears_off=np.where(rng.random(count) < mix.wears_off, mix.wears_off_loss, 0.0),
        severity=rng.standard_normal(count),
        notes_attacks=rng.random(count),
        takes_triptan=rng.random(count),
        birth_year=FIRST_ENROLMENT_ON.year - np.clip(np.rint(rng.normal(42, 11, count)), 18, 75).astype(np.int64),
        is_woman=rng.random(count) < 0.86,
        has_aura=rng.random(count) < 0.25,
    )


def _skewed(rng: np.random.Generator, count: int, mean: float, share: float) -> Array:
    """Falls with this mean, all of it in a share of the patients: the others are not changed at all."""
    responds = rng.random(count) < share
    return np.where(responds, mean / share * rng.gamma(GAMMA_SHAPE, 1 / GAMMA_SHAPE, count), 0.0)
