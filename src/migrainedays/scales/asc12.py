"""ASC-12, the Allodynia Symptom Checklist. Its wording is not here; *rarely* counts as *never*."""

from migrainedays.scales.instrument import Banding, Summed

ITEMS = 12
WORDS = {
    "never": 0,
    "rarely": 0,
    "does not apply": 0,
    "n/a": 0,
    "na": 0,
    "<half": 1,
    "< half": 1,
    "<50%": 1,
    "less than half": 1,
    "less than half the time": 1,
    ">=half": 2,
    ">= half": 2,
    ">=50%": 2,
    "half or more": 2,
    "half the time or more": 2,
}

ASC12 = Summed(
    name="asc12",
    version="ASC-12 2008",
    allowed=ITEMS * (range(3),),
    totals=range(2 * ITEMS + 1),
    words=WORDS,
    banding=Banding(
        {
            "none": "asc12.band_none",
            "mild": "asc12.band_mild",
            "moderate": "asc12.band_moderate",
            "severe": "asc12.band_severe",
        }
    ),
)
