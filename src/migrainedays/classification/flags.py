"""What a reader of a verdict should know beside it."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

from migrainedays.classification.case import NO, YES, Case
from migrainedays.classification.drugs import TRIPTAN_OR_ERGOT
from migrainedays.classification.limits import limit
from migrainedays.classification.profiles import Profile
from migrainedays.classification.verdict import DayVerdict
from migrainedays.diary import Attack, Lived, Tri
from migrainedays.diary.features import Features
from migrainedays.diary.from_attacks import MINUTE, duration

Judge = Callable[[dt.date, Case, Profile], DayVerdict]
_AURA_LONGEST = limit("ichd3.aura_minutes_longest")
UNUSUAL_AURAS = frozenset({"motor", "brainstem"})


def flags_of(case: Case, migraine: Tri) -> tuple[str, ...]:
    """The flags of one day; usually none."""
    day, acute = case.day, case.acute
    if not (acute.taken or day.aura_kinds or day.aura_minutes or day.minutes == 0):
        return ()
    return tuple(_flags(case, migraine))


def _flags(case: Case, migraine: Tri) -> Iterator[str]:
    day, acute = case.day, case.acute
    if migraine is YES and case.headache is NO:
        yield "no_headache"
    if acute.purpose_blank:
        yield "purpose_blank"
    if acute.unrecognised:
        yield "unrecognised_drug"
    if case.headache is YES and case.minutes == 0:
        yield "zero_minutes"
    if long_aura(day):
        yield "aura_over_60_minutes"
    if UNUSUAL_AURAS & set(day.aura_kinds) and acute.taken & TRIPTAN_OR_ERGOT:
        yield "motor_or_brainstem_aura_with_triptan_or_ergot"


def long_aura(day: Features) -> bool:
    """An aura symptom of more than 60 minutes: the clinician should hear of it soon."""
    return day.aura_minutes is not None and day.aura_minutes > _AURA_LONGEST


QUESTIONS = ("headache_day", "migraine_day", "moderate_severe_day")


def midnight_split(verdicts: Mapping[dt.date, DayVerdict], lived: Lived, judge: Judge) -> Mapping[dt.date, DayVerdict]:
    """The verdicts, with a flag on each date of an attack that its midnights made too short for the profile.

    Such an attack would make one of its dates what the profile asks for if its whole duration counted on it, and
    with the minutes clipped at midnight makes none of them so.
    """
    dates_of: dict[str, list[dt.date]] = {}
    attacks: dict[str, Attack] = {}
    for date, touched in lived.touched.items():
        for attack in touched.attacks:
            dates_of.setdefault(attack.attack, []).append(date)
            attacks[attack.attack] = attack
    found = dict(verdicts)
    for name, dates in dates_of.items():
        if len(dates) > 1 and _is_split(attacks[name], [verdicts[date] for date in dates], judge):
            for date in dates:
                if "midnight_split" not in found[date].flags:
                    found[date] = found[date]._replace(flags=(*found[date].flags, "midnight_split"))
    return found


def _is_split(attack: Attack, clipped: list[DayVerdict], judge: Judge) -> bool:
    minutes = duration(attack, clipped[-1].date).least // MINUTE
    whole = [judge(v.date, v.case._replace(minutes=max(minutes, v.case.minutes or 0)), v.profile) for v in clipped]
    for question in QUESTIONS:
        before = [getattr(verdict, question) for verdict in clipped]
        after = [getattr(verdict, question) for verdict in whole]
        if YES not in before and YES in after:
            return True
    return False
