"""The verdict on each entered day of a diary: headache day, migraine day, moderate or severe day."""

import datetime as dt
from collections.abc import Mapping

from migrainedays.classification.acute import NONE, UNKNOWN, AcuteDay, acute_day
from migrainedays.classification.case import INDETERMINATE, NO, YES, Case, History, Lasting
from migrainedays.classification.flags import flags_of, midnight_split
from migrainedays.classification.history import history_of, shortest_of
from migrainedays.classification.profiles import Profile
from migrainedays.classification.verdict import DayVerdict, answer
from migrainedays.diary import Diary, DiaryDay, Lived, Tri, lived_days
from migrainedays.diary.from_attacks import MINUTE, duration
from migrainedays.treatment import Person


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
