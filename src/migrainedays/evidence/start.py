"""Change since the start, where patients came at their worst.

A patient enrolled because of a bad month would look better the next month without any treatment. Preferred: a
run-in month between enrolment and the first session; the qualifying month is dropped. Otherwise the qualifying
month enters with the likelihood of having been the worst of K, and the answer is a band over K, because K is not
known. The naive before/after difference stands beside, named naive.
"""

from dataclasses import dataclass, replace

import numpy as np

from migrainedays.errors import NothingToEvaluate
from migrainedays.evidence.compiled import Array, Ints
from migrainedays.evidence.effect import mean_days
from migrainedays.evidence.fit import Fit, fit
from migrainedays.evidence.interval import Interval
from migrainedays.evidence.likelihood import Likelihood
from migrainedays.evidence.naive import mean_with_interval, rate_by_patient
from migrainedays.evidence.posterior import draw_by_curvature, quantile
from migrainedays.evidence.prior import clinic_prior
from migrainedays.evidence.windows import arrange

MONTHS_LOOKED_AT = (3, 6, 12)
FEWEST_PATIENTS = 5


@dataclass(frozen=True)
class StartWindows:
    """One row a window: `looked_at` is 0, or for a qualifying month from how many it was the worst."""

    patient: Ints
    treated: Ints
    headache_days: Ints
    observed_days: Ints
    looked_at: Ints

    def only(self, chosen: Ints) -> "StartWindows":
        """The rows marked True."""
        return StartWindows(**{name: np.asarray(column)[chosen] for name, column in vars(self).items()})

    def as_ordinary(self) -> "StartWindows":
        """The same rows, none of them said to have been chosen."""
        return replace(self, looked_at=np.zeros_like(self.looked_at))


@dataclass(frozen=True)
class StartAnswer:
    """Change under treatment, logit and days per 28; without a run-in month also as a band by months looked at."""

    basis: str
    patients: int
    logit: Interval
    days: Interval
    naive: Interval
    band: tuple[tuple[int, Interval], ...]
    band_days: tuple[tuple[int, Interval], ...]
    assumptions: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The figure in words."""
        said = (
            f"Headache days changed by {self.days.estimate:+.1f} per 28 ({self.days.low:+.1f} to {self.days.high:+.1f})"
        )
        if self.basis == "run-in":
            return f"{said}, against the month after enrolment; the naive table says {self.naive.estimate:+.1f}."
        low = min(interval.low for _, interval in self.band_days)
        high = max(interval.high for _, interval in self.band_days)
        return (
            f"There is no month between enrolment and treatment: the change lies between {low:+.1f} and {high:+.1f} "
            "days per 28, depending on how many months were looked at; "
            f"the naive table says {self.naive.estimate:+.1f}."
        )


def estimate_start(windows: StartWindows) -> StartAnswer:
    """Change under treatment from a run-in month where there is one, else as a band over K."""
    _check_enough(windows)
    run_in = windows.only(np.asarray(windows.looked_at) == 0)
    ordinary = ~np.asarray(run_in.treated, bool) & (np.asarray(run_in.observed_days) > 0)
    mean, error = naive_change(windows)
    naive = Interval(mean, mean - 1.96 * error, mean + 1.96 * error)
    if np.unique(np.asarray(run_in.patient)[ordinary]).size >= FEWEST_PATIENTS:
        logit, days, patients = _estimate(run_in)
        said = "The month between enrolment and treatment is an ordinary month; the qualifying month is dropped."
        return StartAnswer("run-in", patients, logit, days, naive, (), (), (said,))
    answers = [(k, *_estimate(_looked_at(windows, k))) for k in MONTHS_LOOKED_AT]
    middle = answers[len(answers) // 2]
    said = "The qualifying month was the worst of K months with at least 15 headache days; K is not known."
    band, band_days = tuple((a[0], a[1]) for a in answers), tuple((a[0], a[2]) for a in answers)
    return StartAnswer("selection", middle[3], middle[1], middle[2], naive, band, band_days, (said,))


def naive_change(windows: StartWindows) -> tuple[float, float]:
    """Mean of after minus qualifying (or any) month before, in days per 28, with its standard error."""
    treated, looked_at = np.asarray(windows.treated, bool), np.asarray(windows.looked_at) > 0
    chosen = looked_at if looked_at.any() else ~treated
    before, after = (
        rate_by_patient(windows.patient, windows.headache_days, windows.observed_days, rows)
        for rows in (chosen, treated)
    )
    return mean_with_interval(np.array([after[patient] - before[patient] for patient in after if patient in before]))


def _check_enough(windows: StartWindows) -> None:
    seen, treated = np.asarray(windows.observed_days) > 0, np.asarray(windows.treated, bool)
    for rows, what in ((seen & ~treated, "before the first session"), (seen & treated, "after it")):
        count = np.unique(np.asarray(windows.patient)[rows]).size
        if count < FEWEST_PATIENTS:
            raise NothingToEvaluate(
                f"{count} patients have diary entries {what}: at least {FEWEST_PATIENTS} are needed."
            )


def _looked_at(windows: StartWindows, months: int) -> StartWindows:
    looked_at = np.asarray(windows.looked_at)
    return replace(windows, looked_at=np.where(looked_at > 0, months, 0))


def _estimate(windows: StartWindows) -> tuple[Interval, Interval, int]:
    treated = np.asarray(windows.treated, float)
    data = arrange(
        windows.patient, treated, windows.headache_days, windows.observed_days, {"treated": treated},
        looked_at=windows.looked_at,
    )  # fmt: skip
    likelihood = Likelihood(data)
    found = fit(likelihood, clinic_prior(likelihood.names))
    logit = Interval.normal(found["treated"], found.error("treated"))
    return logit, _days(found), found.patients


def _days(found: Fit) -> Interval:
    draws = draw_by_curvature(found)
    change = _change(draws.values)
    low, high = quantile(change, draws.weights, (0.025, 0.975))
    return Interval(float(_change(found.parameters)), float(low), float(high))


def _change(values: Array) -> Array:
    """Days per 28 under treatment minus before, averaged over patients."""
    eta, effect = values[..., 0], values[..., 1]
    sd0, sd1, rho = np.exp(values[..., 2]), np.exp(values[..., 3]), np.tanh(values[..., 4])
    sd = np.sqrt(sd0**2 + 2 * rho * sd0 * sd1 + sd1**2)
    return mean_days(eta + effect, sd) - mean_days(eta, sd0)
