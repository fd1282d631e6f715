"""One point on the head map, as it is to be drawn."""

from dataclasses import dataclass
from decimal import Decimal

from migrainedays.treatment.head_map.anatomy import SIDES, in_words
from migrainedays.treatment.products import plain

# What a mark is within its map, and the word that its line in the key ends with.
STATES = {
    "planned": "",
    "optional": "optional",
    "added": "new",
    "removed": "gone",
    "moved": "moved",
    "units": "units changed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A numbered site with its units; `flag` is a word that needs the reader's eye, `was` where it lay before."""

    number: int
    muscle: str
    side: str
    view: str
    x: float
    y: float
    units: Decimal | None = None
    state: str = "planned"
    flag: str | None = None
    was: tuple[float, float] | None = None

    def in_words(self) -> str:
        """One sentence that says all that the picture says of this site."""
        words = [f"Site {self.number}: {in_words(self.muscle)}, {SIDES[self.side]}"]
        words += [f"{plain(self.units)} U"] if self.units is not None else ["units not given"]
        words += [STATES[self.state]] if STATES[self.state] else []
        words += [self.flag] if self.flag else []
        return ", ".join(words)
