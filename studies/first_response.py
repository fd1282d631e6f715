"""Do the intervals of the first response cover the truth, whether or not the published figures hold here?

Design. N = 15, 40, 80, 150 patients; shares of first responses after sessions 1 to 3 as published (0.709 by session
3) or lower (0.494); one patient in ten leaves before each further session. The interval for "responded by session 3" is
compared with the truth over repeated clinics.

    python -m studies.first_response [--short]
"""

import numpy as np

from migrainedays.evidence.first_response import SessionCount, estimate_first_response
from studies.bars import Bar, report

TRUTHS = {"as published, 0.709": (0.493, 0.223, 0.261), "lower, 0.494": (0.30, 0.15, 0.15)}
LEAVE = 0.1


def draw_counts(rng: np.random.Generator, patients: int, hazards: tuple[float, ...]) -> tuple[SessionCount, ...]:
    """Counts after sessions 1 to 3 of one clinic."""
    counts, at_risk = [], patients
    for session, hazard in enumerate(hazards, 1):
        responded = int(rng.binomial(at_risk, hazard))
        counts.append(SessionCount(session, at_risk, responded))
        at_risk = int(rng.binomial(at_risk - responded, 1 - LEAVE))
    return tuple(counts)


def coverage(patients: int, hazards: tuple[float, ...], clinics: int, seed: int) -> float:
    """Share of clinics whose interval holds the truth."""
    rng = np.random.default_rng(seed)
    truth = 1 - float(np.prod(1 - np.array(hazards)))
    answers = [estimate_first_response(draw_counts(rng, patients, hazards))[-1] for _ in range(clinics)]
    return float(np.mean([answer.by_then.low <= truth <= answer.by_then.high for answer in answers]))


def study(short: bool) -> list[Bar]:
    """4,000 clinics a cell; 200 in the short form."""
    clinics, bars = 200 if short else 4000, []
    for name, hazards in TRUTHS.items():
        for patients in (15, 40, 80, 150):
            found = coverage(patients, hazards, clinics, seed=patients)
            met = None if short else bool(0.93 <= found <= 0.975)
            bars.append(
                Bar(
                    "refinement 8",
                    f"{patients} patients, truth {name}",
                    f"{found:.1%} of {clinics:,} (93 to 97.5 %)",
                    met,
                )
            )
    return bars


if __name__ == "__main__":
    report("first_response", study)
