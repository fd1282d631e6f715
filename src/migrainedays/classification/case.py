"""One day as the rules look at it, and the questions that ICHD-3 asks of a day or an attack.

Everything is yes, no or indeterminate: a blank cell was not asked. One exception is forced by the columns: an aura
cannot be noted as absent, so a day that notes nothing of an aura is read as a day without one.
"""

from typing import NamedTuple

from migrainedays.classification.acute import AcuteDay
from migrainedays.classification.limits import limit
from migrainedays.diary import DiaryDay, Tri
from migrainedays.diary.features import Features

YES, NO, INDETERMINATE = Tri.YES, Tri.NO, Tri.INDETERMINATE
SHORTEST = (limit("ichd3.attack_minutes"), limit("ichd3.attack_minutes"))
_LONGEST = limit("ichd3.attack_minutes_longest")
_PAIN = limit("ichd3.pain_features")
_MODERATE = limit("ichd3.moderate_pain")
_AURA_FEATURES = limit("ichd3.aura_features")


class Lasting(NamedTuple):
    """Elapsed minutes of an attack; `most` is None while it is still going on."""

    least: int
    most: int | None


class History(NamedTuple):
    """What is known of a person beside the day: whether migraine (five attacks) or aura (two) was had at all.

    `shortest` is the shortest attack in minutes that ICHD-3 accepts, as (possibly enough, surely enough): the two
    differ only in the year in which the person turns 18.
    """

    migraine: Tri = INDETERMINATE
    aura: Tri = INDETERMINATE
    shortest: tuple[int, int] = SHORTEST


class Case(NamedTuple):
    """One day: what was noted, whether there was headache, for how long, what was taken, in whom."""

    day: DiaryDay
    headache: Tri
    minutes: int | None
    acute: AcuteDay
    lasting: tuple[Lasting, ...]
    history: History


# -- 1.1 migraine without aura ---------------------------------------------------------------------------
def lasts(case: Case, minutes: int) -> Tri:
    """Whether the headache of this day lasted at least so long; 0 minutes of a noted headache is no duration."""
    if case.headache is NO:
        return NO
    if case.minutes is None:
        return INDETERMINATE
    return case.headache if case.minutes >= minutes else NO


def attack_duration(case: Case) -> Tri:
    """1.1 B: 4 to 72 hours, untreated or unsuccessfully treated.

    The duration is that of the whole attack where its times are known, else the minutes of the day. A shorter
    headache that a drug may have ended says nothing of how long it would have lasted.
    """
    if case.headache is NO:
        return NO
    if case.lasting:
        return Tri.any(_lasted(attack, case) for attack in case.lasting)
    return INDETERMINATE if case.minutes is None else _lasted(Lasting(case.minutes, case.minutes), case)


def _lasted(attack: Lasting, case: Case) -> Tri:
    """1.1 B of one attack; open where it was short and a drug was taken that may have ended it."""
    answer = duration_within(attack, case.history.shortest)
    short = attack.most is not None and attack.most < case.history.shortest[1]
    treated = bool(case.acute.relieved or case.acute.relief_unknown)
    return INDETERMINATE if answer is NO and short and treated else answer


def duration_within(attack: Lasting, shortest: tuple[int, int]) -> Tri:
    """Whether an elapsed time lies within 4 (under 18 years: 2) to 72 hours, both included."""
    least, most = attack
    if least > _LONGEST or (most is not None and most < shortest[0]):
        return NO
    return YES if most is not None and shortest[1] <= most <= _LONGEST else INDETERMINATE


def moderate_or_severe(day: Features) -> Tri:
    """1.1 C3: pain of 2 or 3 at its worst."""
    return INDETERMINATE if day.peak is None else YES if day.peak >= _MODERATE else NO


def pain_features(day: Features) -> Tri:
    """1.1 C: two of unilateral, pulsating, moderate or severe, aggravated by routine activity."""
    moderate = None if day.peak is None else day.peak >= _MODERATE
    answers = (day.unilateral, day.pulsating, moderate, day.aggravated)
    certain = answers.count(True)
    return Tri.within(_PAIN, certain, certain + answers.count(None))


def associated(day: Features) -> Tri:
    """1.1 D: nausea or vomiting, or both photophobia and phonophobia."""
    if day.nausea or day.vomiting or (day.photophobia and day.phonophobia):
        return YES
    sickness = day.nausea is False and day.vomiting is False
    senses = day.photophobia is False or day.phonophobia is False
    return NO if sickness and senses else INDETERMINATE


# -- 1.2 migraine with aura ------------------------------------------------------------------------------
def aura_symptom(day: Features) -> Tri:
    """1.2 B: at least one aura symptom; one that was noted without its kind is indeterminate."""
    if day.aura_kinds:
        return YES
    return INDETERMINATE if day.aura_minutes or day.aura_features else NO


def aura_characteristics(day: Features) -> Tri:
    """1.2 C: three of the six characteristics (ICHD-3 of 2018)."""
    if aura_symptom(day) is NO:
        return NO
    return INDETERMINATE if day.aura_features is None else YES if day.aura_features >= _AURA_FEATURES else NO


# -- 1.5 probable migraine -------------------------------------------------------------------------------
def definite_or_probable(case: Case) -> Tri:
    """All of 1.1 A to D or all but one; or all of 1.2 A to C or all but one."""
    return without_aura(case) | with_aura(case)


def without_aura(case: Case) -> Tri:
    """At least three of 1.1 A to D on a day with headache."""
    if case.headache is NO:
        return NO
    clauses = (case.history.migraine, attack_duration(case), pain_features(case.day), associated(case.day))
    return case.headache & Tri.at_least(len(clauses) - 1, clauses)


def with_aura(case: Case) -> Tri:
    """At least two of 1.2 A to C on a day with an aura."""
    if aura_symptom(case.day) is NO:  # else a known aura alone would make every headache a probable one
        return NO
    clauses = (case.history.aura, aura_symptom(case.day), aura_characteristics(case.day))
    return Tri.at_least(len(clauses) - 1, clauses)
