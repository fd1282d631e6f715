"""Medication overuse and medication-overuse headache, ICHD-3 8.2: subtype by subtype, days unioned within a class.

Days of intake count, with or without headache; doses do not. A combination analgesic counts as itself (8.2.5),
never by its constituents. Gepants count for no subtype; whether ditans are "other medication" (8.2.8) is left open.
An unrecognised drug, and a day on which the drugs are not known, leave open every subtype that they could complete.
8.2.7, overuse of several classes that cannot be verified, rests on what a clinician can find out: a note says so.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from migrainedays.classification.acute import AcuteDay
from migrainedays.classification.chronic import MONTHS
from migrainedays.classification.limits import limit
from migrainedays.classification.months import Window
from migrainedays.classification.runs import holds_for
from migrainedays.classification.verdicts import acute_on
from migrainedays.diary import Diary, Tri
from migrainedays.windows import Span

HEADACHE_DAYS = limit("overuse.headache_days")
MULTIPLE_DAYS = limit("overuse.multiple_days")
MULTIPLE = ("ergot", "triptan", "non_opioid", "opioid")


class Subtype(NamedTuple):
    """A subtype of 8.2 by its code: which classes, or which kinds of non-opioid, count, and from how many days."""

    code: str
    says: str
    days: int
    classes: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    open_classes: frozenset[str] = frozenset()  # whether these count is for the clinician to judge

    def took(self, day: AcuteDay) -> Tri:
        """Whether a drug of this subtype was taken on a day."""
        if day.taken & self.classes or day.kinds & self.kinds:
            return Tri.YES
        unknown = day.unrecognised or not day.complete or day.taken & self.open_classes
        return Tri.INDETERMINATE if unknown else Tri.NO


def _by_class(code: str, says: str, name: str) -> Subtype:
    return Subtype(code, says, limit(f"overuse.{name}_days"), classes=frozenset({name}))


def _by_kind(code: str, says: str, *kinds: str) -> Subtype:
    return Subtype(code, says, limit("overuse.non_opioid_days"), kinds=frozenset(kinds))


SINGLE = (
    _by_class("8.2.1", "ergotamine", "ergot"),
    _by_class("8.2.2", "triptans", "triptan"),
    _by_class("8.2.3", "non-opioid analgesics", "non_opioid"),
    _by_class("8.2.4", "opioids", "opioid"),
    _by_class("8.2.5", "combination analgesics", "combination"),
)
WITHIN_NON_OPIOID = (
    _by_kind("8.2.3.1", "paracetamol", "paracetamol"),
    _by_kind("8.2.3.2", "non-steroidal anti-inflammatory drugs", "nsaid", "aspirin"),
    _by_kind("8.2.3.2.1", "acetylsalicylic acid", "aspirin"),
    _by_kind("8.2.3.3", "other non-opioid analgesics", "other_non_opioid"),
)
OTHER = Subtype("8.2.8", "another drug", limit("overuse.other_days"), open_classes=frozenset({"ditan"}))
SEVERAL = "8.2.6"
_COUNTED = (*SINGLE, *WITHIN_NON_OPIOID, OTHER)
SAYS: Mapping[str, str] = {s.code: s.says for s in _COUNTED} | {SEVERAL: "several classes, none overused alone"}


@dataclasses.dataclass(frozen=True, slots=True)
class Overuse:
    """The verdict on each subtype: overuse alone, and with headache on 15 days or more of the same months."""

    medication_overuse: Mapping[str, Tri]
    moh: Mapping[str, Tri]

    @property
    def is_moh(self) -> Tri:
        """Whether medication-overuse headache of any subtype is met."""
        return Tri.any(self.moh.values())


def codes(verdicts: Mapping[str, Tri], answer: Tri) -> list[str]:
    """The codes with this answer, in order."""
    return sorted(code for code, found in verdicts.items() if found is answer)


def overuse(diary: Diary, windows: Sequence[Window]) -> Overuse:
    """Overuse for more than three months, from consecutive windows of a diary."""
    months = [acute_days(diary, window.span) for window in windows]
    headache = [window.headache_days.reaches(HEADACHE_DAYS) for window in windows]
    found = {s.code: [overused(s, days) for days in months] for s in _COUNTED}
    found[SEVERAL] = [together(days) for days in months]
    alone = {code: holds_for(MONTHS, answers) for code, answers in found.items()}
    with_headache = {
        code: holds_for(MONTHS, [a & h for a, h in zip(answers, headache, strict=True)])
        for code, answers in found.items()
    }
    truly_several = of_several_classes(months) & ~Tri.any(alone[subtype.code] for subtype in SINGLE)
    for verdicts in (alone, with_headache):
        verdicts[SEVERAL] &= truly_several
    return Overuse(alone, with_headache)


def acute_days(diary: Diary, span: Span) -> list[AcuteDay]:
    """The acute drugs of each day of a span."""
    return [acute_on(diary, date) for date in span]


def overused(subtype: Subtype, days: Sequence[AcuteDay]) -> Tri:
    """Whether a subtype's drugs were taken on as many days of one month as its threshold."""
    return Tri.at_least(subtype.days, map(subtype.took, days))


def together(days: Sequence[AcuteDay]) -> Tri:
    """Whether ergots, triptans, non-opioids and opioids together reach 10 days of one month."""
    classes = frozenset(MULTIPLE)
    return Tri.at_least(MULTIPLE_DAYS, (day.took(classes) for day in days))


def of_several_classes(months: Sequence[Sequence[AcuteDay]]) -> Tri:
    """Whether at least two of these classes were taken at all; an unrecognised drug may be one class of its own."""
    days = [day for month in months for day in month]
    if not days:
        return Tri.INDETERMINATE
    certain = len({name for day in days for name in day.taken if name in MULTIPLE})
    possible = certain + len({name for day in days for name in day.unrecognised})
    return Tri.within(2, certain, possible if all(day.complete for day in days) else len(MULTIPLE))


def overused_in(diary: Diary, span: Span) -> Tri:
    """Whether any subtype's threshold is reached in one month, however long it has lasted."""
    days = acute_days(diary, span)
    several = together(days) & of_several_classes([days])
    return Tri.any((several, *(overused(subtype, days) for subtype in SINGLE)))
