"""The published figures that the simulator is fitted to, with the tolerances within which it is accepted.

A target without a tolerance is aimed at and not required: its figure was not seen in a source, or stands for the
shape of the response, which means alone would not hold.
"""

from collections.abc import Mapping
from typing import NamedTuple

from migrainedays.simulation.options import Mix


class Target(NamedTuple):
    """One figure: published value, how much a miss weighs in the fit, tolerance of acceptance, source."""

    name: str
    value: float
    scale: float
    tolerance: float | None
    source: str


PREEMPT = "Aurora 2010, Diener 2010: pooled by weight"
OVERUSE = "Silberstein 2013; J Headache Pain 2013;14(S1):P204"
WEEKLY = "Dodick 2019, 10.1177/0333102418825382"
ARMR = "Dumkrieger 2024, 10.1111/head.14782"
WITHIN = "Arq Neuropsiquiatr 2021, S0004-282X2021001000886, n = 80"
MEMORY = "PREEMPT pooled, not seen in a source"

TARGETS: Mapping[Mix, tuple[Target, ...]] = {
    "trial": (
        Target("toxin.baseline", 19.9, 0.3, None, "Silberstein 2015, table 1"),
        Target("toxin.baseline_sd", 3.7, 0.3, None, MEMORY),
        Target("toxin.change", -8.4, 0.15, 0.5, PREEMPT),
        Target("placebo.change", -6.6, 0.15, 0.5, PREEMPT),
        Target("toxin.change_overuse", -8.2, 0.25, 0.7, OVERUSE),
        Target("placebo.change_overuse", -6.2, 0.25, 0.7, OVERUSE),
        Target("toxin.change_no_overuse", -8.8, 0.25, 0.7, OVERUSE),
        Target("placebo.change_no_overuse", -7.3, 0.25, 0.7, OVERUSE),
        Target("toxin.overuse", 0.653, 0.01, None, OVERUSE),
        Target("toxin.week_sd", 1.6, 0.05, None, WEEKLY),
        Target("toxin.week_3_change", -1.6, 0.1, None, WEEKLY),
        Target("placebo.week_3_change", -1.1, 0.1, None, WEEKLY),
        Target("toxin.week_3_change_sd", 2.2, 0.1, None, WEEKLY),
        Target("placebo.week_3_change_sd", 2.2, 0.1, None, WEEKLY),
        Target("toxin.responders_50", 0.471, 0.02, None, MEMORY),
        Target("placebo.responders_50", 0.351, 0.02, None, MEMORY),
    ),
    "clinic": (
        Target("before", 18.95, 0.2, 0.9, WITHIN),
        Target("month_1", 10.55, 0.2, 0.9, WITHIN),
        Target("month_2", 9.31, 0.2, 0.9, WITHIN),
        Target("month_3", 11.97, 0.2, 0.9, WITHIN),
        Target("before_sd", 5.4, 0.4, None, "REPOSE 2019, at baseline"),
        Target("month_2_sd", 6.6, 0.4, None, "REPOSE 2019, at visit 8"),
        Target("first_response_1", 0.493, 0.02, None, "Silberstein 2015, by cycles of a trial"),
        Target("first_response_2", 0.113, 0.02, None, "Silberstein 2015, by cycles of a trial"),
        Target("first_response_3", 0.103, 0.02, None, "Silberstein 2015, by cycles of a trial"),
    ),
    "population": (
        Target("small_changes", 0.47, 0.01, 0.04, ARMR),
        Target("daily", 0.24, 0.01, 0.04, ARMR),
        Target("crossings", 0.12, 0.01, 0.04, ARMR),
    ),
}
