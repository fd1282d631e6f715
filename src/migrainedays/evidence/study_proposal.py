"""From the clinic's own courses to a proposal: how many patients, how long, with which power, and how sure that is."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from migrainedays.course import Course
from migrainedays.errors import NothingToEvaluate
from migrainedays.evidence.courses import windows_of
from migrainedays.evidence.fit import fit
from migrainedays.evidence.likelihood import Likelihood
from migrainedays.evidence.prior import clinic_prior
from migrainedays.evidence.study_clinic import FEWEST_PATIENTS, StudyClinic
from migrainedays.evidence.study_design import SEED, plan_study, power_of, run_study
from migrainedays.evidence.study_plan import Months, StudyDesign
from migrainedays.evidence.windows import arrange

STUDIES = 400
"""Whole studies drawn with the effect, and as many without: the share of either is known to within 5 points."""

STEPS = (0.0, 1.0, 2.0)
"""How many days more than the wish the differences are whose studies are shown beside each other."""

SHARES = (0.5, 0.75, 1.0, 1.25, 1.5)
"""Sizes beside the proposed one whose power is shown."""


@dataclass(frozen=True)
class Wish:
    """What is asked of a design; `days` is the difference of interest in headache days per 28, without sign."""

    days: float
    looks: int
    power: float
    patients_a_month: float
    months: Months


def clinic_of(courses: Iterable[Course], on: dt.date) -> StudyClinic:
    """The clinic as its patients' months before and under treatment show it; refused where they are too few."""
    known = [windows for course in courses if (windows := windows_of(course, on))]
    both = [windows for windows in known if windows[0].session == 0 and windows[-1].session > 0]
    if len(both) < FEWEST_PATIENTS:
        raise NothingToEvaluate(
            f"{len(both)} patients have a diary both before and after a first session here. How many a study would "
            f"take follows from how patients differ: at least {FEWEST_PATIENTS} with both are needed."
        )
    rows = [(place, window) for place, windows in enumerate(both) for window in windows]
    patient = np.array([place for place, _ in rows])
    treated = np.array([window.session > 0 for _, window in rows])
    days, observed = (np.array([getattr(w, name) for _, w in rows]) for name in ("headache_days", "observed_days"))
    likelihood = Likelihood(arrange(patient, treated, days, observed, {"treated": treated}))
    return StudyClinic.of(fit(likelihood, clinic_prior(likelihood.names)), float(observed.mean() / 28))


def plan(clinic: StudyClinic, wish: Wish) -> StudyDesign:
    """The smallest study that grants the wish."""
    return plan_study(
        clinic, wish.days, looks=wish.looks, patients_a_month=wish.patients_a_month, power=wish.power,
        months=wish.months,
    )  # fmt: skip


def other_differences(clinic: StudyClinic, wish: Wish) -> list[tuple[float, StudyDesign]]:
    """What a larger difference takes, the wished one first."""
    return [(wish.days + step, plan(clinic, replace(wish, days=wish.days + step))) for step in STEPS]


def draw_studies(clinic: StudyClinic, design: StudyDesign, studies: int | None = None) -> Iterator[tuple[bool, str]]:
    """Whole studies one after the other, first with the effect, then without: whether it was there, the decision."""
    for there, seed in ((True, SEED), (False, SEED + 1)):
        rng = np.random.default_rng(seed)
        for _ in range(studies or STUDIES):
            yield there, run_study(rng, clinic, design, design.effect if there else 0.0)


def proposal_to_json(
    clinic: StudyClinic,
    wish: Wish,
    designs: list[tuple[float, StudyDesign]],
    drawn: list[tuple[bool, str]],
) -> dict[str, Any]:
    """The proposal with all that it rests on; the first of the designs is proposed, `drawn` are its whole studies."""
    _, design = designs[0]
    found = [decision for there, decision in drawn if there]
    none = [decision for there, decision in drawn if not there]
    return {
        "clinic": asdict(clinic),
        "wish": asdict(wish),
        "design": asdict(design) | {"look_at": list(design.look_at)},
        "drawn": {
            "studies": len(found),
            "power": _share(found, "better"),
            "false_alarms": _share(none, "better") + _share(none, "worse"),
            "seed": SEED,
        },
        "differences": [{"days": days, "patients": one.patients, "months": one.months_needed} for days, one in designs],
        "sizes": [_size(design, wish, share) for share in SHARES],
    }


def _share(decisions: list[str], wanted: str) -> float:
    return decisions.count(wanted) / len(decisions)


def _size(design: StudyDesign, wish: Wish, share: float) -> dict[str, Any]:
    """A study of another size: its power and how long it would take."""
    patients = 2 * round(design.patients * share / 2)
    power, _ = power_of(design.effect, design.information * patients / design.patients, design.looks)
    months = patients / wish.patients_a_month + design.months.before + design.months.after
    return {"patients": patients, "power": power, "months": months, "proposed": patients == design.patients}
