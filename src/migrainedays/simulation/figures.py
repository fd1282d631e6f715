"""The figures by which the simulator is held against published ones, computed as the publications did.

Counts are headache days per 28 of the days that were written down; a window with fewer than 20 entries, or after a
drop-out, is not counted.
"""

from collections.abc import Iterable, Mapping

import numpy as np

from migrainedays.simulation.cohort import Cohort
from migrainedays.simulation.traits import Array, Ints
from migrainedays.windows import WINDOW_DAYS

FEWEST_ENTRIES = 20  # of 28
WEEK_24 = 24 * 7 - WINDOW_DAYS  # days after the first session at which the 28 days before week 24 end begin
WEEK = 7
QUALIFYING, HALF = 15, 0.5


def rate(cohort: Cohort, start: Ints, days: int = WINDOW_DAYS) -> Array:
    """(patients,) headache days per `days` in the days that begin at `start`; NaN where too few were written down."""
    place = start[:, None] + np.arange(days)[None, :]
    inside = place < cohort.length[:, None]
    place = np.minimum(place, cohort.headache.shape[1] - 1)
    entered = np.take_along_axis(cohort.entered, place, axis=1) & inside
    headaches = np.take_along_axis(cohort.headache, place, axis=1) & entered
    count = entered.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(count * WINDOW_DAYS >= FEWEST_ENTRIES * days, headaches.sum(axis=1) * days / count, np.nan)


def trial_figures(cohorts: Iterable[Cohort]) -> dict[str, float]:
    """Baseline, change at week 24 with its strata and responders, and the first weeks, of one arm."""
    rows: dict[str, list[Array]] = {}
    for cohort in cohorts:
        for name, values in _trial_columns(cohort).items():
            rows.setdefault(name, []).append(values)
    column = {name: np.concatenate(values) for name, values in rows.items()}
    overuses = column.pop("overuses") > 0
    change = column["week_24"] - column["baseline"]
    known = np.isfinite(change)
    return {
        "baseline": _mean(column["baseline"]),
        "baseline_sd": float(np.nanstd(column["baseline"])),
        "change": _mean(change),
        "change_overuse": _mean(change[overuses]),
        "change_no_overuse": _mean(change[~overuses]),
        "overuse": float(overuses.mean()),
        "responders_50": float((change[known] <= -HALF * column["baseline"][known]).mean()),
        "first_responders_50": _mean_of(column["month_1"] <= HALF * column["baseline"], column["month_1"]),
        "week_baseline": _mean(column["week_0"]),
        "week_sd": float(np.nanstd(column["week_0"])),
        "week_3_change": _mean(column["week_3"] - column["week_0"]),
        "week_3_change_sd": float(np.nanstd(column["week_3"] - column["week_0"])),
        "completed": float(known.mean()),
    }


def _trial_columns(cohort: Cohort) -> dict[str, Array]:
    first = cohort.sessions[:, 0]
    return {
        "baseline": rate(cohort, first - WINDOW_DAYS),
        "month_1": rate(cohort, first + 1),
        "week_24": rate(cohort, first + 1 + WEEK_24),
        "week_0": rate(cohort, first - WEEK, WEEK),
        "week_3": rate(cohort, first + 1 + 2 * WEEK, WEEK),
        "overuses": cohort.traits.overuses.astype(float),
    }


def course_figures(cohorts: Iterable[Cohort]) -> dict[str, float]:
    """The 28 days before the first session and the three months of its cycle: mean and standard deviation."""
    months: list[Array] = []
    for cohort in cohorts:
        first = cohort.sessions[:, 0]
        starts = (first - WINDOW_DAYS, *(first + 1 + number * WINDOW_DAYS for number in range(3)))
        months.append(np.column_stack([rate(cohort, start) for start in starts]))
    table = np.concatenate(months)
    names = ("before", "month_1", "month_2", "month_3")
    means = dict(zip(names, map(float, np.nanmean(table, axis=0)), strict=True))
    return means | {f"{n}_sd": float(v) for n, v in zip(names, np.nanstd(table, axis=0), strict=True)}


def first_responses(cohorts: Iterable[Cohort], sessions: int = 3) -> dict[str, float]:
    """Share of those treated who first halve their headache days in the 28 days after session 1, 2, 3.

    Who left before is not counted in that session's share; the shares are those of a life table.
    """
    waiting, responded = np.zeros(sessions), np.zeros(sessions)
    for cohort in cohorts:
        before = rate(cohort, cohort.sessions[:, 0] - WINDOW_DAYS)
        open_still = np.isfinite(before)
        for number in range(sessions):
            after = rate(cohort, cohort.sessions[:, number] + 1)
            open_still &= np.isfinite(after)
            halved = open_still & (after <= HALF * before)
            waiting[number] += open_still.sum()
            responded[number] += halved.sum()
            open_still &= ~halved
    hazard = responded / waiting
    reached = hazard * np.concatenate([[1.0], np.cumprod(1 - hazard)[:-1]])
    return {f"first_response_{number + 1}": float(share) for number, share in enumerate(reached)}


def monthly_figures(cohorts: Iterable[Cohort]) -> dict[str, float]:
    """How untreated months follow each other: small changes, months of daily headache, crossings of 15."""
    counts: list[Array] = []
    for cohort in cohorts:
        starts = range(0, cohort.headache.shape[1] - WINDOW_DAYS + 1, WINDOW_DAYS)
        counts.append(np.column_stack([rate(cohort, np.full(len(cohort), start)) for start in starts]))
    months = np.rint(np.concatenate(counts))
    before, after = months[:, :-1], months[:, 1:]
    known = np.isfinite(before) & np.isfinite(after)
    crossed = (before >= QUALIFYING) != (after >= QUALIFYING)
    return {
        "small_changes": float((np.abs(after - before) <= 1)[known].mean()),
        "daily": _mean_of(months == WINDOW_DAYS, months),
        "crossings": float(crossed[known].mean()),
        "mean": _mean(months),
    }


def _mean(values: Array) -> float:
    return float(np.nanmean(values))


def _mean_of(condition: np.ndarray, values: Array) -> float:
    return float(condition[np.isfinite(values)].mean())


def differences(found: Mapping[str, float], wanted: Mapping[str, float]) -> dict[str, float]:
    """By how much each figure misses."""
    return {name: found[name] - value for name, value in wanted.items()}
