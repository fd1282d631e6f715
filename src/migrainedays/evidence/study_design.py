"""How many patients a fair comparison of two versions takes in this clinic, how long, and with which looks.

What one patient tells is found by drawing small studies of this clinic and fitting them as the product would: the
information of a study grows with its patients. With that, looks are drawn as a random path, which takes no time, until
the smallest study is found that finds the effect often enough. `verify` draws whole studies, looks and fits included,
and says what the design's promise is worth.
"""

from functools import lru_cache

import numpy as np

from migrainedays.errors import Impossible, NothingToEvaluate
from migrainedays.evidence import monitoring
from migrainedays.evidence.allocation import ARMS, SECRET_BYTES, arms
from migrainedays.evidence.compiled import Ints
from migrainedays.evidence.question import SCEPTICAL_SD
from migrainedays.evidence.study_clinic import StudyClinic, draw_study, estimate_allocated
from migrainedays.evidence.study_plan import Months, StudyDesign

PILOT_PATIENTS, PILOTS = 80, 24
"""Size and number of the small studies that say what a patient tells."""

PATHS = 40_000
MOST_PATIENTS = 2_000
SEED = 40


def information_of(clinic: StudyClinic, effect: float, months: Months, seed: int = SEED) -> float:
    """What one patient adds to the inverse variance of the effect."""
    rng = np.random.default_rng(seed)
    under = np.arange(PILOT_PATIENTS) % len(ARMS) == 1
    fits = [estimate_allocated(draw_study(rng, clinic, under, effect, months)) for _ in range(PILOTS)]
    return float(np.mean([found.error("version_b") ** -2.0 for found in fits])) / PILOT_PATIENTS


def decide_path(effect: float, information: float, looks: int, seed: int = SEED) -> dict[str, float]:
    """How often each decision is reached by a study that ends with so much information."""
    share = np.arange(1, looks + 1) / looks
    steps = np.random.default_rng(seed).normal(size=(PATHS, looks)) * np.sqrt(information / looks)
    estimate = effect + np.cumsum(steps, axis=1) / (information * share)
    error = (information * share) ** -0.5
    tail = monitoring.tail_needed(looks, SCEPTICAL_SD**2 * information)
    precise = error**-2.0
    mean = estimate * precise / (precise + SCEPTICAL_SD**-2.0)
    away = mean * np.sqrt(precise + SCEPTICAL_SD**-2.0)
    crossed = np.abs(away) > _critical(tail)
    first = crossed.argmax(axis=1)
    side = np.where(crossed.any(axis=1), np.sign(away[np.arange(PATHS), first]), 0.0)
    return {"better": float(np.mean(side < 0)), "worse": float(np.mean(side > 0))}


def _critical(tail: float) -> float:
    from scipy.special import ndtri  # with scipy only where a study is planned

    return float(ndtri(tail))


def power_of(effect: float, information: float, looks: int) -> tuple[float, float]:
    """Chance to call B better if the effect is true, and to call either better if there is none."""
    found, none = decide_path(effect, information, looks), decide_path(0.0, information, looks)
    return found["better"], none["better"] + none["worse"]


def plan_study(
    clinic: StudyClinic,
    days: float,
    *,
    looks: int,
    patients_a_month: float,
    power: float = 0.8,
    months: Months | None = None,
) -> StudyDesign:
    """The smallest study that finds an improvement of so many headache days per 28 with this power."""
    months = months or Months()
    for name, value in (("days", days), ("patients_a_month", patients_a_month)):
        if value <= 0:
            raise Impossible("study", name, value, "is above zero: without it there is no patient and no study")
    if looks < 1 or not 0 < power < 1:
        raise Impossible("study", "looks" if looks < 1 else "power", looks, "a look is needed, and a power below one")
    effect = clinic.logit(-days)
    each = _information(clinic, round(effect, 6), months)
    size = _smallest(effect, each, looks, power)
    reached, false_alarms = power_of(effect, each * size, looks)
    lasts = size / patients_a_month + months.before + months.after
    return StudyDesign(effect, -days, size, looks, months, each * size, reached, false_alarms, lasts)


@lru_cache(maxsize=64)
def _information(clinic: StudyClinic, effect: float, months: Months) -> float:
    return information_of(clinic, effect, months)


def _smallest(effect: float, each: float, looks: int, power: float) -> int:
    if power_of(effect, each * MOST_PATIENTS, looks)[0] < power:
        raise NothingToEvaluate(
            f"More than {MOST_PATIENTS} patients would be needed to find so small a difference here: a larger one, or "
            "more clinics, would suffice."
        )
    low, high = 2 * looks, MOST_PATIENTS
    while high - low > 1:
        middle = (low + high) // 2
        enough = power_of(effect, each * middle, looks)[0] >= power
        low, high = (low, middle) if enough else (middle, high)
    return high + high % 2


def run_study(rng: np.random.Generator, clinic: StudyClinic, design: StudyDesign, effect: float) -> str:
    """One whole study, by the allocation of the product: `better`, `worse`, or `go_on` after its last look."""
    under = _allocated(rng, design.patients)
    windows = draw_study(rng, clinic, under, effect, design.months)
    start = None
    for look, complete in enumerate(design.look_at, 1):
        try:
            found = estimate_allocated(windows.take(windows.patient < complete), start)
        except NothingToEvaluate:
            continue  # a look that cannot be answered decides nothing and is used up
        start = found.parameters
        decision = decide_look(design, look, found["version_b"], found.error("version_b"))
        if decision != "go_on":
            return decision
    return "go_on"


def decide_look(design: StudyDesign, look: int, estimate: float, error: float) -> str:
    """The decision at a look, by the tail that the design fixed before."""
    belief = monitoring.sceptical(estimate, error).below_zero
    if max(belief, 1 - belief) <= monitoring.tail_needed(design.looks, SCEPTICAL_SD**2 * design.information):
        return "go_on"
    return "better" if estimate < 0 else "worse"


def _allocated(rng: np.random.Generator, patients: int) -> Ints:
    drawn = arms(rng.bytes(SECRET_BYTES), "drawn")
    return np.array([next(drawn) == ARMS[1] for _ in range(patients)])


def verify(clinic: StudyClinic, design: StudyDesign, effect: float, studies: int, seed: int = SEED) -> dict[str, float]:
    """Share of drawn studies by decision, if the effect is this."""
    rng = np.random.default_rng(seed)
    ends = [run_study(rng, clinic, design, effect) for _ in range(studies)]
    return {decision: ends.count(decision) / studies for decision in ("better", "worse", "go_on")}
