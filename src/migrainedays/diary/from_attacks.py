"""From attacks to days: which calendar days an attack touched, and for how long.

An attack has one duration, in elapsed time. Each calendar day gets the minutes that lie between its midnights, in
the offset in which the person lived the attack. Falling asleep with the attack and waking free of it, it lasted
until waking. An attack without an end is still going on, through the last day of which anything is known.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from zoneinfo import ZoneInfo

from migrainedays.diary.attack import Attack
from migrainedays.windows import DAY, Span

MINUTE = dt.timedelta(minutes=1)
Stretch = tuple[dt.datetime, dt.datetime]


def ended_at(attack: Attack) -> dt.datetime | None:
    """When the attack ended: on waking free of it after falling asleep with it; None while it is going on."""
    woke, asleep, ended = attack.woke_free_at, attack.asleep_at, attack.ended_at
    if woke is None or (ended is not None and asleep is not None and ended < asleep):
        return ended
    return woke if ended is None else max(ended, woke)


def started_at(attack: Attack) -> dt.datetime:
    """When it began; every attack has that."""
    assert attack.started_at is not None
    return attack.started_at


def has_headache(attack: Attack) -> bool:
    """An attack is one of headache, unless its pain was noted as none: then it is aura or another symptom alone."""
    return attack.peak != 0


class Duration(NamedTuple):
    """Elapsed time at least and at most; `most` is None while the attack is going on."""

    least: dt.timedelta
    most: dt.timedelta | None


def duration(attack: Attack, now_on: dt.date | None = None) -> Duration:
    """Elapsed time of an attack; one going on has lasted at least until the day `now_on` began."""
    start, end = started_at(attack), ended_at(attack)
    if end is not None:
        return Duration(end - start, end - start)
    begun = _midnight(now_on or start.date(), start.tzinfo)
    return Duration(max(begun - start, dt.timedelta()), None)


def stretches(
    attack: Attack, now_on: dt.date | None = None, zone: str | None = None
) -> Iterator[tuple[dt.date, Stretch]]:
    """The calendar days that an attack touched, each with the moments between its midnights.

    Midnights are those of the offset in which the attack began; where `zone` agrees with the offsets of its beginning
    and end, they are the zone's. `now_on` is the last day of an attack that is going on.
    """
    start, end = started_at(attack), ended_at(attack)
    tz = _zone_of(start, end, zone) or start.tzinfo
    first = start.astimezone(tz).date()
    if end is None:
        end = _midnight(max(now_on or first, first) + DAY, tz)
    if start == end:
        yield first, (start, end)
    for day in Span(first, end.astimezone(tz).date()):
        begin, finish = max(start, _midnight(day, tz)), min(end, _midnight(day + DAY, tz))
        if begin < finish:
            yield day, (begin, finish)


def _zone_of(start: dt.datetime, end: dt.datetime | None, zone: str | None) -> dt.tzinfo | None:
    """The zone, where the moments were lived in it."""
    if zone is None:
        return None
    found = ZoneInfo(zone)
    lived = all(moment.astimezone(found).utcoffset() == moment.utcoffset() for moment in (start, end) if moment)
    return found if lived else None


def _midnight(day: dt.date, tz: dt.tzinfo | None) -> dt.datetime:
    """Midnight as a moment; in UTC, so that differences are elapsed time."""
    return dt.datetime.combine(day, dt.time(), tz).astimezone(dt.UTC)


class Touched(NamedTuple):
    """One calendar day as attacks touched it: which ones, and how many minutes of headache they put on it."""

    attacks: tuple[Attack, ...]
    minutes: int

    @property
    def headache(self) -> bool:
        return any(map(has_headache, self.attacks))


def touched_days(
    attacks: Iterable[Attack], now_on: dt.date | None = None, zone: str | None = None
) -> Mapping[dt.date, Touched]:
    """Every calendar day that an attack touched; minutes that two attacks share count once."""
    found: dict[dt.date, list[tuple[Attack, Stretch]]] = defaultdict(list)
    for attack in attacks:
        for day, stretch in stretches(attack, now_on, zone):
            found[day].append((attack, stretch))
    return {
        day: Touched(
            tuple(attack for attack, _ in entries),
            minutes_of(stretch for attack, stretch in entries if has_headache(attack)),
        )
        for day, entries in sorted(found.items())
    }


def minutes_of(parts: Iterable[Stretch]) -> int:
    """Whole minutes that the stretches cover together."""
    total, reached = dt.timedelta(), dt.datetime.min.replace(tzinfo=dt.UTC)
    for begin, finish in sorted(parts):
        total += max(finish - max(begin, reached), dt.timedelta())
        reached = max(reached, finish)
    return total // MINUTE
