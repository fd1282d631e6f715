"""Diary days of files that name the day and not the hour: entries of one date are joined."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

from migrainedays.diary import Attack, DiaryDay
from migrainedays.diary.features import Features
from migrainedays.exchange.readers.gathering import NO_ASIDE, Gathering
from migrainedays.exchange.readers.imported import Origin
from migrainedays.windows import DAY

FEATURES = tuple(field.name for field in dataclasses.fields(Features))


def add_headache_day(
    gathering: Gathering, date: dt.date, line: int, features: Mapping[str, Any], aside: Mapping[str, str] = NO_ASIDE
) -> None:
    """A date with headache: the worst pain of its entries, and every symptom that any of them named."""
    day = DiaryDay(patient=gathering.patient, date=date, headache=True, **features)
    known = gathering.values.get((day.table, day.key))
    if not isinstance(known, DiaryDay):
        gathering.add(day, line, aside)
        return
    if known.headache is False:
        gathering.note("days", line, "headache", str(date), "has headache here and none elsewhere; headache was kept")
        known = None
    gathering.values[day.table, day.key] = day if known is None else _joined(known, day)
    gathering.origins.append(Origin(day.table, day.key, line, dict(aside)))


def add_free_day(gathering: Gathering, date: dt.date, line: int, aside: Mapping[str, str] = NO_ASIDE) -> None:
    """A date on which the file says that there was no headache; headache noted for that date wins."""
    day = DiaryDay(patient=gathering.patient, date=date, headache=False)
    known = gathering.values.get((day.table, day.key))
    if isinstance(known, DiaryDay) and known.headache:
        gathering.note("days", line, "headache", str(date), "has none here and headache elsewhere; headache was kept")
    elif known is None:
        gathering.add(day, line, aside)


def settle(gathering: Gathering) -> None:
    """Take back headache-free dates that an attack touches, and list them as odd."""
    touched = {date for value in gathering.values.values() if isinstance(value, Attack) for date in _dates(value)}
    for key, value in list(gathering.values.items()):
        if isinstance(value, DiaryDay) and value.headache is False and value.date in touched:
            del gathering.values[key]
            reason = "is said to be without headache and an attack touches it; the attack was kept"
            gathering.note("days", gathering.lines[key], "headache", str(value.date), reason)


def _dates(attack: Attack) -> list[dt.date]:
    if attack.started_at is None or attack.ended_at is None:
        return [] if attack.started_at is None else [attack.started_at.date()]
    last = attack.ended_at.astimezone(attack.started_at.tzinfo).date()
    count = (last - attack.started_at.date()).days
    return [attack.started_at.date() + number * DAY for number in range(count + 1)]


def _joined(one: DiaryDay, other: DiaryDay) -> DiaryDay:
    joined = {name: _either(getattr(one, name), getattr(other, name)) for name in FEATURES}
    return dataclasses.replace(one, **joined)


def _either(one: Any, other: Any) -> Any:
    if isinstance(one, tuple):
        return tuple(sorted({*one, *other}))
    known = [answer for answer in (one, other) if answer is not None]
    return max(known) if known else None
