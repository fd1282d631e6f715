"""Windows of 28 days, and of other lengths by name: what they count, how complete they are, what they leave open.

A day that is missing or not decided widens the bounds of a count. The rate per 28 days is exact, over the days
that are decided, and is not given where too few days were entered.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from migrainedays.classification.drugs import CLASSES, drug_of
from migrainedays.classification.limits import limit
from migrainedays.classification.verdict import DayVerdict
from migrainedays.classification.verdicts import acute_on
from migrainedays.diary import Diary, Tri
from migrainedays.windows import WINDOW_DAYS, Span, consecutive

EVALUABLE, LOW_CONFIDENCE = limit("windows.evaluable_entries"), limit("windows.low_confidence_entries")
PEAKS = (1, 2, 3)
Verdicts = Mapping[dt.date, DayVerdict]


@dataclasses.dataclass(frozen=True, slots=True)
class Count:
    """Days that are `observed` to be so; surely `low`, at most `high`; `rate28` per 28 decided days."""

    observed: int
    low: int
    high: int
    rate28: Fraction | None

    @classmethod
    def of(cls, yes: int, no: int, days: int, *, evaluable: bool = True) -> "Count":
        """From the days that are yes and no among `days`; the others are undecided or missing."""
        rate = Fraction(yes * WINDOW_DAYS, yes + no) if evaluable and yes + no else None
        return cls(yes, yes, days - no, rate)

    def reaches(self, needed: int) -> Tri:
        """Whether at least so many days are so, by the bounds alone."""
        return Tri.within(needed, self.low, self.high)

    def to_json(self) -> dict[str, Any]:
        return {"observed": self.observed, "low": self.low, "high": self.high, "rate28": self.rate28}


@dataclasses.dataclass(frozen=True, slots=True)
class Window:
    """A run of whole days and what was counted on them; `acute_days` has every class of drug."""

    span: Span
    entries: int
    quality: str
    headache_days: Count
    migraine_days: Count
    moderate_severe_days: Count
    headache_free_days: Count
    minutes_observed: int
    minutes_known: int
    peak_days: Mapping[int, int]
    acute_days: Mapping[str, Count]
    any_acute_days: Count
    acute_doses: Mapping[str, Decimal]

    @property
    def missing(self) -> int:
        return len(self.span) - self.entries

    @property
    def evaluable(self) -> bool:
        """Whether enough days were entered to compare its rates with another window's."""
        return self.quality == "evaluable"

    def to_json(self) -> dict[str, Any]:
        """The `window` of the contract."""
        return {
            "from": str(self.span.first),
            "to": str(self.span.last),
            "days": len(self.span),
            "entries": self.entries,
            "missing": self.missing,
            "quality": self.quality,
            "headache_days": self.headache_days.to_json(),
            "migraine_days": self.migraine_days.to_json(),
            "moderate_severe_days": self.moderate_severe_days.to_json(),
            "headache_free_days": self.headache_free_days.to_json(),
            "headache_minutes": {"observed": self.minutes_observed, "days_known": self.minutes_known},
            "peak_days": {str(peak): days for peak, days in self.peak_days.items()},
            "acute_days": {name: count.to_json() for name, count in self.acute_days.items()},
            "acute_doses": {name: _number(doses) for name, doses in self.acute_doses.items()},
        }


def _number(doses: Decimal) -> int | float:
    return int(doses) if doses == int(doses) else float(doses)


def quality_of(entries: int) -> str:
    """What a window's entries allow to say of it."""
    return "evaluable" if entries >= EVALUABLE else "low_confidence" if entries >= LOW_CONFIDENCE else "not_evaluable"


def window(diary: Diary, verdicts: Verdicts, span: Span) -> Window:
    """The window of a span."""
    found = [verdict for date in span if (verdict := verdicts.get(date)) is not None]
    quality = quality_of(len(found))
    evaluable = quality != "not_evaluable"

    def count(answers: Iterable[Tri]) -> Count:
        return _count(answers, len(span), evaluable=evaluable)

    headache = count(v.headache for v in found)
    minutes = [m for v in found if (m := v.minutes) is not None]
    peaks = [v.peak for v in found]
    return Window(
        span=span,
        entries=len(found),
        quality=quality,
        headache_days=headache,
        migraine_days=count(v.migraine_day for v in found),
        moderate_severe_days=count(v.moderate_severe_day for v in found),
        headache_free_days=count(~v.headache for v in found),
        minutes_observed=sum(minutes),
        minutes_known=len(minutes),
        peak_days={peak: peaks.count(peak) for peak in PEAKS},
        **_drugs(diary, span, evaluable=evaluable),
    )


def _count(answers: Iterable[Tri], days: int, *, evaluable: bool) -> Count:
    found = list(answers)
    return Count.of(found.count(Tri.YES), found.count(Tri.NO), days, evaluable=evaluable)


def _drugs(diary: Diary, span: Span, *, evaluable: bool) -> dict[str, Any]:
    """Days and doses by class. A date without an entry counts too where an intake stands on it."""
    days = [acute_on(diary, date) for date in span]
    taken = [day for day in days if day.taken]
    empty = sum(day.complete for day in days) - sum(day.complete for day in taken)

    def count(name: str) -> Count:
        answers = [day.took(frozenset({name})) for day in taken]
        return Count.of(answers.count(Tri.YES), empty + answers.count(Tri.NO), len(span), evaluable=evaluable)

    return {
        "acute_days": {name: count(name) for name in CLASSES},
        "any_acute_days": Count.of(len(taken), empty, len(span), evaluable=evaluable),
        "acute_doses": _doses(diary, span),
    }


def _doses(diary: Diary, span: Span) -> dict[str, Decimal]:
    """Doses by class; an intake that does not say how many counts as one."""
    doses = dict.fromkeys(CLASSES, Decimal(0))
    for date in span:
        for intake in diary.intakes_on.get(date, ()):
            if intake.is_acute:
                for name in drug_of(intake.drug).classes:
                    doses[name] += Decimal(1) if intake.doses is None else intake.doses
    return doses


def months(diary: Diary, verdicts: Verdicts, start: dt.date | None = None, *, days: int = WINDOW_DAYS) -> list[Window]:
    """Consecutive windows from the first entry, or from `start`; a trailing part window is not among them."""
    if not verdicts:
        return []
    spans = consecutive(start or min(verdicts), max(verdicts), days)
    return [window(diary, verdicts, span) for span in spans]
