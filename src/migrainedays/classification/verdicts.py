"""The verdict on each entered day: headache day, migraine day, moderate or severe day, each with its reasons."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from migrainedays.classification.acute import NONE, UNKNOWN, AcuteDay, acute_day
from migrainedays.classification.case import INDETERMINATE, NO, YES, Case, History, Lasting
from migrainedays.classification.flags import flags_of, midnight_split
from migrainedays.classification.history import history_of, shortest_of
from migrainedays.classification.profiles import Profile, Way, Ways
from migrainedays.diary import Diary, DiaryDay, Lived, Tri, lived_days
from migrainedays.diary.from_attacks import MINUTE, duration
from migrainedays.treatment import Person


class DayVerdict(NamedTuple):
    """What one entered day is by one profile.

    `headache` says whether there was any headache, whatever the profile asks for; `case` and `profile` are what the
    reasons are told from.
    """

    date: dt.date
    headache_day: Tri
    migraine_day: Tri
    moderate_severe_day: Tri
    headache: Tri
    flags: tuple[str, ...]
    case: Case
    profile: Profile

    @property
    def minutes(self) -> int | None:
        """Minutes of headache on this day, 0 where there was none; None where they were not noted."""
        return 0 if self.headache is NO else self.case.minutes

    @property
    def peak(self) -> int | None:
        """The worst pain of this day, 0 to 3."""
        return 0 if self.headache is NO else self.case.day.peak

    @property
    def acute(self) -> AcuteDay:
        """The acute drugs of this day."""
        return self.case.acute

    @property
    def reasons(self) -> tuple[str, ...]:
        """What each verdict rests on, or what it lacks."""
        told: dict[str, None] = {}
        for question, ways in (
            ("migraine day", self.profile.migraine_day),
            ("headache day", self.profile.headache_day),
        ):
            told.update(dict.fromkeys(_reasons(question, ways, self.case)))
        return tuple(told)


def classify(
    diary: Diary, profile: Profile, person: Person | None = None, *, on: dt.date | None = None
) -> Mapping[dt.date, DayVerdict]:
    """The verdict on each date that has an entry, in order of date.

    `person` gives what the diary cannot know: age, and attacks before it began. `on` is the day up to which an
    attack without an end goes on; the last dated row unless it is given.
    """
    now = on or diary.last_on
    lived = lived_days(diary, on=now, zone=person.zone if person else None)
    history = history_of(diary, person, on=on) if profile.needs_history else History()
    by_year: dict[int, History] = {}
    verdicts = {}
    for date, day in lived.days.items():
        if date.year not in by_year:
            by_year[date.year] = history._replace(shortest=shortest_of(person, date.year))
        case = Case(
            day, headache_of(day), day.minutes, acute_on(diary, date), _lasting(lived, date, now), by_year[date.year]
        )
        verdicts[date] = judge(date, case, profile)
    return midnight_split(verdicts, lived, judge)


def judge(date: dt.date, case: Case, profile: Profile) -> DayVerdict:
    """One day by one profile."""
    migraine = answer(profile.migraine_day, case)
    headache = answer(profile.headache_day, case)
    if profile.migraine_day_is_headache_day:
        headache = headache | migraine
    severe = answer(profile.moderate_severe_day, case)
    return DayVerdict(date, headache, migraine, severe, case.headache, flags_of(case, migraine), case, profile)


def answer(ways: Ways, case: Case) -> Tri:
    """Whether any of the ways is met; a profile that does not define a question leaves it open."""
    found = NO if ways else INDETERMINATE
    for way in ways:
        met = _met(way, case)
        if met is YES:
            return met
        if met is INDETERMINATE:
            found = met
    return found


def _met(way: Way, case: Case) -> Tri:
    found = YES
    for clause in way.clauses:
        met = clause.ask(case)
        if met is NO:
            return met
        if met is INDETERMINATE:
            found = met
    return found


def _reasons(question: str, ways: Ways, case: Case) -> Iterator[str]:
    met = [(way, _met(way, case)) for way in ways]
    for way, verdict in met:
        if verdict is YES:
            for clause in way.clauses:
                yield from clause.reasons(case)
    if any(verdict is YES for _, verdict in met):
        return
    if case.headache is NO:
        yield "no headache"
        return
    for way, verdict in met:
        lacking = [clause.says for clause in way.clauses if clause.ask(case) is verdict]
        word = "not decided" if verdict is INDETERMINATE else "not met"
        yield f"{question} {word}: {'; '.join(lacking)}"


# -- the day as the rules look at it ---------------------------------------------------------------------
def _lasting(lived: Lived, date: dt.date, now_on: dt.date | None) -> tuple[Lasting, ...]:
    if date not in lived.touched:
        return ()
    found = (duration(attack, now_on) for attack in lived.touched[date].attacks)
    return tuple(Lasting(least // MINUTE, None if most is None else most // MINUTE) for least, most in found)


def headache_of(day: DiaryDay) -> Tri:
    """Whether there was headache; where that was not answered, minutes and pain above none say so."""
    if day.headache is not None:
        return YES if day.headache else NO
    said = {bool(number) for number in (day.minutes, day.peak) if number is not None}
    return Tri.of(said.pop()) if len(said) == 1 else INDETERMINATE


def acute_on(diary: Diary, date: dt.date) -> AcuteDay:
    """The acute drugs of a date; without a row of `days` what is not listed is unknown."""
    if not diary.intakes_kept:
        return UNKNOWN
    complete = date in diary.by_date
    if intakes := diary.intakes_on.get(date):
        return acute_day(intakes, complete=complete)
    return NONE if complete else UNKNOWN
