"""A clinic as a study of two versions would find it: how its patients differ, drawn and analysed again and again."""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from migrainedays.errors import NothingToEvaluate
from migrainedays.evidence import spread
from migrainedays.evidence.compiled import Array, Ints
from migrainedays.evidence.effect import mean_days
from migrainedays.evidence.fit import Fit, fit
from migrainedays.evidence.likelihood import Likelihood
from migrainedays.evidence.prior import clinic_prior
from migrainedays.evidence.study_plan import Months
from migrainedays.evidence.windows import Windows, arrange

FEWEST_PATIENTS = 5
SPREADS = ("log_sd_level", "log_sd_change", "z_correlation")


@dataclass(frozen=True)
class StudyClinic:
    """The window model of a clinic, and the share of days that its patients enter."""

    intercept: float
    treated: float
    spreads: tuple[float, float, float]
    phi: float
    entered: float = 0.9

    @classmethod
    def of(cls, found: Fit, entered: float) -> "StudyClinic":
        """From the window model's fit to the clinic's months; refused where it shows none before treatment."""
        lacking = [name for name in ("treated", *SPREADS) if name not in found.names]
        if lacking:
            raise NothingToEvaluate(
                "The clinic's diaries do not show months before and under treatment: a few patients with both are "
                "needed to say how many a study would take."
            )
        level, change, correlation = (found[name] for name in SPREADS)
        phi = float(np.exp(found["log_phi"]))
        return cls(found["intercept"], found["treated"], (level, change, correlation), phi, entered)

    def days(self, effect: float) -> float:
        """What a difference on the logit scale is in headache days per 28, averaged over patients under treatment."""
        eta, sd = self.intercept + self.treated, self.sd_treated
        return float(mean_days(eta + effect, sd) - mean_days(eta, sd))

    @property
    def sd_treated(self) -> float:
        """SD between patients under treatment, on the logit scale."""
        return float(np.sqrt(spread.covariance(np.array(self.spreads))[1, 1]))

    def logit(self, days: float) -> float:
        """The difference on the logit scale that makes so many headache days per 28; negative = fewer."""
        low, high = -6.0, 6.0
        for _ in range(50):
            middle = 0.5 * (low + high)
            low, high = (middle, high) if self.days(middle) < days else (low, middle)
        return 0.5 * (low + high)


def draw_study(rng: np.random.Generator, clinic: StudyClinic, under_b: Ints, effect: float, months: Months) -> Windows:
    """Windows of a study of so many patients; `under_b` (patients,) says who is treated by version B."""
    patients, each = len(under_b), months.before + months.after
    levels = rng.normal(size=(patients, 2)) @ np.linalg.cholesky(spread.covariance(np.array(clinic.spreads))).T
    treated = np.tile(np.arange(each) >= months.before, (patients, 1))
    version_b = treated & np.asarray(under_b, bool)[:, None]
    eta = clinic.intercept + np.where(treated, clinic.treated + levels[:, 1:], levels[:, :1]) + effect * version_b
    observed = rng.binomial(28, clinic.entered, eta.shape)
    y = rng.binomial(observed, rng.beta(clinic.phi * expit(eta), clinic.phi * expit(-eta)))
    patient = np.repeat(np.arange(patients), each)
    return study_windows(patient, treated.ravel(), version_b.ravel(), y.ravel(), observed.ravel())


def study_windows(patient: Ints, treated: Ints, version_b: Ints, headache_days: Ints, observed_days: Ints) -> Windows:
    """The columns of the analysis: treatment, and version B. Chance alone decided who has it, so nothing else."""
    columns = {"treated": np.asarray(treated, float), "version_b": np.asarray(version_b, float)}
    return arrange(patient, treated, headache_days, observed_days, columns)


def estimate_allocated(windows: Windows, start: Array | None = None) -> Fit:
    """The analysis of a study: its fit holds the effect as `version_b`."""
    under = windows.design[:, windows.names.index("version_b")] > 0
    treated = windows.treated.astype(bool)
    for chosen, version in ((under, "B"), (treated & ~under, "A")):
        count = np.unique(windows.patient[chosen]).size
        if count < FEWEST_PATIENTS:
            raise NothingToEvaluate(
                f"{count} patients of the study have a diary under version {version}: at least {FEWEST_PATIENTS} "
                "under each are needed."
            )
    likelihood = Likelihood(windows)
    return fit(likelihood, clinic_prior(likelihood.names), start)
