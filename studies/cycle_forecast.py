"""Is the chance right that the next three windows all stay below 15, whichever way cycles break?

Design. Clinics of 60 patients in two worlds (studies/cycle_worlds.py): months of two hidden states, or smooth levels.
Twelve months are known, three come. Each clinic is fitted as the product does it, both models and their weight by
held-out months; each patient is forecast once, so 350 clinics a world give 21,000 forecasts. Shown: Brier score and
calibration error (10 bins of equal count) of the mixture, of each model alone, and of the rule "the last three windows
below 15"; how many of the coming windows lie in the 80 % band of the fan, where a count on an end counts with the
share of it that lies inside, and beside it by the plain rule, ends included.

    python -m studies.cycle_forecast [--short]
"""

from dataclasses import dataclass

import numpy as np

from migrainedays.evidence.fan import percentiles, shares_inside
from migrainedays.evidence.level_model import LevelModel
from migrainedays.evidence.outlook import Outlook, by_cycle, by_level
from migrainedays.evidence.series import Series
from migrainedays.evidence.stacking import fit_stack
from studies.bars import Bar, report
from studies.cycle_worlds import COMING, WORLDS, draw_series

BELOW, BINS = 15, 10


@dataclass(frozen=True)
class Forecasts:
    """Of all patients of a world: chances by name, what came, and what came of the fan."""

    chances: dict[str, np.ndarray]
    came: np.ndarray
    inside: np.ndarray
    plain: np.ndarray

    def brier(self, name: str) -> float:
        """Mean squared error of the chances of one name."""
        return float(np.mean((self.chances[name] - self.came) ** 2))

    def calibration(self, name: str) -> float:
        """Mean distance of foretold from observed share over bins of equal count."""
        bins = np.array_split(np.argsort(self.chances[name], kind="stable"), BINS)
        apart = [len(at) * abs(self.chances[name][at].mean() - self.came[at].mean()) for at in bins]
        return float(sum(apart) / len(self.came))


def rule(series: Series) -> np.ndarray:
    """1 where the last three windows lie below 15 days per 28, else 0."""
    y, n = series.headache_days[:, -COMING:], series.observed_days[:, -COMING:]
    return (28 * y < BELOW * n).all(axis=1).astype(float)


def _inside(outlook: Outlook, coming: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    chances, days = outlook.counts.reshape(-1, 29), coming.ravel()
    ends = percentiles(chances)
    return shares_inside(chances, days), (ends[:, 0] <= days) & (days <= ends[:, 2])


def forecast_clinic(world: str, seed: int) -> tuple[dict[str, np.ndarray], np.ndarray, np.ndarray, np.ndarray]:
    """Chances by name, what came, and the months of the fan, of one clinic."""
    series, coming = draw_series(seed, world)
    stack, ahead = fit_stack(series), series.ahead(COMING)
    hidden = by_cycle(stack.cycle.parameters, series, ahead, BELOW, COMING)
    smooth = by_level(LevelModel(stack.level), series, ahead, BELOW, COMING)
    mixed = hidden.mixed(smooth, stack.weight)
    found = {"mixed": mixed.all_below, "cycle": hidden.all_below, "level": smooth.all_below, "rule": rule(series)}
    return found, (coming < BELOW).all(axis=1), *_inside(mixed, coming)


def forecast_world(world: str, clinics: int) -> Forecasts:
    """All clinics of a world."""
    found = [forecast_clinic(world, seed) for seed in range(clinics)]
    chances = {name: np.concatenate([one[0][name] for one in found]) for name in found[0][0]}
    came, inside, plain = (np.concatenate([one[k] for one in found]) for k in (1, 2, 3))
    return Forecasts(chances, came.astype(float), inside, plain)


def study(short: bool) -> list[Bar]:
    """350 clinics a world; 12 in the short form."""
    bars = []
    for world in WORLDS:
        found = forecast_world(world, 12 if short else 350)
        brier = {name: found.brier(name) for name in found.chances}
        best, error = min(brier["cycle"], brier["level"]), found.calibration("mixed")
        better, inside = 1 - brier["mixed"] / brier["rule"], float(found.inside.mean())
        alone = f"cycle {brier['cycle']:.4f}, level {brier['level']:.4f}"
        where = f"world of {world}, {len(found.came):,} forecasts"
        judged = [error <= 0.03, brier["mixed"] <= best + 0.005, better >= 0.35, 0.78 <= inside <= 0.82]
        met = [None if short else bool(answer) for answer in judged]
        bars += [
            Bar("cycle 2", f"{where}: calibration error", f"{error:.4f} (at most 0.03)", met[0]),
            Bar("cycle 2", f"{where}: Brier", f"{brier['mixed']:.4f}; {alone} (at most the better + 0.005)", met[1]),
            Bar("cycle 2", f"{where}: better than the rule", f"{better:.1%} of {brier['rule']:.4f} (at least 35 %)",
                met[2]),
            Bar("cycle 3", f"world of {world}: windows in the 80 % band",
                f"{inside:.1%}; plainly {found.plain.mean():.1%} (78 to 82 %)", met[3]),
        ]  # fmt: skip
    return bars


if __name__ == "__main__":
    report("cycle_forecast", study)
