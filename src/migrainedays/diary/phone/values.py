"""A merged day as the values that everything else is counted from.

What is undecided between two phones is unknown here: it widens bounds and never counts as headache-free.
"""

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from migrainedays.columns import Value
from migrainedays.diary.attack import Attack
from migrainedays.diary.day import DiaryDay
from migrainedays.diary.exposure import Exposure
from migrainedays.diary.goal import Goal
from migrainedays.diary.intake import Intake
from migrainedays.diary.phone.field import Held, column_of, split_name
from migrainedays.diary.phone.merge import MergedDay

_ONLY_ON_THE_PHONE = {"ongoing", "wearing_off", "note"}
Fields = Mapping[str, Any]


@dataclasses.dataclass(frozen=True, slots=True)
class SideEffect:
    """Something a drug or a session may have done, in the person's words; the clinic decides what it was."""

    key: str
    event: str
    severity: str | None


def values_of(day: MergedDay, patient: str) -> tuple[Value, ...]:
    """The diary values of a day: at most one DiaryDay, then attacks, intakes, exposures and goals.

    A day on which only a drug or an exposure was noted yields no DiaryDay: whether there was a headache is unknown.
    """
    groups = _grouped(day)
    about = {name: value for name, value in groups.pop("", {}).get("", {}).items() if name not in _ONLY_ON_THE_PHONE}
    found: list[Value] = []
    if any(value not in (None, ()) for value in about.values()) or set(day.conflicts) & {"headache", "peak", "minutes"}:
        found.append(DiaryDay(patient=patient, date=day.date, **about, **_entered(day)))
    found += [_attack(patient, key, fields) for key, fields in groups.get("attack", {}).items() if fields["started_at"]]
    found += intakes_of(day, patient).values()
    for key, fields in groups.get("exposure", {}).items():
        if any(value is not None for value in fields.values()):
            found.append(Exposure(patient=patient, date=day.date, factor=key, **fields))
    for key, fields in groups.get("goal", {}).items():
        if fields.get("level") is not None:
            found.append(Goal(patient=patient, goal=key, date=day.date, **fields))
    return tuple(found)


def side_effects_of(day: MergedDay) -> tuple[SideEffect, ...]:
    """The side effects noted on a day."""
    noted = _grouped(day).get("effect", {})
    return tuple(
        SideEffect(key, fields["event"], fields.get("severity")) for key, fields in noted.items() if fields.get("event")
    )


def answers_of(day: MergedDay) -> dict[tuple[str, str], int]:
    """The answers to questionnaires given on a day: (scale, item) -> number."""
    noted = _grouped(day).get("score", {})
    return {(scale, item): n for scale, items in noted.items() for item, n in items.items() if n is not None}


def _grouped(day: MergedDay) -> dict[str, dict[str, dict[str, Any]]]:
    """Group, key, column -> value; an undecided field is None."""
    found: dict[str, dict[str, dict[str, Any]]] = defaultdict(lambda: defaultdict(dict))
    answers: dict[str, Held] = {**day.values, **dict.fromkeys(day.conflicts)}
    for name in sorted(answers):
        group, key, column = split_name(name)
        found[group][key][column] = _typed(name, answers[name])
    for fields in found.get("attack", {}).values():
        fields.setdefault("started_at", None)
    return found


def _typed(name: str, value: Held) -> Any:
    """What the written form of a value stands for (`"2.5"` is a decimal, an ISO text a moment)."""
    column = column_of(name)
    if column.kind == "many":
        return value or ()
    return column.read(value) if isinstance(value, str) and column.kind != "text" else value


def _entered(day: MergedDay) -> Fields:
    """Zone and moment of the first entry about the headache itself: the day's own delay."""
    about = [each for each in day.operations if any("/" not in name for name in each.changes)]
    first = min(about, key=lambda each: each.claimed_at)
    return {"zone": first.zone, "entered_at": first.claimed_at}


def _attack(patient: str, key: str, fields: Fields) -> Attack:
    """An attack; an end before its beginning, put together from two phones, is left open."""
    ends = {name: fields.get(name) for name in ("ended_at", "woke_free_at", "asleep_at")}
    kept = {name: at if at is None or at >= fields["started_at"] else None for name, at in ends.items()}
    if kept["asleep_at"] and kept["woke_free_at"] and kept["woke_free_at"] < kept["asleep_at"]:
        kept["woke_free_at"] = None
    return Attack(patient=patient, attack=key, **{**fields, **kept})


def intakes_of(day: MergedDay, patient: str) -> dict[str, Intake]:
    """The intakes of a day by the phone's own keys, numbered by drug in order of their time.

    One whose drug is undecided is one of an unknown drug.
    """
    numbers: dict[str, int] = defaultdict(int)
    found = {}
    for key, fields in sorted(_grouped(day).get("intake", {}).items(), key=_by_time):
        drug = (fields.get("drug") or _undecided_drug(day, key) or "").lower()
        if drug:
            numbers[drug] += 1
            named = {**fields, "drug": drug}
            found[key] = Intake(patient=patient, date=day.date, intake=numbers[drug], **named)
    return found


def _by_time(noted: tuple[str, Fields]) -> tuple[dt.datetime, str]:
    key, fields = noted
    return fields.get("taken_at") or dt.datetime.max.replace(tzinfo=dt.UTC), key


def _undecided_drug(day: MergedDay, key: str) -> str | None:
    versions: Iterable[Any] = day.conflicts.get(f"intake/{key}/drug", ())
    named = sorted({version.value for version in versions if version.value})
    return " or ".join(named) or None
