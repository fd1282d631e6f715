"""All instruments by name."""

from collections.abc import Mapping

from migrainedays.errors import WrongUse
from migrainedays.scales.asc12 import ASC12
from migrainedays.scales.gad7 import GAD7
from migrainedays.scales.gas import GAS
from migrainedays.scales.hit6 import HIT6
from migrainedays.scales.instrument import Instrument
from migrainedays.scales.mibs4 import MIBS4
from migrainedays.scales.midas import MIDAS
from migrainedays.scales.msq import MSQ
from migrainedays.scales.pgic import PGIC
from migrainedays.scales.phq9 import PHQ9

INSTRUMENTS: Mapping[str, Instrument] = {
    instrument.name: instrument for instrument in (HIT6, MIDAS, MSQ, PHQ9, GAD7, ASC12, MIBS4, PGIC, GAS)
}


def instrument(name: str) -> Instrument:
    """The instrument of this name, however it is written (`HIT-6`, `hit6`); WrongUse where there is none."""
    plain = "".join(sign for sign in name.lower() if sign.isalnum())
    if plain not in INSTRUMENTS:
        raise WrongUse(f"There is no scale {name}; there are {', '.join(INSTRUMENTS)}.")
    return INSTRUMENTS[plain]
