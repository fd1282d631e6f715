"""Free of headache at a moment, and headache or an acute drug in the hours after it.

Where attacks are noted with their times, those decide. Where only days are, a moment is free when its day says
headache=false; then the 24 hours reach into the next day, and that day's answer decides.
"""

import datetime as dt
from typing import NamedTuple

from migrainedays.course.follow import Followed
from migrainedays.diary import Attack, Tri
from migrainedays.diary.from_attacks import ended_at, has_headache
from migrainedays.literature import claim
from migrainedays.windows import DAY

WITHIN = dt.timedelta(hours=int(claim("abilities.hours").number))


class Moment(NamedTuple):
    """What is known of the hours after one moment; both None where the person was not at risk or it is not known."""

    headache: Tri
    acute: Tri


def after(followed: Followed, at: dt.datetime, date: dt.date) -> Moment | None:
    """What followed a moment at which the person was free of headache; None where that is not known or not so.

    `date` is the calendar day on which the moment was lived.
    """
    day = followed.verdicts.get(date)
    if day is None:
        return None
    painful = [attack for attack in followed.course.diary.attacks if has_headache(attack)]
    if any(_covers(attack, at) for attack in painful):
        return None
    if day.headache is not Tri.NO and not any(_on(attack, date) for attack in painful):
        return None  # headache that day, and no attack says when
    return Moment(_headache(followed, painful, at, date), _acute(followed, at, date))


def _headache(followed: Followed, painful: list[Attack], at: dt.datetime, date: dt.date) -> Tri:
    if any(at < _start(attack) <= at + WITHIN for attack in painful):
        return Tri.YES
    following = followed.verdicts.get(date + DAY)
    if following is None:
        return Tri.INDETERMINATE
    if following.headache is Tri.YES and not any(_on(attack, date + DAY) for attack in painful):
        return Tri.YES  # a day of headache without a time: within the 24 hours as far as days can tell
    return Tri.INDETERMINATE if following.headache is Tri.INDETERMINATE else Tri.NO


def _acute(followed: Followed, at: dt.datetime, date: dt.date) -> Tri:
    diary = followed.course.diary
    if not diary.intakes_kept:
        return Tri.INDETERMINATE
    found = [
        Tri.of(None if intake.taken_at is None and on == date else _within(at, intake.taken_at))
        for on in (date, date + DAY)
        for intake in diary.intakes_on.get(on, ())
        if intake.is_acute
    ]
    lacking = Tri.NO if date + DAY in diary.by_date else Tri.INDETERMINATE
    return Tri.any([*found, lacking])


def _within(at: dt.datetime, taken_at: dt.datetime | None) -> bool:
    """An intake of the next day without a time counts as within the 24 hours, as a headache does."""
    return taken_at is None or at < taken_at <= at + WITHIN


def _start(attack: Attack) -> dt.datetime:
    assert attack.started_at is not None
    return attack.started_at


def _covers(attack: Attack, at: dt.datetime) -> bool:
    end = ended_at(attack)
    return _start(attack) <= at and (end is None or at < end)


def _on(attack: Attack, date: dt.date) -> bool:
    end = ended_at(attack)
    return _start(attack).date() <= date and (end is None or date <= end.date())
