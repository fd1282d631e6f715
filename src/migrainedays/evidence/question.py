"""A question written down before looking: what, which outcome, which difference would matter, how many looks."""

import datetime as dt
from dataclasses import dataclass

from migrainedays.errors import Impossible
from migrainedays.windows import WINDOW_DAYS

OUTCOMES = ("headache_days",)
SCEPTICAL_SD = 0.3
"""Standard deviation, in logits, of the prior that a registered question is held against; its mean is no effect."""

FALSE_ALARMS = 0.03
"""What all declared looks together may call wrongly: aimed at, so that with what the normal approximation neglects
they stay below 0.05."""


@dataclass(frozen=True)
class Question:
    """One version against another of a protocol; `looks` None means that looking has no limit.

    `margin` is the difference of interest in headache days per 28, without sign.
    """

    protocol: str
    versions: tuple[str, str]
    outcome: str = "headache_days"
    margin: float | None = None
    looks: int | None = None
    registered_on: dt.date | None = None

    def __post_init__(self) -> None:
        if self.versions[0] == self.versions[1]:
            raise Impossible("question", "versions", self.versions, "two different versions are needed")
        if self.looks is not None and self.looks < 1:
            raise Impossible("question", "looks", self.looks, "at least one look is needed, or none declared")
        if self.margin is not None and not 0 < self.margin <= WINDOW_DAYS:
            raise Impossible(
                "question",
                "margin",
                self.margin,
                f"the difference of interest is above zero and at most {WINDOW_DAYS} days",
            )
        if self.outcome not in OUTCOMES:
            raise Impossible("question", "outcome", self.outcome, f"one of {', '.join(OUTCOMES)} is needed")

    @property
    def sentence(self) -> str:
        """The question in words."""
        a, b = self.versions
        margin = "" if self.margin is None else f"; a difference of {self.margin:g} days would matter"
        looks = "looked at without a declared limit" if self.looks is None else f"{self.looks} looks declared"
        return f"Do headache days per 28 differ under {self.protocol} {b} from {a}{margin}; {looks}."
