"""Is one patient's result more than this patient could have had under the earlier protocol?

The clinic's windows under the earlier protocol give the model; the patient's own baseline gives the level; the
rest is what months and patients do by themselves. The best of many looks exceptional almost always, so the
figure corrected for how many courses were judged comes first.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.special import betaln, expit, gammaln

from migrainedays.errors import NothingToEvaluate
from migrainedays.evidence import spread
from migrainedays.evidence.compiled import Array, Ints
from migrainedays.evidence.fit import Fit, fit
from migrainedays.evidence.likelihood import Likelihood
from migrainedays.evidence.posterior import Draws, draw, draw_by_curvature
from migrainedays.evidence.prior import clinic_prior
from migrainedays.evidence.versions import LAST_CYCLE
from migrainedays.evidence.windows import Windows, arrange

EARLIER = "What is usual is what this clinic's patients had under the earlier protocol."
FEWEST_PATIENTS = 8
PARAMETER_DRAWS = 60
LEVELS = 41
"""Points of each level over which a patient's own levels are averaged."""

ETA = np.linspace(-9.0, 9.0, 145)
"""Levels at which the chance of the result is worked out; between them it is smooth."""

SEED = 7

INTEREST = 0.5
"""Improvement in logits that a further series should be able to show, with 80 % power at 5 % error."""

POWER_AND_ERROR = 0.8416 + 1.9600


@dataclass(frozen=True)
class OneCourse:
    """A patient's windows: headache days and observed days before treatment, and of the result to be judged.

    The result is one window or several after one session; what is judged is their total of headache days.
    """

    baseline_days: Ints
    baseline_observed: Ints
    result_days: Ints
    result_observed: Ints
    session: int = 1


@dataclass(frozen=True)
class Surprise:
    """How unusual a result is; `percentile` small = unusual, `corrected` for the best of `best_of` courses."""

    corrected: float
    best_of: int
    percentile: float
    severity_rank: tuple[int, int]
    more_needed: int
    assumptions: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The figure in words, the corrected one first."""
        twenty = round(20 * self.corrected)
        often = {0: "fewer than 1", 1: "1"}.get(twenty, str(twenty))
        best = f"would see a best result as good as this among {self.best_of} courses"
        alone = f"Taken alone its chance would be {100 * self.percentile:.1f} %"
        return (
            f"Of 20 clinics like this one where nothing changed, {often} {best}. {alone}, which counts only if this "
            f"course was named before it was seen. {self.more_needed} more patients like this one would show an "
            f"improvement of {INTEREST:g} logits, if there is one."
        )


@dataclass(frozen=True)
class EarlierProtocol:
    """The model of the clinic under its earlier protocol."""

    fit: Fit
    draws: Draws


def fit_earlier(windows: Windows) -> EarlierProtocol:
    """Fit the clinic's windows under the earlier protocol; the column `treated` must be among them."""
    treated = windows.treated.astype(bool)
    both = np.intersect1d(windows.patient[treated], windows.patient[~treated]).size
    if both < FEWEST_PATIENTS:
        have = "other patient has" if both == 1 else "other patients have"
        raise NothingToEvaluate(
            f"{both} {have} a diary before and after a session to compare with: at least {FEWEST_PATIENTS} are needed "
            "to know what is usual here."
        )
    for days, word in ((windows.headache_days, "without"), (windows.observed_days - windows.headache_days, "with")):
        if not days[treated].any():
            raise NothingToEvaluate(
                f"Every day that other patients entered under treatment was one {word} headache: where nothing varies "
                "nothing tells what is usual. Windows with days of both kinds are needed."
            )
    likelihood = Likelihood(windows)
    prior = clinic_prior(likelihood.names)
    found = fit(likelihood, prior)
    small = found.patients <= FEWEST_PATIENTS * 4
    return EarlierProtocol(found, draw(found, likelihood, prior) if small else draw_by_curvature(found))


def quick_percentile(earlier: EarlierProtocol, course: OneCourse) -> float:
    """The same at the best parameters alone: for ranking many courses."""
    return _under(earlier.fit.names, earlier.fit.parameters, course)


def percentile(earlier: EarlierProtocol, course: OneCourse, draws: int = PARAMETER_DRAWS) -> float:
    """Probability of a result at least this good (ties count half), averaged over what is believed."""
    rng = np.random.default_rng(SEED)
    drawn = rng.choice(len(earlier.draws.weights), draws, p=earlier.draws.weights)
    return float(np.mean([_under(earlier.fit.names, earlier.draws.values[k], course) for k in drawn]))


def _under(names: tuple[str, ...], parameters: Array, course: OneCourse) -> float:
    value = dict(zip(names, parameters, strict=True))
    sigma = spread.covariance(parameters[names.index("log_sd_level") :][:3])
    phi = math.exp(value["log_phi"])
    z = np.linspace(-5, 5, LEVELS)
    before = np.sqrt(sigma[0, 0]) * z
    height = -0.5 * z**2
    for y, n in zip(course.baseline_days, course.baseline_observed, strict=True):
        height = height + _log_chance(int(y), int(n), value["intercept"] + before, phi)
    weight = np.exp(height - height.max())
    weight /= weight.sum()
    slope = sigma[0, 1] / sigma[0, 0]
    left = np.sqrt(sigma[1, 1] - slope * sigma[0, 1])
    given = np.exp(-0.5 * z**2)
    fixed = value["intercept"] + value["treated"] + value.get("cycle", 0.0) * _cycle(course.session)
    treated = fixed + slope * before[:, None] + left * z
    chances = np.interp(treated, ETA, _at_least_as_good(course, phi))
    return float(weight @ chances @ (given / given.sum()))


def _log_chance(y: int | Ints, n: int, eta: Array, phi: float) -> Array:
    p = expit(eta)
    ways = gammaln(n + 1) - gammaln(y + 1) - gammaln(n - y + 1)
    return np.asarray(ways + betaln(y + phi * p, n - y + phi * (1 - p)) - betaln(phi * p, phi * (1 - p)))


def _at_least_as_good(course: OneCourse, phi: float) -> Array:
    """P(fewer days in all) + half P(as many), at each level of ETA."""
    total = _distribution(tuple(int(n) for n in course.result_observed), phi)
    y = int(np.sum(course.result_days))
    return np.asarray(total[:y].sum(axis=0) + 0.5 * total[y])


@lru_cache(maxsize=8)
def _distribution(observed: tuple[int, ...], phi: float) -> Array:
    """P(k headache days in all) of windows with these observed days: (sum + 1, levels)."""
    total = np.ones((1, ETA.size))
    for n in observed:
        month = np.exp(_log_chance(np.arange(n + 1)[:, None], n, ETA, phi))
        longer = np.zeros((total.shape[0] + n, ETA.size))
        for k in range(n + 1):
            longer[k : k + total.shape[0]] += month[k] * total
        total = longer
    return total


def correct_for_best(percentile: float, courses: int) -> float:
    """Chance that the best of so many courses, all alike, would be at least this good.

    >>> round(correct_for_best(0.05, 20), 2)
    0.64
    """
    return float(-np.expm1(courses * np.log1p(-min(percentile, 1 - 1e-15))))


def more_needed(earlier: EarlierProtocol, course: OneCourse) -> int:
    """Patients of this kind after whom an improvement of INTEREST would be seen with 80 % power."""
    names, parameters = earlier.fit.names, earlier.fit.parameters
    sigma = spread.covariance(parameters[names.index("log_sd_level") :][:3])
    left = sigma[1, 1] - sigma[0, 1] ** 2 / sigma[0, 0]
    cycle = earlier.fit["cycle"] * _cycle(course.session) if "cycle" in names else 0.0
    p = float(expit(earlier.fit["intercept"] + earlier.fit["treated"] + cycle))
    phi, n = math.exp(earlier.fit["log_phi"]), np.asarray(course.result_observed, float)
    months = 1.0 / float(np.sum((phi + 1) * n * p * (1 - p) / (phi + n)))
    known = INTEREST / POWER_AND_ERROR
    room = known**2 - earlier.fit.error("treated") ** 2
    if room <= 0:
        room = known**2 / 4
    return math.ceil(float((left + months) / room))


def judge(
    windows: Windows, course: OneCourse, courses: int, severity: Array, own_severity: float, usual: str = EARLIER
) -> Surprise:
    """How unusual the course is under the earlier protocol whose windows these are; `usual` says what they are.

    `courses` were judged at the same session, this one included; `severity` are their baseline rates
    (headache days per 28, this one included), `own_severity` this patient's.
    """
    if not np.sum(course.result_observed) or not np.sum(course.baseline_observed):
        raise NothingToEvaluate(
            "This patient has no diary before the first session, or none after the session judged: at least one "
            "entry in each of both months is needed."
        )
    if not np.sum(course.baseline_days):
        raise NothingToEvaluate(
            "This patient had no headache on any day entered before the first session: nothing could become fewer. A "
            "month before it with headache days is needed."
        )
    earlier = fit_earlier(windows)
    share = percentile(earlier, course)
    rank = 1 + int(np.sum(np.asarray(severity) > own_severity))
    return Surprise(
        corrected=correct_for_best(share, courses),
        best_of=courses,
        percentile=share,
        severity_rank=(rank, len(severity)),
        more_needed=more_needed(earlier, course),
        assumptions=(
            usual,
            "All courses judged at the same session count, also those that nobody remarked on.",
            "Later sessions may work better or worse by the same logit each, up to the fourth.",
            "Days without an entry are like the days with one.",
        ),
    )


def earlier_windows(
    patient: Ints, session: Ints, headache_days: Ints, observed_days: Ints, month: Ints | None = None
) -> Windows:
    """Windows under the earlier protocol, `session` 0 before the first; later sessions may do better or worse.

    `month` counts the months since that session from 0: a result of a first month is held against first months.
    """
    session = np.asarray(session)
    treated = (session > 0).astype(float)
    columns = {"treated": treated, "cycle": treated * _cycle(session)}
    if month is not None:
        columns |= {"month_2": treated * (np.asarray(month) == 1), "month_3": treated * (np.asarray(month) >= 2)}
    varying = {name: column for name, column in columns.items() if np.ptp(column) > 0}
    return arrange(patient, treated, headache_days, observed_days, varying)


def _cycle(session: Ints | int) -> Ints:
    """Sessions before this one, as the model counts them."""
    return np.clip(session, 1, LAST_CYCLE) - 1
