"""One site of a protocol version."""

from dataclasses import dataclass
from decimal import Decimal

from migrainedays.treatment.head_map import SIDE_WORDS, in_words

Key = tuple[str, str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where and how much: `x` and `y` are fractions of the view; `cap` is the most units at this point."""

    muscle: str
    side: str
    site: int
    view: str
    x: Decimal
    y: Decimal
    units: Decimal
    depth: str = "intramuscular"
    needle: str = "perpendicular"
    optional: bool = False
    cap: Decimal | None = None

    @property
    def key(self) -> Key:
        """What identifies a site over versions."""
        return self.muscle, self.side, self.site

    @property
    def place(self) -> tuple[str, Decimal, Decimal]:
        return self.view, self.x, self.y

    def in_words(self) -> str:
        """The site's name for reading, the side in words."""
        return f"{in_words(self.muscle)} {self.site}, {SIDE_WORDS[self.side]}"

    def short(self) -> str:
        """The site within a sentence about change: left temporalis 2."""
        side = "midline" if self.side == "middle" else self.side
        return f"{side} {in_words(self.muscle)} {self.site}"
