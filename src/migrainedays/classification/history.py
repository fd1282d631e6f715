"""Whether a person has had migraine at all: attacks before the diary, and those within it (1.1 A, 1.2 A, 1.3 B).

Attacks that were noted count one by one. Where only days were noted, a run of headache days, ended by a whole
headache-free day, is an attack if its hours say so, or those of one of its days; a run too long or too vague for
that may have been several.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from migrainedays.classification.case import (
    NO,
    SHORTEST,
    YES,
    History,
    Lasting,
    associated,
    aura_characteristics,
    aura_symptom,
    duration_within,
    pain_features,
)
from migrainedays.classification.limits import limit
from migrainedays.classification.segmentation import joined
from migrainedays.diary import Attack, Diary, DiaryDay, Tri, lived_days
from migrainedays.diary.day import MINUTES_A_DAY
from migrainedays.diary.features import Features
from migrainedays.diary.from_attacks import MINUTE, duration, has_headache, started_at
from migrainedays.treatment import Person
from migrainedays.windows import DAY

ATTACKS_NEEDED = limit("ichd3.attacks_needed")
AURA_ATTACKS_NEEDED = limit("ichd3.aura_attacks_needed")
_ADULT = limit("ichd3.adult_age")
_GROWN, _YOUNG = limit("ichd3.attack_minutes"), limit("ichd3.attack_minutes_under_18")


class Episode(NamedTuple):
    """An attack within the diary: whether it meets 1.1 B to D, 1.2 B and C, and how many attacks it may have been."""

    without_aura: Tri
    with_aura: Tri
    most: int = 1

    @property
    def migraine(self) -> Tri:
        return self.without_aura | self.with_aura


class Number(NamedTuple):
    """A number of attacks known to lie within bounds; `high` is None where there is no upper one."""

    low: int
    high: int | None

    def reaches(self, needed: int) -> Tri:
        return Tri.within(needed, self.low, needed if self.high is None else self.high)


class AttacksHad(NamedTuple):
    """How many attacks a person has had, by kind; `either` counts an attack once."""

    migraine: Number
    aura: Number
    either: Number


def history_of(diary: Diary, person: Person | None, *, on: dt.date | None = None) -> History:
    """Whether this person has migraine without aura, and with aura.

    The counting rule of 1.5 is for a person who already has migraine: where earlier attacks were not asked, migraine
    is taken as known; where they were, they are counted together with those of the diary. Auras are always counted.
    """
    had = attacks_had(diary, person, on=on)
    asked = person is not None and person.migraine_attacks_before is not None
    migraine = had.migraine.reaches(ATTACKS_NEEDED) if asked else YES
    return History(migraine, had.aura.reaches(AURA_ATTACKS_NEEDED))


def attacks_had(diary: Diary, person: Person | None, *, on: dt.date | None = None) -> AttacksHad:
    """Attacks before the diary and within it, by kind."""
    found = list(episodes(diary, person, on=on))
    missing = _missing(diary)
    before = person.migraine_attacks_before if person else None
    aura_before = person.aura_attacks_before if person else None
    both = None if before is None or aura_before is None else before + aura_before
    return AttacksHad(
        _number(((e.without_aura, e.most) for e in found), before, before or 0, missing),
        _number(((e.with_aura, e.most) for e in found), aura_before, aura_before or 0, missing),
        _number(((e.migraine, e.most) for e in found), both, (before or 0) + (aura_before or 0), missing),
    )


def _number(found: Iterable[tuple[Tri, int]], before: int | None, at_least: int, missing: int) -> Number:
    found = list(found)
    low = at_least + sum(answer is YES for answer, _ in found)
    high = None if before is None else before + missing + sum(most for answer, most in found if answer is not NO)
    return Number(low, high)


def _missing(diary: Diary) -> int:
    dates = lived_days(diary).days
    return (max(dates) - min(dates)).days + 1 - len(dates) if dates else 0


def episodes(diary: Diary, person: Person | None = None, *, on: dt.date | None = None) -> Iterator[Episode]:
    """The attacks of a diary: those noted as attacks, then those that headache days outside them make up."""
    for attack in diary.attacks:
        least, most = duration(attack, on or diary.last_on)
        lasting = Lasting(least // MINUTE, None if most is None else most // MINUTE)
        yield episode_of(attack, lasting, shortest_of(person, started_at(attack).year))
    lived = lived_days(diary, on=on)
    alone = {date: day for date, day in lived.days.items() if date not in lived.touched}
    yield from _runs(alone, person)


def episode_of(attack: Attack, lasting: Lasting, shortest: tuple[int, int] = SHORTEST) -> Episode:
    """An attack by the clauses of 1.1 and 1.2."""
    headache = Tri.of(has_headache(attack))
    without = headache & duration_within(lasting, shortest) & pain_features(attack) & associated(attack)
    return Episode(without, aura_of(attack))


def aura_of(day: Features) -> Tri:
    """1.2 B and C."""
    return aura_symptom(day) & aura_characteristics(day)


def _runs(days: Mapping[dt.date, DiaryDay], person: Person | None) -> Iterator[Episode]:
    def free(date: dt.date) -> bool:
        return date in days and days[date].headache is False and aura_symptom(days[date]) is NO

    candidates = [date for date in days if not free(date)]
    for span in joined(candidates, free, 1):
        within = {date: days.get(date) for date in span}
        yield _run(within, shortest_of(person, span.first.year))


def _run(within: Mapping[dt.date, DiaryDay | None], shortest: tuple[int, int]) -> Episode:
    """A run of days as one attack; None stands for a missing day within it."""
    days = [day for day in within.values() if day is not None]
    painful = [day for day in days if day.headache is not False]
    features = [pain_features(day) & associated(day) for day in painful]
    without = Tri.any(features) & _run_lasts(within, painful, shortest)
    if any(
        answer is YES and _stands_alone(day, within, shortest) for day, answer in zip(painful, features, strict=True)
    ):
        without = YES
    possible = sum(answer is not NO for answer in features) + sum(aura_of(day) is not NO for day in days)
    return Episode(without, Tri.any(map(aura_of, days)), max(possible, 1))


def _run_lasts(within: Mapping[dt.date, DiaryDay | None], painful: list[DiaryDay], shortest: tuple[int, int]) -> Tri:
    """Whether the hours of a run make one attack; a run that is too long for one may have been several."""
    if None in within.values() or not all(day.headache and day.minutes is not None for day in painful):
        return Tri.INDETERMINATE
    minutes = sum(day.minutes or 0 for day in painful)
    answer = duration_within(Lasting(minutes, minutes), shortest)
    return Tri.INDETERMINATE if answer is NO and minutes > shortest[0] else answer


def _stands_alone(day: DiaryDay, within: Mapping[dt.date, DiaryDay | None], shortest: tuple[int, int]) -> bool:
    """Whether the headache of a day was long enough and, with its neighbours, cannot have gone on for 72 hours.

    Three days that each had an hour without headache hold less than 72 hours of it.
    """
    beside = [within[date] for date in (day.date - DAY, day.date, day.date + DAY) if date in within]
    ended = all(other is not None and not _all_day(other) for other in beside)
    return ended and day.minutes is not None and day.minutes >= shortest[1]


def _all_day(day: DiaryDay) -> bool:
    return day.headache is not False and (day.minutes is None or day.minutes >= MINUTES_A_DAY)


def shortest_of(person: Person | None, year: int) -> tuple[int, int]:
    """The shortest attack, in minutes, that counts in a year of this person's life; adults unless it is known."""
    return shortest_in(person.birth_year, year) if person and person.birth_year else SHORTEST


def shortest_in(birth_year: int, year: int) -> tuple[int, int]:
    """As (possibly enough, surely enough): they differ in the year of the 18th birthday."""
    age = year - birth_year
    return (_YOUNG if age <= _ADULT else _GROWN, _YOUNG if age < _ADULT else _GROWN)
