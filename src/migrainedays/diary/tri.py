"""Yes, no, or not decidable from what was entered."""

from collections.abc import Iterable
from enum import Enum
from typing import Self


class Tri(Enum):
    """A third answer beside yes and no; *not asked* never becomes *no*."""

    YES = "yes"
    NO = "no"
    INDETERMINATE = "indeterminate"

    def __invert__(self) -> "Tri":
        return {Tri.YES: Tri.NO, Tri.NO: Tri.YES}.get(self, Tri.INDETERMINATE)

    def __and__(self, other: "Tri") -> "Tri":
        return Tri.all((self, other))

    def __or__(self, other: "Tri") -> "Tri":
        return Tri.any((self, other))

    @classmethod
    def of(cls, answer: bool | None) -> Self:
        """A blank is indeterminate."""
        return cls("indeterminate" if answer is None else "yes" if answer else "no")

    @classmethod
    def all(cls, answers: Iterable["Tri"]) -> "Tri":
        """No when one is no; yes when all are yes."""
        found = set(answers)
        if Tri.NO in found:
            return Tri.NO
        return Tri.INDETERMINATE if Tri.INDETERMINATE in found else Tri.YES

    @classmethod
    def any(cls, answers: Iterable["Tri"]) -> "Tri":
        """Yes when one is yes; no when all are no."""
        return ~cls.all(~answer for answer in answers)

    @classmethod
    def at_least(cls, needed: int, answers: Iterable["Tri"]) -> "Tri":
        """Whether at least `needed` of the answers are yes."""
        found = list(answers)
        certain = sum(answer is Tri.YES for answer in found)
        possible = certain + sum(answer is Tri.INDETERMINATE for answer in found)
        return Tri.YES if certain >= needed else Tri.NO if possible < needed else Tri.INDETERMINATE
