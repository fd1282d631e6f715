"""What acute drugs one day held, as far as it is known."""

import functools
from collections.abc import Iterable
from typing import NamedTuple

from migrainedays.classification.drugs import drug_of
from migrainedays.diary import Intake, Tri


class AcuteDay(NamedTuple):
    """The acute drugs of one day, by class.

    `complete` says that what is not listed was not taken; without it a class that is not listed is unknown, and so
    is every class beside a drug of the `unrecognised` names.
    """

    taken: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    relieved: frozenset[str] = frozenset()
    relief_unknown: frozenset[str] = frozenset()
    unrecognised: frozenset[str] = frozenset()
    purpose_blank: bool = False
    complete: bool = True

    def took(self, classes: frozenset[str]) -> Tri:
        """Whether a drug of one of these classes was taken."""
        if self.taken & classes:
            return Tri.YES
        return Tri.INDETERMINATE if self.unrecognised or not self.complete else Tri.NO

    def took_any(self) -> Tri:
        """Whether any acute drug was taken, whatever its class."""
        if self.taken:
            return Tri.YES
        return Tri.NO if self.complete else Tri.INDETERMINATE

    def relieved_by(self, classes: frozenset[str]) -> Tri:
        """Whether a drug of one of these classes was taken and relieved the headache."""
        if self.relieved & classes:
            return Tri.YES
        unknown = self.relief_unknown & (classes | {"unrecognised"}) or not self.complete
        return Tri.INDETERMINATE if unknown else Tri.NO


NONE = AcuteDay()
UNKNOWN = AcuteDay(complete=False)


def acute_day(intakes: Iterable[Intake], *, complete: bool) -> AcuteDay:
    """The acute drugs among one day's intakes; those taken to prevent, or for something else, do not count."""
    rows = sorted((i.drug, i.purpose is None, str(i.relieved)) for i in intakes if i.is_acute)
    return _summed(tuple(rows), complete)


@functools.lru_cache(maxsize=10_000)
def _summed(rows: tuple[tuple[str, bool, str], ...], complete: bool) -> AcuteDay:
    found = [(drug_of(drug), relieved) for drug, _, relieved in rows]
    return AcuteDay(
        taken=_union(drug.classes for drug, _ in found),
        kinds=_union(drug.kinds for drug, _ in found),
        relieved=_union(drug.classes for drug, relieved in found if relieved == "True"),
        relief_unknown=_union(drug.classes for drug, relieved in found if relieved == "None")
        | _union({"unrecognised"} for drug, relieved in found if not drug.recognised and relieved != "False"),
        unrecognised=frozenset(drug.name for drug, _ in found if not drug.recognised),
        purpose_blank=any(blank for _, blank, _ in rows),
        complete=complete,
    )


def _union(parts: Iterable[Iterable[str]]) -> frozenset[str]:
    return frozenset().union(*parts)
