"""The chance of a headache on each day: level, month, calendar, and what injections do to it."""

import numpy as np

from migrainedays.simulation.options import FIRST_ENROLMENT_ON, Options
from migrainedays.simulation.parameters import MixParameters
from migrainedays.simulation.traits import Array, Ints, Traits
from migrainedays.windows import WINDOW_DAYS

YEAR = 365.25
WEARING_OFF_FROM, WORN_OFF_BY = 52, 80  # days of a cycle on which it begins, and on which the loss is reached


def month_levels(rng: np.random.Generator, count: int, months: int, sd: float, correlation: float) -> Array:
    """(count, months) how each month differs from the patient's level: a stationary chain."""
    draws = rng.standard_normal((count, months))
    levels = np.empty_like(draws)
    levels[:, 0] = draws[:, 0]
    step = np.sqrt(1 - correlation**2)
    for month in range(1, months):
        levels[:, month] = correlation * levels[:, month - 1] + step * draws[:, month]
    return sd * levels


def untreated(traits: Traits, months: Array, calendar: Ints, options: Options) -> Array:
    """(patients, days) logit of a headache; `calendar` of the same shape counts days from the first enrolment."""
    spread = np.repeat(months, WINDOW_DAYS, axis=1)[:, : calendar.shape[1]]
    switch = (options.switch - FIRST_ENROLMENT_ON).days
    moved = options.drift * calendar / YEAR + options.step * (calendar >= switch)
    return traits.level[:, None] + spread * ~traits.is_constant[:, None] + moved


def falls(traits: Traits, sessions: Ints, versions: Ints, days: int, mix: MixParameters, options: Options) -> Array:
    """(patients, days) by how much injections lower the logit.

    sessions  (patients, sessions) day of each session in the patient's diary
    versions  (patients, sessions) 0 for version A, 1 for B; B's effect holds from the day after its session
    """
    fall = np.zeros((len(traits), days))
    day = np.arange(days)[None, :]
    since_first = day - sessions[:, :1]
    placebo = 1 - np.exp(-np.maximum(since_first, 0) / mix.placebo_days)
    toxin_before: Array = np.zeros_like(fall)
    for number in range(sessions.shape[1]):
        since = day - sessions[:, number : number + 1]
        treated = since > 0
        grown = 1 + mix.growth * number
        onset = 1 - np.exp(-np.maximum(since, 0) / mix.toxin_days)
        lost = np.clip((since - WEARING_OFF_FROM) / (WORN_OFF_BY - WEARING_OFF_FROM), 0, 1) * traits.wears_off[:, None]
        # A session adds to what is left of the one before and never falls below it.
        toxin = np.maximum(grown * onset * (1 - lost), np.where(since < mix.toxin_days * 3, toxin_before, 0))
        toxin_before = np.where(treated, toxin, toxin_before)
        shift = traits.placebo[:, None] * placebo * grown - options.effect * versions[:, number : number + 1]
        if not options.placebo:
            shift = shift + traits.toxin[:, None] * toxin
        fall = np.where(treated, shift, fall)
    return fall
