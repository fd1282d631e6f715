"""MIBS-4, the burden between attacks. Two bandings are in print and differ at 3 and 4, so both are named."""

import dataclasses
from collections.abc import Mapping, Sequence

from migrainedays.scales.change import Change, Number
from migrainedays.scales.instrument import Banding, Result, Summed, require_version, unverified

ITEMS = 4
BANDINGS = {
    name: Banding({word: f"mibs4.{name}_{word}" for word in ("none", "mild", "moderate", "severe")})
    for name in ("published", "ninds")
}
BOTH = "published and ninds"


@dataclasses.dataclass(frozen=True, slots=True)
class Mibs4:
    """Four answers from 0 to 3; without a version the band comes out by both, each under its name."""

    name: str = "mibs4"
    versions: tuple[str, ...] = tuple(BANDINGS)
    summed: Summed = dataclasses.field(
        default=Summed(
            name="mibs4",
            version=BOTH,
            allowed=ITEMS * (range(4),),
            totals=range(3 * ITEMS + 1),
            banding=Banding({}),
            rests_on=("mibs4.range",),
        )
    )

    def score(self, answers: Sequence[str], version: str | None = None) -> Result:
        require_version(self, version)
        result = self.summed.score(answers)
        total = result.total if isinstance(result.total, int) else None
        words = {name: word for name, banding in BANDINGS.items() if (word := banding.of(total)) is not None}
        named = BANDINGS if version is None else {version: BANDINGS[version]}
        rests_on = [key for banding in named.values() for key in banding.bands.values()]
        return dataclasses.replace(
            result,
            version=version or BOTH,
            band=None if total is None else words[version] if version else words,
            unverified=result.unverified + unverified(*rests_on),
        )

    def change(self, before: Result, after: Result) -> Mapping[str, Change]:
        """No published change is known to us."""
        return {}

    def refusal(self, item: str, value: Number) -> str | None:
        return self.summed.refusal(item, value)


MIBS4 = Mibs4()
