"""The days of a diary with what its attacks add to them."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from migrainedays.diary.attack import Attack
from migrainedays.diary.day import MINUTES_A_DAY, DiaryDay
from migrainedays.diary.diary import Diary
from migrainedays.diary.features import Features
from migrainedays.diary.from_attacks import Touched, touched_days

FEATURES = tuple(field.name for field in dataclasses.fields(Features))


@dataclasses.dataclass(frozen=True)
class Lived:
    """Each date that was entered, by a row of `days` or by an attack that touched it."""

    days: Mapping[dt.date, DiaryDay]
    touched: Mapping[dt.date, Touched]


def lived_days(diary: Diary, *, on: dt.date | None = None, zone: str | None = None) -> Lived:
    """The entered days of a diary; what a row of `days` says stands, and its blanks are filled from the attacks.

    `on` is the day up to which an attack without an end goes on; the last dated row unless it is given.
    """
    if not diary.attacks:
        return Lived(diary.by_date, {})
    touched = touched_days(diary.attacks, on or diary.last_on, zone)
    days = dict(diary.by_date)
    for date, found in touched.items():
        days[date] = merged(days.get(date), date, found)
    return Lived(dict(sorted(days.items())), touched)


def merged(row: DiaryDay | None, date: dt.date, touched: Touched) -> DiaryDay:
    """One day out of its row, if there is one, and of the attacks that touched it."""
    told = told_by(touched)
    row = row or DiaryDay(patient=touched.attacks[0].patient, date=date)
    blanks = {name: value for name, value in told.items() if getattr(row, name) in (None, ())}
    if row.headache is False:
        blanks = {name: value for name, value in blanks.items() if name not in ("minutes", "peak")}
    return dataclasses.replace(row, **blanks)


def told_by(touched: Touched) -> Mapping[str, Any]:
    """What the attacks of a day say of it, column by column."""
    told: dict[str, Any] = {name: _told(name, touched.attacks) for name in FEATURES}
    told["headache"] = touched.headache
    told["minutes"] = min(touched.minutes, MINUTES_A_DAY)  # the day that daylight saving ends has 25 hours
    return told


def _told(name: str, attacks: Iterable[Attack]) -> Any:
    """One column of several attacks: the most that any of them says; blank where a blank could say more."""
    answers = [getattr(attack, name) for attack in attacks]
    if isinstance(answers[0], tuple):
        return tuple(sorted({part for answer in answers for part in answer}))
    given = [answer for answer in answers if answer is not None]
    if not given:
        return None
    most = max(given)
    open_question = len(given) < len(answers) and isinstance(most, bool) and not most
    return None if open_question else most
