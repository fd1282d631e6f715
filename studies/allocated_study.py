"""Does a study of two versions keep what its design page promises, and can its allocation be guessed?

Design. Three clinics (as fitted in simulated practice, a milder one, one whose patients differ more) and effects of 2
to 3 headache days, 1 to 5 looks. For each the design is planned as the page does it, from small studies and a path of
looks. Then 1,000 whole studies are drawn with the effect and 1,000 without, allocated as the product does it and
fitted at each look: power against the promise, and how often anything is called where nothing differs. Apart from
that, 1,000 sequences of 150 patients are given to two guessers who see all the past: one names the arm that lacks
patients; the other knows the method, but not the secret, and names what is likelier after all that was drawn.

    python -m studies.allocated_study [--short]
"""

from itertools import islice

import numpy as np

from migrainedays.evidence.allocation import ARMS, BLOCKS, SECRET_BYTES, blocks
from migrainedays.evidence.study_clinic import StudyClinic
from migrainedays.evidence.study_design import plan_study, verify
from migrainedays.evidence.study_plan import Months
from studies.bars import Bar, report

CLINICS = {
    "usual": (StudyClinic(0.6, -0.8, (float(np.log(0.9)), float(np.log(0.6)), -0.2), 8.0), 2.5, 3, Months(1, 3)),
    "milder": (StudyClinic(0.2, -0.8, (float(np.log(0.7)), float(np.log(0.5)), 0.0), 12.0, 0.8), 2.0, 1, Months(1, 3)),
    "mixed": (StudyClinic(0.9, -1.1, (float(np.log(1.1)), float(np.log(0.8)), 0.2), 6.0), 3.0, 5, Months(2, 3)),
}
"""Clinic, headache days of interest, looks, months of each patient."""

FOLLOWED = 150


def guess(drawn: list[tuple[str, ...]], rng: np.random.Generator) -> tuple[int, int]:
    """Right guesses of FOLLOWED by whoever names the arm that lacks patients, and by whoever knows the method."""
    lacks = knows = seen = 0
    ahead = 0
    for block in drawn:
        chance = dict.fromkeys(BLOCKS, 1.0)
        had = dict.fromkeys(ARMS, 0)
        for arm in block[: FOLLOWED - seen]:
            lacks += arm == _choice(float(-ahead), rng)
            knows += arm == _choice(sum(w * (_of_b(s, had) - 0.5) for s, w in chance.items()), rng)
            for size in chance:
                of_b = _of_b(size, had)
                chance[size] *= of_b if arm == ARMS[1] else 1 - of_b
            had[arm] += 1
            chance = {size: w for size, w in chance.items() if w and sum(had.values()) < size} or dict(chance)
            ahead += 1 if arm == ARMS[1] else -1
        seen += len(block[: FOLLOWED - seen])
    return lacks, knows


def _choice(towards_b: float, rng: np.random.Generator) -> str:
    if towards_b == 0:
        return ARMS[int(rng.integers(2))]
    return ARMS[1] if towards_b > 0 else ARMS[0]


def _of_b(size: int, had: dict[str, int]) -> float:
    """Chance of arm B as the next of a block of this size."""
    left = [size // 2 - had[arm] for arm in ARMS]
    return 0.5 if min(left) > 0 else float(left[1] > 0)


def guess_all(sequences: int) -> tuple[float, float, int]:
    """Share of right guesses of both guessers, and the greatest difference of a whole block's arms."""
    rng, right, uneven = np.random.default_rng(5), np.zeros(2), 0
    for _ in range(sequences):
        drawn = list(islice(blocks(rng.bytes(SECRET_BYTES), "study"), 1 + FOLLOWED // min(BLOCKS)))
        uneven = max(uneven, *(abs(block.count("A") - block.count("B")) for block in drawn))
        right += guess(drawn, rng)
    shares = right / (sequences * FOLLOWED)
    return float(shares[0]), float(shares[1]), uneven


def promised(name: str, studies: int, judged: bool) -> list[Bar]:
    """Power against the promise, and false alarms, in one clinic."""
    clinic, days, looks, months = CLINICS[name]
    design = plan_study(clinic, days, looks=looks, patients_a_month=6, months=months)
    power = verify(clinic, design, design.effect, studies)["better"]
    none = verify(clinic, design, 0.0, studies, seed=41)
    alarms = none["better"] + none["worse"]
    what = f"{name} clinic, {days:g} days, {looks} looks, {design.patients} patients, {studies:,} studies"
    near = f"{power:.1%}, promised {design.power:.1%} (within 3 points)"
    return [
        Bar("cycle 5", f"{what}: power", near, bool(abs(power - design.power) <= 0.03) if judged else None),
        Bar("cycle 5", f"{what}: something called where nothing differs", f"{alarms:.1%} (at most 5 %)",
            bool(alarms <= 0.05) if judged else None),
    ]  # fmt: skip


def study(short: bool) -> list[Bar]:
    """1,000 studies of each kind and 1,000 sequences; 20 and 200 in the short form."""
    bars = [bar for name in CLINICS for bar in promised(name, 20 if short else 1000, not short)]
    lacks, knows, uneven = guess_all(200 if short else 1000)
    guessers = f"{lacks:.1%} by who lacks patients, {knows:.1%} by who knows the method (at most 55 %)"
    return [
        *bars,
        Bar("cycle 5", "allocation: arms of a whole block, most apart", f"{uneven} patients (0)", uneven == 0),
        Bar("cycle 5", f"allocation: {FOLLOWED} patients, right guesses", guessers, bool(max(lacks, knows) <= 0.55)),
    ]


if __name__ == "__main__":
    report("allocated_study", study)
