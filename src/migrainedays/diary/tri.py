"""Yes, no, or not decidable from what was entered."""

from collections.abc import Iterable
from enum import Enum


class Tri(Enum):
    """A third answer beside yes and no; *not asked* never becomes *no*."""

    YES = "yes"
    NO = "no"
    INDETERMINATE = "indeterminate"

    def __invert__(self) -> "Tri":
        return Tri.NO if self is Tri.YES else Tri.YES if self is Tri.NO else self

    def __and__(self, other: "Tri") -> "Tri":
        return Tri.all((self, other))

    def __or__(self, other: "Tri") -> "Tri":
        return Tri.any((self, other))

    @staticmethod
    def of(answer: bool | None) -> "Tri":
        """A blank is indeterminate."""
        return Tri.INDETERMINATE if answer is None else Tri.YES if answer else Tri.NO

    @staticmethod
    def all(answers: Iterable["Tri"]) -> "Tri":
        """No when one is no; yes when all are yes."""
        found = Tri.YES
        for answer in answers:
            if answer is Tri.NO:
                return answer
            if answer is Tri.INDETERMINATE:
                found = answer
        return found

    @staticmethod
    def any(answers: Iterable["Tri"]) -> "Tri":
        """Yes when one is yes; no when all are no."""
        found = Tri.NO
        for answer in answers:
            if answer is Tri.YES:
                return answer
            if answer is Tri.INDETERMINATE:
                found = answer
        return found

    @staticmethod
    def at_least(needed: int, answers: Iterable["Tri"]) -> "Tri":
        """Whether at least `needed` of the answers are yes."""
        found = list(answers)
        certain = found.count(Tri.YES)
        return Tri.within(needed, certain, certain + found.count(Tri.INDETERMINATE))

    @staticmethod
    def within(needed: int, low: int, high: int) -> "Tri":
        """Whether a number known to lie from `low` to `high` reaches `needed`."""
        return Tri.YES if low >= needed else Tri.NO if high < needed else Tri.INDETERMINATE
