"""How many patients of a clinic something holds for, with everybody accounted for.

Each patient is one of four: it holds, it does not, it cannot be judged from what was entered, or the question does
not concern them (no acute drugs before, none to leave off). Only the first two are in the denominator, and the other
two are always said.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from migrainedays.course.abilities import wilson
from migrainedays.diary import Tri
from migrainedays.errors import Impossible
from migrainedays.evidence.interval import Interval

Answer = Tri | None  # None: the question does not concern this patient


@dataclass(frozen=True)
class Share:
    """Of `judged` patients it holds for `yes`; `not_judged` could not be judged, `outside` are not concerned."""

    name: str
    yes: int
    judged: int
    not_judged: int
    outside: int

    def __post_init__(self) -> None:
        if not 0 <= self.yes <= self.judged:
            raise Impossible("shares", "yes", self.yes, "0 to the patients judged")

    @property
    def concerned(self) -> int:
        """Patients whom the question concerns, judged or not."""
        return self.judged + self.not_judged

    @property
    def interval(self) -> Interval | None:
        """The share of those judged, with Wilson's interval; None where nobody could be judged."""
        if not self.judged:
            return None
        return Interval(self.yes / self.judged, *wilson(self.yes, self.judged))

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The share of all concerned if it held for none, and for all, of those who could not be judged."""
        if not self.concerned:
            return None
        return self.yes / self.concerned, (self.yes + self.not_judged) / self.concerned


def count_shares(name: str, answers: Iterable[Answer]) -> Share:
    """The share of one question over all patients.

    >>> count_shares("free", [Tri.YES, Tri.NO, None, Tri.INDETERMINATE])
    Share(name='free', yes=1, judged=2, not_judged=1, outside=1)
    """
    counted = Counter(answers)
    judged = counted[Tri.YES] + counted[Tri.NO]
    return Share(name, counted[Tri.YES], judged, counted[Tri.INDETERMINATE], counted[None])


def in_words(share: Share, holds: str, outside: str) -> str:
    """The figure in words; `holds` says of "3 of 9 patients" what holds for them, `outside` why some do not count."""
    told = [_judged(share, holds)] if share.judged else []
    told.append(_open(share))
    if share.outside:
        told.append(f"{share.outside} {outside}.")
    return " ".join(told)


def _judged(share: Share, holds: str) -> str:
    found = share.interval
    assert found is not None, "somebody could be judged"
    low, high = _percent(found.low), _percent(found.high)
    return f"{share.yes} of {share.judged} patients {holds}: {_percent(found.estimate)} ({low} to {high})."


def _open(share: Share) -> str:
    if share.bounds is None:
        return "It concerns nobody."
    if not share.judged:
        return f"None of {share.not_judged} could be judged."
    if not share.not_judged:
        return "Everybody whom it concerns could be judged."
    low, high = share.bounds
    with_them = f"with them the share lies between {_percent(low)} and {_percent(high)}"
    return f"{share.not_judged} could not be judged; {with_them}."


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
