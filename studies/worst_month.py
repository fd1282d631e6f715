"""Patients are enrolled at their worst month: what does each way of reckoning make of it?

Design. A patient looks back on six months; the worst one qualifies if it has 15 headache days or more, and
treatment begins a month later, so that one run-in month follows the qualifying one. Sixty patients a
clinic, six windows under treatment, true effect 0 or -0.9 logit; level normal(0, 0.9), change normal(0, 0.6) among
all who might come. Compared: the naive paired difference (days per 28, qualifying month against the mean
after it); the model with the qualifying month as an ordinary baseline; the product's answer with the run-in
month (qualifying month dropped); the product's answer without a run-in month, K = 3, 6 and 12 assumed.

    python -m studies.worst_month [--short]
"""

import numpy as np
from scipy.special import expit

from migrainedays.evidence.compiled import Ints
from migrainedays.evidence.start import StartWindows, estimate_start, naive_change
from studies.bars import Bar, report

PATIENTS, AFTER, LOOKED_AT, PHI = 60, 6, 6, 8.0


def draw_clinic(seed: int, effect: float) -> StartWindows:
    """Qualifying month (looked_at 6), run-in month and six windows after, of sixty enrolled patients."""
    rng = np.random.default_rng(seed)
    rows: list[Ints] = []
    enrolled = 0
    while enrolled < PATIENTS:
        level, change = rng.normal(0.3, 0.9), rng.normal(effect, 0.6)
        worst = _months(rng, level, LOOKED_AT).max()
        if worst < 15:
            continue
        after = _months(rng, level + change, AFTER)
        days = np.array([worst, *_months(rng, level, 1), *after])
        looked_at = np.array([LOOKED_AT, 0, *np.zeros(AFTER, int)])
        treated = np.arange(days.size) >= 2
        rows.append(np.column_stack([np.full(days.size, enrolled), treated, days, looked_at]))
        enrolled += 1
    patient, treated, days, looked_at = np.vstack(rows).T
    return StartWindows(patient, treated.astype(bool), days, np.full(days.size, 28), looked_at)


def _months(rng: np.random.Generator, level: float, count: int) -> Ints:
    p = rng.beta(PHI * expit(level), PHI * expit(-level), count)
    return np.asarray(rng.binomial(28, p))


def run_clinic(seed: int, effect: float) -> dict[str, tuple[float, float, float]]:
    """Estimate, low and high on the logit scale by each way (naive: days per 28)."""
    windows = draw_clinic(seed, effect)
    without = windows.only(windows.treated | (windows.looked_at > 0))
    ordinary = without.as_ordinary()
    answers = {"run-in": estimate_start(windows).logit, "ordinary baseline": estimate_start(ordinary).logit}
    for k, answer in estimate_start(without).band:
        answers[f"qualifying month, K = {k}"] = answer
    mean, error = naive_change(windows)
    return {
        "naive days": (mean, mean - 1.96 * error, mean + 1.96 * error),
        **{name: (a.estimate, a.low, a.high) for name, a in answers.items()},
    }


def study(short: bool) -> list[Bar]:
    """500 clinics for each truth; 40 in the short form."""
    clinics, bars = 40 if short else 500, []
    for effect in (0.0, -0.9):
        runs = [run_clinic(seed, effect) for seed in range(1, clinics + 1)]
        for name in runs[0]:
            found = np.array([run[name] for run in runs])
            bars.append(_bar(name, effect, found, short))
    return bars


def _bar(name: str, effect: float, found: np.ndarray, short: bool) -> Bar:
    what = f"truth {effect:+.1f}: {name}"
    if name == "naive days":
        covers = np.mean((found[:, 1] < 0) & (found[:, 2] > 0))
        figure = f"mean {found[:, 0].mean():+.2f} days per 28; 0 inside its interval in {covers:.1%} of {len(found)}"
        return Bar("refinement 5", what, figure, None)
    bias = found[:, 0].mean() - effect
    covered = np.mean((found[:, 1] < effect) & (found[:, 2] > effect))
    judged = name in ("run-in", f"qualifying month, K = {LOOKED_AT}") and not short
    met = bool(abs(bias) <= 0.03 and 0.93 <= covered <= 0.97) if judged else None
    return Bar("refinement 5", what, f"bias {bias:+.3f} (at most 0.03), coverage {covered:.1%} (93 to 97 %)", met)


if __name__ == "__main__":
    report("worst_month", study)
