"""MIDAS: days lost to headache in three months, in four grades. Its wording is not here; prompts are the clinic's.

Two more questions, A (headache days) and B (pain 0 to 10), stand on the sheet and are never part of the sum.
"""

import dataclasses
from collections.abc import Mapping, Sequence

from migrainedays.literature import claim
from migrainedays.scales.answers import read_number
from migrainedays.scales.change import Change, Number, Rule, fall_of, judge, nothing_to_compare, share_of
from migrainedays.scales.instrument import Banding, Result, Summed, unverified

ITEMS = 5
DAYS = range(int(claim("midas.days_in_three_months").number) + 1)
TOTALS = range(int(claim("midas.total_max").number) + 1)
PAIN = range(11)
GRADES = Banding({"I": "midas.grade_1", "II": "midas.grade_2", "III": "midas.grade_3", "IV": "midas.grade_4"})
DETAIL = Banding({"IV-A": "midas.grade_4a", "IV-B": "midas.grade_4b"})


def by_baseline(before: Number | None, after: Number | None) -> Change:
    """AHS 2021: 5 points from a baseline of 11 to 20, 30 % from one above 20, no rule at 10 or below.

    >>> by_baseline(40, 30).verdict
    'no'
    """
    points, share = "midas.ahs_2021_points", "midas.ahs_2021_share"
    if before is None or after is None:
        return nothing_to_compare(points)
    if GRADES.of(int(before)) == "IV":
        return share_of(share)(before, after)
    if GRADES.of(int(before)) == "III":
        return fall_of(points)(before, after)
    return Change(verdict=None, why=f"There is no rule for a baseline of {before}; it begins at 11.", claims=(points,))


RULES: Mapping[str, Rule] = {
    "ahs_2021": by_baseline,
    "torres_ferrus_2020": share_of("midas.torres_ferrus_2020"),
    "italy": share_of("midas.italy"),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Midas:
    """Five numbers of days; a sixth and seventh, if given, are A and B."""

    name: str = "midas"
    versions: tuple[str, ...] = ("MIDAS",)
    summed: Summed = dataclasses.field(
        default=Summed(
            name="midas",
            version="MIDAS",
            allowed=ITEMS * (DAYS,),
            totals=TOTALS,
            banding=GRADES,
            rests_on=("midas.total_max",),
        )
    )

    def score(self, answers: Sequence[str], version: str | None = None) -> Result:
        """Sum and grade; A and B come out apart, the division of grade IV marked as unverified."""
        beside = dict(zip("AB", answers[ITEMS : ITEMS + 2], strict=False))
        result = self.summed.score([*answers[:ITEMS], *answers[ITEMS + 2 :]], version)
        parts = {letter: self._beside(letter, text) for letter, text in beside.items()}
        detail = DETAIL.of(result.total if isinstance(result.total, int) else None)
        if detail is not None:
            parts["grade_detail"] = detail
        rests_on = result.unverified + (unverified(DETAIL.bands[detail]) if detail else ())
        return dataclasses.replace(result, parts=parts, unverified=rests_on)

    def _beside(self, letter: str, text: str) -> int | str | None:
        return read_number(self.name, letter, text, DAYS if letter == "A" else PAIN)

    def change(self, before: Result, after: Result) -> Mapping[str, Change]:
        return judge(RULES, before.total, after.total)

    def refusal(self, item: str, value: Number) -> str | None:
        return self.summed.refusal(item, value)


MIDAS = Midas()
