"""The best result of a clinic looks exceptional. How often, when nothing is new?

Design. A clinic knows its earlier protocol from 60 patients (2 months before, 6 after). Then 80 further
patients are treated; two baseline months and the three months of the cycle are known of each. Nothing is
new, or one planted patient truly does better by 1, 2 or 3 logits, or all do by 0.5. The most surprising
of the 80 (the planted one, if any) is judged: raw percentile below
0.05, and the product's figure corrected for the best of 80 (mid-P).

    python -m studies.best_of_many [--short]
"""

import numpy as np
from scipy.special import expit

from migrainedays.evidence.surprise import (
    OneCourse,
    correct_for_best,
    earlier_windows,
    fit_earlier,
    percentile,
    quick_percentile,
)
from studies.bars import Bar, report

KNOWN, FURTHER, PHI = 60, 80, 8.0
LEVEL, CHANGE = (0.5, 0.9), (-0.7, 0.6)


def _months(rng: np.random.Generator, level: np.ndarray, count: int) -> np.ndarray:
    p = rng.beta(PHI * expit(level)[:, None], PHI * expit(-level)[:, None], (level.size, count))
    return rng.binomial(28, p)


def run_clinic(seed: int, planted: float, everyone: float) -> tuple[float, float]:
    """Raw percentile of the most surprising course, and the figure corrected for the best of all."""
    rng = np.random.default_rng(seed)
    level, change = rng.normal(*LEVEL, KNOWN), rng.normal(*CHANGE, KNOWN)
    days = np.hstack([_months(rng, level, 2), _months(rng, level + change, 6)])
    patient, treated = np.repeat(np.arange(KNOWN), 8), np.tile(np.arange(8) >= 2, KNOWN)
    earlier = fit_earlier(earlier_windows(patient, treated, days.ravel(), np.full(days.size, 28)))
    level, change = rng.normal(*LEVEL, FURTHER), rng.normal(*CHANGE, FURTHER) - everyone
    change[0] -= planted
    before, after = _months(rng, level, 2), _months(rng, level + change, 3)
    courses = [OneCourse(b, np.array([28, 28]), a, np.array([28, 28, 28])) for b, a in zip(before, after, strict=True)]
    best = courses[0] if planted else min(courses, key=lambda course: quick_percentile(earlier, course))
    raw = percentile(earlier, best)
    return raw, correct_for_best(raw, FURTHER)


def study(short: bool) -> list[Bar]:
    """1,000 clinics with nothing new and 100 of each kind with something; 30 and 10 in the short form."""
    many, some = (30, 10) if short else (1000, 100)
    nothing = np.array([run_clinic(seed, 0.0, 0.0) for seed in range(1, many + 1)])
    false = float(np.mean(nothing[:, 1] < 0.05))
    raw = f"{np.mean(nothing[:, 0] < 0.05):.1%} of {many:,} (over 95 %)"
    met = None if short else false <= 0.065
    bars = [
        Bar("refinement 7", "nothing new: raw percentile below 0.05", raw, None),
        Bar("refinement 7", "nothing new: corrected below 0.05", f"{false:.1%} (at most 6.5 %)", met),
    ]
    for planted, everyone, what in ((1.0, 0.0, "one by 1 logit"), (2.0, 0.0, "one by 2 logits"),
                                    (3.0, 0.0, "one by 3 logits"), (0.0, 0.5, "all by 0.5 logit")):  # fmt: skip
        found = np.array([run_clinic(50_000 + seed, planted, everyone) for seed in range(some)])
        power = np.mean(found[:, 1] < 0.05)
        bars.append(Bar("refinement 7", f"truly better, {what}: corrected below 0.05", f"{power:.1%} of {some}", None))
    return bars


if __name__ == "__main__":
    report("best_of_many", study)
