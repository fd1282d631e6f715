"""HIT-6, the six-item Headache Impact Test. Its wording is licensed and not here; its scoring is."""

from migrainedays.scales.change import fall_of
from migrainedays.scales.instrument import Banding, Summed, reachable

WORDS = {"never": 6, "rarely": 8, "sometimes": 10, "very often": 11, "always": 13}
_ITEMS = 6 * (frozenset(WORDS.values()),)

HIT6 = Summed(
    name="hit6",
    version="HIT-6",
    allowed=_ITEMS,
    totals=reachable(_ITEMS),  # 37, 39 and 77 lie between 36 and 78, and no answers give them
    words=WORDS,
    banding=Banding(
        {
            "little/none": "hit6.band_little",
            "some": "hit6.band_some",
            "substantial": "hit6.band_substantial",
            "severe": "hit6.band_severe",
        }
    ),
    rules={
        "ahs_2021": fall_of("hit6.ahs_2021"),
        "houts_2020": fall_of("hit6.houts_2020"),
        "rendas_baum": fall_of("hit6.rendas_baum"),
        "smelt_2014": fall_of("hit6.smelt_2014"),
    },
    rests_on=("hit6.no_blank",),
)
