"""Attacks with their times, for patients who note them: they add up to the minutes of their days."""

import dataclasses
from typing import Any

import numpy as np
from numpy.typing import NDArray

from migrainedays.simulation.daily import MINUTES_A_DAY
from migrainedays.simulation.traits import Bools, Ints

OVERNIGHT = 0.35  # share of neighbouring long headaches that are one attack over midnight
LONG = 360  # minutes


@dataclasses.dataclass(frozen=True, slots=True)
class Attacks:
    """One entry an attack: whose, the day on which it began, minutes from that midnight to its start and end."""

    place: Ints
    day: Ints
    start: Ints
    end: Ints
    over_midnight: Bools


def draw_attacks(rng: np.random.Generator, minutes: Ints, written: Bools) -> Attacks:
    """One attack a headache day, two days joined where it goes over midnight.

    minutes  (patients, days) minutes of headache on each day
    written  (patients, days) headache days that a patient noted with their times
    """
    joined = _joined(rng, minutes, written)
    second = np.zeros_like(joined)
    second[:, 1:] = joined[:, :-1]
    place, day = np.nonzero(written & ~second)
    own = minutes[place, day]
    over = joined[place, day]
    free = np.floor(rng.random(len(place)) * (MINUTES_A_DAY - own + 1)).astype(np.int64)
    start = np.where(over, MINUTES_A_DAY - own, free)
    next_day = np.minimum(day + 1, minutes.shape[1] - 1)
    end = np.where(over, MINUTES_A_DAY + minutes[place, next_day], start + own)
    return Attacks(place, day, start, end, over)


def carry(over: Attacks, *by_day: NDArray[Any]) -> None:
    """Let the day after a midnight repeat, in each array (patients, days), what the attack began with."""
    place, day = over.place[over.over_midnight], over.day[over.over_midnight]
    for array in by_day:
        array[place, day + 1] = array[place, day]


def _joined(rng: np.random.Generator, minutes: Ints, written: Bools) -> Bools:
    """(patients, days) whether the attack of this day goes on into the next; no day lends itself twice."""
    draws = rng.random(minutes.shape)
    joined = np.zeros(minutes.shape, dtype=bool)
    for day in range(minutes.shape[1] - 1):
        long = (minutes[:, day] >= LONG) & (minutes[:, day + 1] >= LONG)
        both = written[:, day] & written[:, day + 1]
        taken = joined[:, day - 1] if day else np.zeros(len(minutes), dtype=bool)
        joined[:, day] = long & both & ~taken & (draws[:, day] < OVERNIGHT)
    return joined
