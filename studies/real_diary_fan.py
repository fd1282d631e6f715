"""Do the fans hold four in five windows of a real diary, each patient left out of the fit that foretells her?

Design. KosteckiDillon, 133 people of a biofeedback programme, most with one or two windows. Windows of 28 days are
counted from the first day of the programme; a day counts where it has an entry. For each patient both models and their
weight are fitted to the 132 others; then each of her windows is foretold from those before it, the first from the
others alone. A window with n entered days is compared with what the fan says of n days. With few windows the share
has a standard error of several points, printed beside it; windows of 7 days, of which there are more, are shown too.

    python -m studies.real_diary_fan [--short]
"""

from typing import Any

import numpy as np
from scipy.stats import hypergeom

from migrainedays.evidence.fan import percentiles, shares_inside
from migrainedays.evidence.outlook import look_ahead
from migrainedays.evidence.series import Series
from migrainedays.evidence.stacking import fit_stack
from studies.anchors import read_kostecki_dillon
from studies.bars import Bar, report

THINNED = np.stack([hypergeom.pmf(np.arange(29)[None, :], 28, np.arange(29)[:, None], n) for n in range(29)])
"""(n, Y, y): chance of y headache days among n entered of a window with Y."""


def read_series(rows: Any, days: int) -> Series:
    """The diary by windows of so many days; steps from each patient's first window."""
    place = (rows["time"].to_numpy() - 1) // days
    patients = np.unique(rows["id"].to_numpy(), return_inverse=True)[1]
    first = np.full(patients.max() + 1, 99)
    np.minimum.at(first, patients, place)
    step = place - first[patients]
    y, n = (np.zeros((len(first), step.max() + 1), int) for _ in range(2))
    np.add.at(n, (patients, step), 1)
    np.add.at(y, (patients, step), rows["headache"].to_numpy() == "yes")
    last = np.zeros(len(first), int)
    np.maximum.at(last, patients, step)
    treated = (first[:, None] + np.arange(n.shape[1])[None, :] >= 0).astype(int)
    return Series(y, n, treated, treated, last + 1)


def foretell(series: Series, patient: int) -> tuple[list[float], list[bool]]:
    """Of one patient's windows: the share of each inside its band, and by the plain rule."""
    others = np.arange(series.patients) != patient
    stack, own = fit_stack(series.rows(others)), series.rows(~others)
    shares, plain = [], []
    for step in range(int(own.lived[0])):
        y, n = int(own.headache_days[0, step]), int(own.observed_days[0, step])
        if not n:
            continue
        known = _before(own, step)
        ahead = known.ahead(1)
        now = Series(
            ahead.headache_days, ahead.observed_days, own.session[:, [step]], own.month[:, [step]], ahead.lived
        )
        chances = look_ahead(stack, known, now, 15, 1).counts[0, 0] @ THINNED[n]
        shares.append(float(shares_inside(chances[None, :], np.array([y]))[0]))
        low, _, high = percentiles(chances)
        plain.append(bool(low <= y <= high))
    return shares, plain


def _before(own: Series, step: int) -> Series:
    """What was known before a step; before the first, one window without an entry."""
    if step:
        return own.until(np.array([step]))
    nothing, first = np.zeros((1, 1), int), np.array([1])
    return Series(nothing, nothing, own.session[:, :1], own.month[:, :1], first)


def study(short: bool) -> list[Bar]:
    """Every patient, windows of 28 and of 7 days; every twelfth patient and 28 days in the short form."""
    bars, rows = [], read_kostecki_dillon(kept=True)
    for days in (28,) if short else (28, 7):
        series = read_series(rows, days)
        found = [foretell(series, patient) for patient in range(0, series.patients, 12 if short else 1)]
        shares = np.concatenate([one[0] for one in found])
        plain = np.concatenate([one[1] for one in found])
        error = float(shares.std() / np.sqrt(len(shares)))
        met = None if short else bool(0.78 <= shares.mean() <= 0.82)
        figure = f"{shares.mean():.1%} of {len(shares)} (SE {error:.1%}); plainly {plain.mean():.1%} (78 to 82 %)"
        bars.append(
            Bar("cycle 3", f"real diary, windows of {days} days in the 80 % band, patients left out", figure, met)
        )
    return bars


if __name__ == "__main__":
    report("real_diary_fan", study)
