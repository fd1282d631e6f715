"""What the commands say of simulated clinics, held against what was true and what came.

Design. Clinics are written by `simulate`: 40 to 120 patients, effects of 0, -0.3 and -0.6 logit, drift of the calendar,
severer patients after the switch, a run-in month or none, every fourth with a fifth of its days lost. Nothing but
the commands judges them. `compare`: at five declared looks, the folder asked about five days; the 95 % interval of the
last against the effect of truth.json, and whether any look took a decision. `surprise`, where version 2 adds nothing:
the result that a physician would pick, the greatest fall of the clinic by `evaluate`; and the most severe patient, who
is given a month without headache. `forecast` and `evaluate --chance`: the folder is
cut at a day, a patient's coming months are foretold, and what was lived afterwards is read from the whole folder.
Windows of fewer than 20 entries are held against nothing. Shares stand with their exact 95 % interval; a bar is met
where that interval does not contradict it.

    python -m studies.through_commands [--short]
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.stats import binomtest

from migrainedays.evidence.monitoring import E_VALUE_NEEDED
from migrainedays.windows import DAY
from studies.bars import Bar, report
from studies.commanded_clinics import Lived, ask, days_of, lived_days, lose_days, plant_freedom, simulated, until

CUT = dt.date(2024, 6, 30)
LOOKS = tuple(dt.date(2024, 7, 1) + 150 * DAY * look for look in range(5))
FIRST_SEED = 31_000_001
BELOW, MONTHS, BINS = 15, 3, 5
WORLDS: tuple[dict[str, Any], ...] = (
    {"patients": 60},
    {"patients": 100, "effect": -0.6, "drift": -0.25, "severity_shift": -0.3},
    {"patients": 40, "enrol": "worst", "drift": 0.25},
    {"patients": 120, "effect": -0.3, "severity_shift": 0.3, "enrol": "run-in"},
    {"patients": 80, "drift": -0.25, "severity_shift": 0.3},
    {"patients": 60, "effect": -0.6, "enrol": "worst"},
)


@dataclass
class Found:
    """What the commands said beside what was true or came, of all clinics.

    compared   effect on the logit scale that is true, estimate, its error; whether any look took a decision, and
               whether one would that may look without a limit
    picked     percentile and corrected figure of each clinic's greatest fall; planted: corrected figures
    inside     by forecast, the share of windows inside the 80 % band
    chances    that the next three windows stay below 15: foretold, came, and what the present state says
    responses  chance of a first response at a session that was still open, and whether it came there
    """

    compared: list[tuple[float, float, float, bool, bool]] = field(default_factory=list)
    picked: list[tuple[float, float]] = field(default_factory=list)
    planted: list[float] = field(default_factory=list)
    inside: list[float] = field(default_factory=list)
    windows: int = 0
    chances: list[tuple[float, bool, bool]] = field(default_factory=list)
    responses: list[tuple[float, bool]] = field(default_factory=list)
    silent: int = 0


def look_at_clinic(number: int, followed: int, found: Found) -> None:
    """All four commands on one clinic; `followed` patients are forecast."""
    with simulated(seed=FIRST_SEED + number, **WORLDS[number % len(WORLDS)]) as (folder, truth):
        lived, whole = lived_days(folder), ask("evaluate", folder)
        if number % 4 == 3:
            lose_days(folder, 0.2, number)
        _compare(folder, truth, found)
        _foretell(until(folder, CUT), whole, lived, followed, found)
        if not truth["effect_logit"]:
            _pick(folder, whole, found)


def _compare(folder: Path, truth: Any, found: Found) -> None:
    words = ("--protocol", truth["protocol"], "--versions", *truth["versions"], "--looks", len(LOOKS))
    looks = [ask("compare", folder, *words, "--look", n, "--on", on) for n, on in enumerate(LOOKS, 1)]
    if looks[-1] is None:
        found.silent += 1
        return
    monitored = [said["monitoring"] for said in looks if said is not None]
    decided = any(one["decision"] != "go_on" for one in monitored)
    unlimited = any(one["e_value"] >= E_VALUE_NEEDED for one in monitored)
    logit = looks[-1]["logit"]
    found.compared.append((truth["effect_logit"], logit["estimate"], logit["se"], decided, unlimited))


# -- surprise ----------------------------------------------------------------------------------------------
def _pick(folder: Path, whole: Any, found: Found) -> None:
    """The greatest fall of the clinic; and the most severe patient, with a month of freedom planted."""
    falls = sorted(_falls(whole))
    picked = ask("surprise", folder, "--patient", falls[-1].patient)
    found.picked.append((picked["percentile"], picked["corrected"]))
    _, patient, on, _ = max(falls, key=lambda fall: fall.before)
    plant_freedom(folder, patient, on)
    found.planted.append(ask("surprise", folder, "--patient", patient)["corrected"])


class _Fall(NamedTuple):
    days: float
    patient: str
    on: dt.date
    before: float


def _falls(whole: Any) -> Iterator[_Fall]:
    """Days per 28 by which the first month after each patient's latest session lies below the baseline."""
    for patient in whole["patients"]:
        sessions = patient["sessions"]
        windows = [patient["baseline"], sessions[-1]["first"]] if sessions else []
        if windows and all(window["quality"] == "evaluable" for window in windows):
            before, after = (28 * window["headache_days"]["observed"] / window["entries"] for window in windows)
            yield _Fall(before - after, patient["patient"], dt.date.fromisoformat(sessions[-1]["date"]), before)


# -- forecast, and the chance beside the cycle -------------------------------------------------------------
def _foretell(known: Path, whole: Any, lived: Lived, followed: int, found: Found) -> None:
    """What is said on the day of the cut of those with a chance beside their cycle, and what came."""
    judged = ask("evaluate", known, "--chance", "--on", CUT)["patients"]
    there = [one for one in judged if one["cycle"]["probability"] is not None and CUT + DAY in lived[one["patient"]]]
    for one in there:
        came = [days_of(lived, one["patient"], CUT + DAY + 28 * n * DAY) for n in range(MONTHS)]
        known_days = [days for days in came if days is not None]
        if len(known_days) == MONTHS:
            below = one["cycle"]["state"] in ("broken", "holding")
            found.chances.append((one["cycle"]["probability"], max(known_days) < BELOW, below))
    later = {patient["patient"]: patient for patient in whole["patients"]}
    for one in there[:: max(1, len(there) // followed)][:followed]:
        said = ask("forecast", known, "--patient", one["patient"], "--on", CUT)
        _held_against(said, lived, found)
        found.responses += _responses(said, later[one["patient"]])


def _held_against(said: Any, lived: Lived, found: Found) -> None:
    inside = []
    for window in said["windows"]:
        days = days_of(lived, said["patient"], dt.date.fromisoformat(window["from"]))
        if days is not None:
            inside.append(window["p10"] <= round(days) <= window["p90"])
    if inside:
        found.inside.append(sum(inside) / len(inside))
        found.windows += len(inside)


def _responses(said: Any, later: Any) -> Iterator[tuple[float, bool]]:
    """Each first response that was still open on the day of the cut, as far as it could be judged later."""
    none_yet = True
    for session in later["sessions"][:3]:
        if session["reduction_from_baseline"] is None:
            return
        came = none_yet and Fraction(session["reduction_from_baseline"]) >= Fraction(1, 2)
        chance = said["first_response"][str(session["session"])]
        if chance is not None and 0 < chance < 1:
            yield chance, came
        none_yet &= not came


# -- bars --------------------------------------------------------------------------------------------------
def study(short: bool) -> list[Bar]:
    """36 clinics, 6 patients of each forecast; 3 and 2 in the short form."""
    found = Found()
    for number in range(3 if short else 36):
        look_at_clinic(number, 2 if short else 6, found)
    bars = [*_of_compare(found), *_of_surprise(found), *_of_forecast(found)]
    return [replace(bar, met=None) for bar in bars] if short else bars


def _share(hits: Sequence[bool] | np.ndarray) -> tuple[str, float, float]:
    """A share in words, and the ends of its exact 95 % interval."""
    exact = binomtest(int(np.sum(hits)), len(hits)).proportion_ci()
    return f"{np.mean(hits):.1%} of {len(hits)} ({exact.low:.1%} to {exact.high:.1%})", exact.low, exact.high


def _of_compare(found: Found) -> Iterator[Bar]:
    true, estimate, error, decided, unlimited = np.array(found.compared).T
    covered, low, high = _share(np.abs(estimate - true) <= 1.96 * error)
    yield Bar("commands 1", "compare: true effect in the 95 % interval", f"{covered}; 95 %", low <= 0.95 <= high)
    off, spread = float(np.mean(estimate - true)), float(np.std(estimate - true) / np.sqrt(len(true)))
    said = f"{off:+.3f} logit (SE {spread:.3f}); {found.silent} clinics without an answer"
    yield Bar("commands 1", "compare: bias", said, abs(off) <= 0.03 + 1.96 * spread)
    for what, called in (("five declared looks", decided), ("looks without a limit", unlimited)):
        false, low, _ = _share(called[true == 0] > 0)
        yield Bar(
            "commands 1", f"compare: a decision where nothing differs, {what}", f"{false}; at most 5 %", low <= 0.05
        )
        for effect in sorted(set(true[true < 0])):
            told = _share(called[true == effect] > 0)[0]
            yield Bar("commands 1", f"compare: a decision at {effect} logit, {what}", told, None)


def _of_surprise(found: Found) -> Iterator[Bar]:
    raw, corrected = np.array(found.picked).T
    yield Bar("commands 2", "surprise: greatest fall, percentile below 0.05", _share(raw < 0.05)[0], None)
    false, low, _ = _share(corrected < 0.05)
    yield Bar("commands 2", "surprise: greatest fall, corrected below 0.05", f"{false}; at most 6.5 %", low <= 0.065)
    planted = _share(np.array(found.planted) < 0.05)[0]
    yield Bar("commands 2", "surprise: a planted month of freedom, corrected below 0.05", planted, None)


def _of_forecast(found: Found) -> Iterator[Bar]:
    inside = np.array(found.inside)
    middle, error = float(inside.mean()), float(inside.std() / np.sqrt(len(inside)))
    said = f"{middle:.1%} (SE {error:.1%}) of {found.windows} windows of {len(inside)} patients; 80 %"
    yield Bar("commands 3", "forecast: windows in the 80 % band", said, abs(middle - 0.8) <= 0.02 + 1.96 * error)
    chance, came, below = np.array(found.chances, float).T
    bins = np.array_split(np.argsort(chance, kind="stable"), BINS)
    apart = sum(len(at) * abs(chance[at].mean() - came[at].mean()) for at in bins) / len(chance)
    said = f"{apart:.3f} over {BINS} bins of {len(chance)} patients"
    yield Bar("commands 4", "evaluate --chance: calibration error", said, None)
    brier, rule = float(np.mean((chance - came) ** 2)), float(np.mean((below - came) ** 2))
    yield Bar("commands 4", "evaluate --chance: Brier", f"{brier:.3f}; by the present state {rule:.3f}", brier < rule)
    foretold, lived = np.array(found.responses, float).T
    error = float(np.sqrt(np.sum(foretold * (1 - foretold))))
    said = f"{lived.sum():.0f} came, {foretold.sum():.1f} foretold (SE {error:.1f}), of {len(lived)}"
    yield Bar("commands 5", "forecast: first responses", said, abs(lived.sum() - foretold.sum()) <= 1.96 * error)


if __name__ == "__main__":
    report("through_commands", study)
