"""Acute drugs: what is taken on which headache day, and whether it helped."""

import dataclasses

import numpy as np

from migrainedays.simulation.parameters import Parameters
from migrainedays.simulation.traits import Bools, Ints, Traits

TRIPTANS = ("sumatriptan", "rizatriptan", "eletriptan")
ANALGESICS = ("naproxen", "ibuprofen", "paracetamol")


@dataclasses.dataclass(frozen=True, slots=True)
class Intakes:
    """At most one drug a day: `drug` (patients,) its place in DRUGS, the rest (patients, days)."""

    drug: Ints
    taken: Bools
    relieved: Bools
    pain_free: Bools


DRUGS = (*TRIPTANS, *ANALGESICS)


def draw_intakes(rng: np.random.Generator, traits: Traits, peaks: Ints, treated: Bools, known: Parameters) -> Intakes:
    """Who overuses treats most headaches; the others keep their drugs for the worse ones."""
    overuser = np.where(treated, known.drugs["overuser_treated"], known.drugs["overuser"])
    chance = np.where(traits.overuses[:, None], overuser, known.drugs["other"] * (0.4 + 0.3 * peaks))
    taken = (peaks > 0) & (rng.random(peaks.shape) < chance)
    triptan = traits.takes_triptan < known.drugs["triptan"]
    which = rng.integers(0, len(TRIPTANS), len(traits))
    helped = rng.random(peaks.shape)
    relief = np.where(triptan, 0.62, 0.5)[:, None]
    return Intakes(
        drug=np.where(triptan, which, len(TRIPTANS) + which),
        taken=taken,
        relieved=helped < relief,
        pain_free=helped < relief / 2,
    )
