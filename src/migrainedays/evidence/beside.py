"""What stands beside a comparison: what else moved, what luck alone would show, and what would change the answer."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

import numpy as np

from migrainedays.evidence.compare import STEP, Comparison
from migrainedays.evidence.interval import Interval
from migrainedays.evidence.versions import VersionWindows

MOVERS = {
    "years": ("Drift", "A calendar year, under both versions and before treatment alike."),
    "cycle": ("Later sessions", "Each session after the first, up to the fourth."),
    "first_under_b": (
        "Severity",
        "Those who began under version B against the others, before treatment.",
    ),
    "treated": ("Treatment at all", "Months under version A against months before session 1."),
}


@dataclass(frozen=True)
class Mover:
    """Something else that moved headache days, on the logit scale; negative means fewer of them."""

    name: str
    title: str
    logit: Interval
    sentence: str


def movers_of(found: Comparison) -> tuple[Mover, ...]:
    """What the comparison allowed for, as far as it varied here."""
    names = [name for name in MOVERS if name in found.fit.names]
    return tuple(
        Mover(name, MOVERS[name][0], Interval.normal(found.fit[name], found.fit.error(name)), MOVERS[name][1])
        for name in names
    )


def luck_in_words(found: Comparison) -> str:
    """What clinics like this one would see where the versions do not differ."""
    reach = 0.5 * (found.effect.high - found.effect.low)
    return (
        f"Of 20 clinics like this one where the versions do not differ, 19 would see an adjusted difference between "
        f"{_days(-reach)} and {_days(reach)} headache days per 28. This one sees {_days(found.effect.estimate)}."
    )


def changes_in_words(found: Comparison, missing: int) -> tuple[str, ...]:
    """What would change the answer, each as a sentence; `missing` days of the windows have no entry."""
    low, high = found.step_drift_bound
    said = [
        f"A step of the whole clinic at the switch, of {STEP:g} logits either way, would put the answer between "
        f"{_days(low)} and {_days(high)}. The records cannot tell such a step from the version."
    ]
    (_, assumed), (worst, shifted) = found.missing_shifts[0], found.missing_shifts[-1]
    if missing:
        said.append(
            f"Were the odds of headache {np.exp(worst):.1f} times as high on days without an entry, the answer would "
            f"be {_days(shifted)} instead of {_days(assumed)}."
        )
    said.append("Four times as many patients would halve the interval.")
    said.append("Patients allotted by chance would make the step, the drift and the severity harmless.")
    return tuple(said)


def _days(number: float) -> str:
    """A difference with its sign to one decimal, and no sign that rounding left behind: never `-0.0`."""
    return f"{round(number, 1) + 0.0:+.1f}"


def fingerprint(windows: VersionWindows) -> str:
    """The hash of the windows that a comparison rests on, the same in whatever order they come."""
    held = [column for _, column in sorted(vars(windows).items()) if column is not None]
    rows = sorted(zip(*([round(float(cell), 6) for cell in column] for column in held), strict=True))
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def beside_to_json(found: Comparison, windows: VersionWindows) -> dict[str, Any]:
    """All of the above as a document."""
    observed = np.asarray(windows.observed_days)
    missing = int(np.sum(28 - observed[observed > 0]))
    return {
        "movers": [
            {
                "name": mover.name,
                "title": mover.title,
                **{part: round(getattr(mover.logit, part), 4) for part in ("estimate", "low", "high")},
                "sentence": mover.sentence,
            }
            for mover in movers_of(found)
        ],
        "luck": luck_in_words(found),
        "changes": list(changes_in_words(found, missing)),
        "windows": int(np.sum(observed > 0)),
        "days_missing": missing,
        "inputs": fingerprint(windows),
    }
