"""Chronic migraine, ICHD-3 1.3: clause by clause, and by both readings of three months."""

import dataclasses
from collections.abc import Sequence
from typing import Any

from migrainedays.classification.history import ATTACKS_NEEDED, AttacksHad
from migrainedays.classification.limits import limit
from migrainedays.classification.months import Window
from migrainedays.classification.runs import holds_for
from migrainedays.diary import Tri

HEADACHE_DAYS, MIGRAINE_DAYS = limit("ichd3.chronic_headache_days"), limit("ichd3.chronic_migraine_days")
MONTHS, OPERATIONAL_MONTHS = limit("ichd3.chronic_windows"), limit("ichd3.chronic_windows_operational")


@dataclasses.dataclass(frozen=True, slots=True)
class ChronicMigraine:
    """The diagnosis: `ichd3` needs more than three months, `operational` three; A, B and C are its clauses."""

    ichd3: Tri
    operational: Tri
    a: Tri
    b: Tri
    c: Tri

    def to_json(self) -> dict[str, Any]:
        return {
            "ichd3": self.ichd3.value,
            "operational_3_months": self.operational.value,
            "clauses": {"A": self.a.value, "B": self.b.value, "C": self.c.value},
        }


def chronic_migraine(windows: Sequence[Window], attacks: AttacksHad) -> ChronicMigraine:
    """The diagnosis from consecutive windows counted by the profile ICHD3_C.

    A: headache on 15 days or more a month; C: migraine on 8 or more; both in the same consecutive months, by the
    bounds of each count. B: five attacks of migraine, before the diary or within it.
    """
    headache = [window.headache_days.reaches(HEADACHE_DAYS) for window in windows]
    migraine = [window.migraine_days.reaches(MIGRAINE_DAYS) for window in windows]
    both = [a & c for a, c in zip(headache, migraine, strict=True)]
    b = attacks.either.reaches(ATTACKS_NEEDED)
    return ChronicMigraine(
        ichd3=b & holds_for(MONTHS, both),
        operational=b & holds_for(OPERATIONAL_MONTHS, both),
        a=holds_for(MONTHS, headache),
        b=b,
        c=holds_for(MONTHS, migraine),
    )
