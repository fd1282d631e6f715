"""One declared look at a study: the analysis that its plan fixed, and the rule that decides."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import numpy as np

from migrainedays.evidence import monitoring
from migrainedays.evidence.compare import MISSING_SHIFTS, days_interval
from migrainedays.evidence.effect import mean_days
from migrainedays.evidence.fit import Fit
from migrainedays.evidence.interval import Interval
from migrainedays.evidence.likelihood import Likelihood
from migrainedays.evidence.posterior import draw
from migrainedays.evidence.prior import clinic_prior
from migrainedays.evidence.question import SCEPTICAL_SD
from migrainedays.evidence.study_clinic import StudyClinic, estimate_allocated
from migrainedays.evidence.study_courses import fingerprint, spans_missing
from migrainedays.evidence.study_design import decide_look
from migrainedays.evidence.study_plan import StudyDesign
from migrainedays.evidence.windows import Windows
from migrainedays.windows import WINDOW_DAYS

DIGITS = 4
ASSUMPTIONS = (
    "Chance alone decided who had which version, so neither the calendar nor the severity of patients is adjusted for.",
    "Patients count in the version that they were allocated to, also where another one was injected.",
    "Days without an entry are like the days with one, given the patient and the window; the difference is also given "
    "with headache likelier on missing days.",
    "Patients differ in level and in change, normally on the logit scale.",
)


@dataclass(frozen=True)
class StudyLook:
    """What a look saw; a negative effect means fewer headache days under B."""

    versions: tuple[str, str]
    look: int
    patients: tuple[int, int]
    effect: Interval
    logit: tuple[float, float]
    probability_better: float
    tail: float
    decision: str
    missing_shifts: tuple[tuple[float, float], ...]
    fit: Fit

    @property
    def sentence(self) -> str:
        """The figure in words."""
        a, b = self.versions
        more = "fewer" if self.effect.estimate < 0 else "more"
        return (
            f"Patients allocated to {b} had {abs(self.effect.estimate):.1f} {more} headache days per 28 than those "
            f"allocated to {a} (95 % interval {self.effect.low:+.1f} to {self.effect.high:+.1f}); a sceptic puts the "
            f"chance that {b} is better at {100 * self.probability_better:.0f} %."
        )


def look_at(windows: Windows, design: StudyDesign, versions: tuple[str, str], look: int) -> StudyLook:
    """The look of this number; NothingToEvaluate with what would suffice where an arm is too small."""
    found = estimate_allocated(windows)
    likelihood = Likelihood(windows)
    draws = draw(found, likelihood, clinic_prior(likelihood.names))
    estimate, error = found["version_b"], found.error("version_b")
    return StudyLook(
        versions=versions,
        look=look,
        patients=_patients(windows),
        effect=days_interval(found, draws, windows),
        logit=(estimate, error),
        probability_better=monitoring.sceptical(estimate, error).below_zero,
        tail=monitoring.tail_needed(design.looks, SCEPTICAL_SD**2 * design.information),
        decision=decide_look(design, look, estimate, error),
        missing_shifts=_missing(found, windows),
        fit=found,
    )


def _patients(windows: Windows) -> tuple[int, int]:
    under_b = np.unique(windows.patient[windows.design[:, windows.names.index("version_b")] > 0]).size
    return int(np.unique(windows.patient[windows.treated.astype(bool)]).size - under_b), int(under_b)


def _missing(found: Fit, windows: Windows) -> tuple[tuple[float, float], ...]:
    """The effect in days if headache were likelier on days without an entry, by each arm's own missing share."""
    missing_a, missing_b = spans_missing(windows)
    clinic = StudyClinic.of(found, 1.0)
    eta, sd, delta = clinic.intercept + clinic.treated, clinic.sd_treated, found["version_b"]
    return tuple(
        (shift, float(mean_days(eta + delta, sd, missing_b, shift) - mean_days(eta, sd, missing_a, shift)))
        for shift in MISSING_SHIFTS
    )


def look_to_json(found: StudyLook, windows: Windows, on: dt.date) -> dict[str, Any]:
    """The document that is kept with the question: as that of a comparison, without what chance made needless."""
    return {
        "n": dict(zip("AB", found.patients, strict=True)),
        "effect": {name: round(getattr(found.effect, name), DIGITS) for name in ("estimate", "low", "high")},
        "logit": {"estimate": round(found.logit[0], DIGITS), "se": round(found.logit[1], DIGITS)},
        "probability_better": round(found.probability_better, DIGITS),
        "monitoring": {
            "look": found.look,
            "e_value": round(monitoring.e_value(*found.logit), DIGITS),
            "tail_needed": round(found.tail, DIGITS),
            "decision": found.decision,
        },
        "missing_days": [{"shift": shift, "effect": round(days, DIGITS)} for shift, days in found.missing_shifts],
        "windows": len(windows.patient),
        "days_missing": int(np.sum(WINDOW_DAYS - windows.observed_days)),
        "sentence": found.sentence,
        "assumptions": list(ASSUMPTIONS),
        "convergence": found.fit.convergence.story,
        "on": on.isoformat(),
        "inputs": fingerprint(windows),
    }
