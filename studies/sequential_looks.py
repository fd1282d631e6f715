"""Does looking several times cry wolf, where nothing but the calendar and the patients changed?

Design. Clinics of studies/switching_clinic.py (sequential switch, drift -0.25 logit a year, severity shift -0.3),
effect 0 for false alarms, -0.5 logit for power. Five declared looks at 1.8, 2.1, 2.4, 2.7 and 3.0 years, each with
the windows that had ended by then; fifty looks evenly over the same span. At each look the product's model
is fitted anew and the product's decision is taken; a look at which the model cannot answer decides nothing.
Beside it, on the same clinics: each look at p < 0.05, and the difference of patients' means (naive). The rule was
made with other clinics than these: seeds here begin at eleven millions, and no run before this one saw them.

    python -m studies.sequential_looks [--short]
"""

import numpy as np

from migrainedays.errors import NothingToEvaluate
from migrainedays.evidence import monitoring
from migrainedays.evidence.compare import estimate_effect
from migrainedays.evidence.naive import naive_difference
from migrainedays.evidence.question import Question
from migrainedays.evidence.versions import VersionWindows
from studies.bars import Bar, report
from studies.switching_clinic import SWITCH, YEARS, draw_clinic, until

FALSE_ALARM_SEED, POWER_SEED = 11_000_001, 12_000_001
RULES = ("declared", "e_value", "each", "naive")


def look_times(looks: int) -> np.ndarray:
    """Evenly from 0.3 years after the switch to the end."""
    return np.linspace(SWITCH + 0.3, YEARS, looks)


def run_clinic(seed: int, effect: float, looks: int) -> dict[str, bool]:
    """Which rule ever said that the versions differ, in either direction."""
    windows, said = draw_clinic(seed, effect), dict.fromkeys(RULES, False)
    for look, year in enumerate(look_times(looks), 1):
        try:
            said = _after_look(said, until(windows, year), looks, look)
        except NothingToEvaluate:
            continue
    return said


def _after_look(said: dict[str, bool], windows: VersionWindows, looks: int, look: int) -> dict[str, bool]:
    estimate, error = estimate_effect(windows, ("A", "B"))
    declared = monitoring.decide(Question("p", ("A", "B"), looks=looks), look, estimate, error)
    unlimited = monitoring.decide(Question("p", ("A", "B")), look, estimate, error)
    _, low, high = naive_difference(windows)
    return {
        "declared": said["declared"] or declared != "go_on",
        "e_value": said["e_value"] or unlimited != "go_on",
        "each": said["each"] or abs(estimate / error) > 1.96,
        "naive": said["naive"] or low > 0 or high < 0,
    }


def run(clinics: int, effect: float, looks: int, first_seed: int) -> dict[str, float]:
    """Share of clinics in which each rule ever spoke."""
    runs = [run_clinic(first_seed + number, effect, looks) for number in range(clinics)]
    return {rule: float(np.mean([run[rule] for run in runs])) for rule in RULES}


def study(short: bool) -> list[Bar]:
    """2,000 clinics at five looks and at fifty, for power 1,000 and 300; 60 and 4, 30 and 2 in the short form."""
    bars = []
    for looks, clinics, others in ((5, 60, 30), (50, 4, 2)) if short else ((5, 2000, 1000), (50, 2000, 300)):
        alarms = run(clinics, 0.0, looks, FALSE_ALARM_SEED)
        most = 0.0475 if looks == 5 else 0.05
        for rule in ("declared", "e_value"):
            met = None if short else alarms[rule] <= most
            figure = f"{alarms[rule]:.4f} of {clinics:,} clinics (at most {most})"
            bars.append(Bar("refinement 6", f"false alarms, {looks} looks, {rule}", figure, met))
        for rule in ("each", "naive"):
            bars.append(
                Bar("refinement 6", f"false alarms, {looks} looks, {rule} p < 0.05", f"{alarms[rule]:.4f}", None)
            )
        power = run(others, -0.5, looks, POWER_SEED)
        met = power["declared"] >= 0.60 if looks == 5 and not short else None
        figure = f"{power['declared']:.3f} of {others:,} (at least 0.60 at 5 looks); e-value {power['e_value']:.3f}"
        bars.append(Bar("refinement 6", f"power at -0.5 logit, {looks} looks", figure, met))
    return bars


if __name__ == "__main__":
    report("sequential_looks", study)
