"""Is version B better than version A, or was it the calendar, the patients, or luck?"""

from dataclasses import dataclass

import numpy as np

from migrainedays.evidence import monitoring
from migrainedays.evidence.compiled import Array
from migrainedays.evidence.effect import mean_days, response_share
from migrainedays.evidence.fit import Fit, fit
from migrainedays.evidence.interval import Interval
from migrainedays.evidence.likelihood import Likelihood
from migrainedays.evidence.naive import naive_difference
from migrainedays.evidence.posterior import Draws, draw, quantile
from migrainedays.evidence.prior import clinic_prior
from migrainedays.evidence.question import Question
from migrainedays.evidence.robust import robust_error, widened
from migrainedays.evidence.versions import POOLED_SD, VersionWindows, check_enough, model_windows, pooled
from migrainedays.evidence.windows import Windows

STEP = 0.2
"""The hidden step change, in logits either way, whose consequence is shown."""

MISSING_SHIFTS = (0.0, 0.5, 1.0)
"""How much higher the log odds of headache may be on days without an entry."""

RESPONSE_DRAWS = 100


@dataclass(frozen=True)
class Monitoring:
    """Where the question stands after this look."""

    looks_declared: int | None
    look: int
    e_value: float
    margin: float | None
    decision: str
    tail_needed: float | None


@dataclass(frozen=True)
class Comparison:
    """The answer; negative effects mean fewer headache days under B."""

    question: Question
    patients: dict[str, int]
    naive: Interval
    effect: Interval
    response: Interval
    logit: tuple[float, float]
    probability_better: float
    monitoring: Monitoring
    step_drift_bound: tuple[float, float]
    missing_shifts: tuple[tuple[float, float], ...]
    fit: Fit
    assumptions: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The figure in words."""
        more = "fewer" if self.effect.estimate < 0 else "more"
        (a, b), chance = self.question.versions, self.probability_better
        return (
            f"Patients had {abs(self.effect.estimate):.1f} {more} headache days per 28 under {b} than under {a} "
            f"(95 % interval {self.effect.low:+.1f} to {self.effect.high:+.1f}); a sceptic puts the chance that it is "
            f"better at {100 * chance:.0f} %."
        )

    @property
    def missing_sentence(self) -> str:
        """What missing days could hide, in words."""
        (_, assumed), *others = self.missing_shifts
        told = " and ".join(f"{effect:+.1f} if {np.exp(shift):.1f} times as high" for shift, effect in others)
        return (
            f"With the same odds of headache on days without an entry the effect is {assumed:+.1f} days, {told} there."
        )


def estimate_effect(windows: VersionWindows, versions: tuple[str, str]) -> tuple[float, float]:
    """Effect of version B on the logit scale and its standard error, and nothing else."""
    check_enough(windows, versions)
    likelihood = Likelihood(model_windows(windows))
    found = fit(likelihood, clinic_prior(likelihood.names, pooled(likelihood.names)))
    return found["version_b"], robust_error(found, likelihood, "version_b")


def compare(windows: VersionWindows, question: Question, look: int = 1) -> Comparison:
    """Version B against version A; raises NothingToEvaluate with what would suffice."""
    check_enough(windows, question.versions)
    data = model_windows(windows)
    likelihood = Likelihood(data)
    prior = clinic_prior(likelihood.names, pooled(likelihood.names))
    found = fit(likelihood, prior)
    estimate, error = found["version_b"], robust_error(found, likelihood, "version_b")
    draws = widened(draw(found, likelihood, prior), found, "version_b", error)
    belief = monitoring.sceptical(estimate, error)
    effect = days_interval(found, draws, data)
    return Comparison(
        question=question,
        patients=windows.count(),
        naive=Interval(*naive_difference(windows)),
        effect=effect,
        response=_response_interval(found, draws, data),
        logit=(estimate, error),
        probability_better=belief.below_zero,
        monitoring=_monitor(question, look, estimate, error, effect),
        step_drift_bound=_step_bound(found, data),
        missing_shifts=_missing_shifts(found, data, windows),
        fit=found,
        assumptions=_assumptions(data),
    )


def _typical(data: Windows, names: tuple[str, ...], values: Array) -> tuple[Array, Array]:
    """Linear predictor of the average treated window without version B; and of the average untreated one."""
    treated = data.treated.astype(bool)
    rows = [data.design[treated].mean(axis=0), data.design[~treated].mean(axis=0)]
    for row in rows:
        for at, name in enumerate(data.names):
            if name == "version_b" or name.startswith("other_"):
                row[at] = 0.0
    coefficients = values[..., : len(data.names)]
    return coefficients @ rows[0], coefficients @ rows[1]


def _sd_treated(names: tuple[str, ...], values: Array) -> Array:
    """SD between patients under treatment, for each set of parameters."""
    sd0, sd1 = (np.exp(values[..., names.index(name)]) for name in ("log_sd_level", "log_sd_change"))
    rho = np.tanh(values[..., names.index("z_correlation")])
    return np.asarray(np.sqrt(sd0**2 + 2 * rho * sd0 * sd1 + sd1**2))


def _days(data: Windows, names: tuple[str, ...], values: Array, extra: float = 0.0) -> Array:
    """Effect in headache days per 28; `extra` is added to the effect on the logit scale."""
    eta, _ = _typical(data, names, values)
    delta, sd = values[..., names.index("version_b")] + extra, _sd_treated(names, values)
    return mean_days(eta + delta, sd) - mean_days(eta, sd)


def days_interval(found: Fit, draws: Draws, data: Windows) -> Interval:
    """The effect of version B in headache days per 28 with its 95 % interval."""
    spread = _days(data, found.names, draws.values)
    low, high = quantile(spread, draws.weights, (0.025, 0.975))
    return Interval(float(_days(data, found.names, found.parameters)), float(low), float(high))


def _response_interval(found: Fit, draws: Draws, data: Windows) -> Interval:
    """Difference in the share of patients who halve their headache days."""
    rng = np.random.default_rng(draws.values.shape[0])
    values = draws.values[rng.choice(len(draws.weights), RESPONSE_DRAWS, p=draws.weights)]
    values = np.vstack([found.parameters, values])
    treated, before = _typical(data, found.names, values)
    at = len(data.names)
    spreads, log_phi = values[:, at : at + 3], values[:, at + 3]
    under_a = response_share(before, treated, spreads, log_phi)
    under_b = response_share(before, treated + values[:, found.names.index("version_b")], spreads, log_phi)
    difference = under_b - under_a
    return Interval(float(difference[0]), *(float(q) for q in np.quantile(difference[1:], (0.025, 0.975))))


def _step_bound(found: Fit, data: Windows) -> tuple[float, float]:
    low, high = sorted(float(_days(data, found.names, found.parameters, extra)) for extra in (-STEP, STEP))
    return low, high


def _missing_shifts(found: Fit, data: Windows, windows: VersionWindows) -> tuple[tuple[float, float], ...]:
    """Effect in days if headache were likelier on days without an entry, by each version's missing share."""
    seen = np.asarray(windows.observed_days) / 28.0
    missing_a, missing_b = (float(1 - seen[under].mean()) for under in windows.under)
    eta, _ = _typical(data, found.names, found.parameters)
    sd, delta = _sd_treated(found.names, found.parameters), found["version_b"]
    return tuple(
        (shift, float(mean_days(eta + delta, sd, missing_b, shift) - mean_days(eta, sd, missing_a, shift)))
        for shift in MISSING_SHIFTS
    )


def _monitor(question: Question, look: int, estimate: float, error: float, effect: Interval) -> Monitoring:
    decision = monitoring.decide(question, look, estimate, error)
    within = question.margin is not None and max(abs(effect.low), abs(effect.high)) < question.margin
    if decision == "go_on" and within:
        decision = "no_difference_of_interest"
    tail = monitoring.tail_at(question, look, error)
    e_value = monitoring.e_value(estimate, error)
    return Monitoring(question.looks, look, e_value, question.margin, decision, tail)


def _assumptions(data: Windows) -> tuple[str, ...]:
    said = [
        "Days without an entry are like the days with one, given the patient and the window; the effect is also "
        "given with headache likelier on missing days.",
        "Patients differ in level and in change, normally on the logit scale.",
        f"A step change of the whole clinic at the switch cannot be told apart from the version: one of {STEP:g} "
        "logits either way would move the effect to the bounds given.",
    ]
    if "years" in data.names:
        said.append("A drift over calendar time is a straight line on the logit scale, the same under both versions.")
    if "first_under_b" in data.names:
        said.append("Patients who began under B may differ in severity; their own baselines say by how much.")
    if "month_2" in data.names:
        said.append("Within a cycle the months differ alike for all, as an effect that wears off makes them.")
    if "cycle" in data.names:
        said.append("Later sessions may work better or worse by the same logit each, up to the fourth.")
    if pooled(data.names):
        said.append(
            "Sessions of the protocol under neither are taken along; what they did beside A is pooled towards nothing, "
            f"with {POOLED_SD:g} logits either way."
        )
    return tuple(said)
