"""From migraine days to attacks, by three published rules.

IHS_FREE_DAY   a new attack only after a whole headache-free day (IHS guidelines for trials); the default
LEIDEN         a new attack after 24 hours without migraine, which days can show as a whole day without it
MARKOV_LOCKED  a single day without migraine between two migraine days does not end the attack
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from typing import NamedTuple

from migrainedays.classification.limits import limit
from migrainedays.classification.verdict import DayVerdict
from migrainedays.diary import Tri
from migrainedays.diary.day import MINUTES_A_DAY
from migrainedays.windows import DAY, Span


class Segmentation(Enum):
    """A rule by name."""

    IHS_FREE_DAY = "IHS_FREE_DAY"
    LEIDEN = "LEIDEN"
    MARKOV_LOCKED = "MARKOV_LOCKED"


class Between(NamedTuple):
    """What must lie between two attacks: so many whole days that are free of `headache` or `migraine_day`."""

    question: str
    days: int


RULES: Mapping[Segmentation, Between] = {
    Segmentation.IHS_FREE_DAY: Between("headache", 1),
    Segmentation.LEIDEN: Between("migraine_day", limit("leiden.same_attack_minutes") // MINUTES_A_DAY),
    Segmentation.MARKOV_LOCKED: Between("migraine_day", 2),
}


class Attacks(NamedTuple):
    """Attacks made of days: `spans` where an unknown day joins its neighbours, and how many there may be at most."""

    spans: tuple[Span, ...]
    most: int

    @property
    def least(self) -> int:
        return len(self.spans)


def attacks_of(verdicts: Mapping[dt.date, DayVerdict], rule: Segmentation = Segmentation.IHS_FREE_DAY) -> Attacks:
    """The attacks that the migraine days of a diary make up.

    A day that is missing, or not decided, may have been free or not: it joins in `spans`, and parts in `most`.
    """
    days = [date for date, verdict in sorted(verdicts.items()) if verdict.migraine_day is Tri.YES]
    question, needed = RULES[rule]

    def surely(date: dt.date) -> bool:
        return date in verdicts and getattr(verdicts[date], question) is Tri.NO

    def possibly(date: dt.date) -> bool:
        return date not in verdicts or getattr(verdicts[date], question) is not Tri.YES

    return Attacks(tuple(joined(days, surely, needed)), len(joined(days, possibly, needed)))


def joined(days: Iterable[dt.date], free: Callable[[dt.date], bool], needed: int) -> list[Span]:
    """Days joined to spans, parted where at least `needed` free days lie between two of them."""
    spans: list[Span] = []
    for day in days:
        if spans:
            between = (spans[-1].last + DAY * n for n in range(1, (day - spans[-1].last).days))
            if sum(map(free, between)) < needed:
                spans[-1] = Span(spans[-1].first, day)
                continue
        spans.append(Span(day, day))
    return spans
