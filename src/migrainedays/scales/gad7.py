"""GAD-7, anxiety in the last two weeks."""

from migrainedays.scales.change import fall_of
from migrainedays.scales.instrument import Banding, Summed
from migrainedays.scales.phq9 import FREQUENCY

ITEMS = 7

GAD7 = Summed(
    name="gad7",
    version="GAD-7",
    allowed=ITEMS * (range(4),),
    totals=range(3 * ITEMS + 1),
    words=FREQUENCY,
    banding=Banding(
        {
            "minimal": "gad7.band_minimal",
            "mild": "gad7.band_mild",
            "moderate": "gad7.band_moderate",
            "severe": "gad7.band_severe",
        }
    ),
    rules={"four_points": fall_of("gad7.change")},
)
