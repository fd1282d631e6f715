"""Who is enrolled, and after which month: the source of regression to the mean, kept as in life."""

import dataclasses

import numpy as np

from migrainedays.errors import WrongUse
from migrainedays.simulation.chances import month_levels, untreated
from migrainedays.simulation.daily import cluster
from migrainedays.simulation.options import Options
from migrainedays.simulation.parameters import Parameters
from migrainedays.simulation.traits import Array, Bools, Traits, draw_traits
from migrainedays.windows import WINDOW_DAYS

TRIES = 60  # rounds of candidates before it is said that nobody qualifies


@dataclasses.dataclass(frozen=True, slots=True)
class Enrolled:
    """Patients with the month that qualified them, and their levels from that month on.

    `months` (patients, n) begins with the qualifying month, whose days stand in `qualifying` (patients, 28).
    """

    traits: Traits
    months: Array
    qualifying: Bools


def enrol(rng: np.random.Generator, count: int, months: int, known: Parameters, options: Options) -> Enrolled:
    """As many patients as asked for, each qualified by a month of enough headache days.

    Trials look at one month; practices at the worst of several. The mix *population* qualifies everyone. Raises
    WrongUse where hardly any candidate qualifies.
    """
    looked_at = known.enrolment["months_looked_at"] if options.enrols_by_worst else 1
    needed = 0 if options.mix == "population" else known.enrolment["qualifying_days"]
    found: list[Enrolled] = []
    for _ in range(TRIES):
        found.append(_round(rng, count, looked_at, months, needed, known, options))
        if sum(len(one.traits) for one in found) >= count:
            return _joined(found, count)
    raise WrongUse("Hardly any of these patients reaches 15 headache days in a month; raise the level or the shift.")


def _round(
    rng: np.random.Generator, count: int, looked_at: int, months: int, needed: int, known: Parameters, options: Options
) -> Enrolled:
    mix = known.mix
    traits = draw_traits(rng, count, mix, options)
    levels = month_levels(rng, count, looked_at + months, mix.month_sd, known.days["month_correlation"])
    # All months looked at lie in the month before enrolment: the worst is chosen by chance, not by the calendar.
    calendar = traits.enrols[:, None] - WINDOW_DAYS + np.arange(looked_at * WINDOW_DAYS)[None, :] % WINDOW_DAYS
    logit = untreated(traits, levels, calendar, options)
    days = cluster(rng, logit, known.days["persistence"]).reshape(count, looked_at, WINDOW_DAYS)
    counts = days.sum(axis=2)
    worst = counts.argmax(axis=1)
    kept = np.flatnonzero(counts.max(axis=1) >= needed)
    ahead = worst[kept, None] + np.arange(months)[None, :]
    return Enrolled(traits.take(kept), levels[kept[:, None], ahead], days[kept, worst[kept]])


def _joined(found: list[Enrolled], count: int) -> Enrolled:
    traits = Traits(
        **{
            field.name: np.concatenate([getattr(one.traits, field.name) for one in found])[:count]
            for field in dataclasses.fields(Traits)
        }
    )
    months = np.concatenate([one.months for one in found])[:count]
    return Enrolled(traits, months, np.concatenate([one.qualifying for one in found])[:count])
