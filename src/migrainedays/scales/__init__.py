"""Questionnaires: one file an instrument, with scoring, bands and the change that matters.

>>> instrument("hit6").score(["60"]).band
'severe'
"""

from migrainedays.scales.change import Change
from migrainedays.scales.instrument import Instrument, Result
from migrainedays.scales.instruments import INSTRUMENTS, instrument
from migrainedays.scales.score import Score
from migrainedays.scales.totals import total_on

__all__ = ["INSTRUMENTS", "Change", "Instrument", "Result", "Score", "instrument", "total_on"]
