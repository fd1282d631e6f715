"""The fields of a day as a phone sends them: what they are called and what they may hold.

A field of the day itself has the name of its column (`headache`, `minutes`, `peak`). What can happen several times
a day is written `group/key/column`: `intake/k3f9/drug`, `exposure/bright_light/level`, `goal/hair in a ponytail/level`.
Each field is merged by itself, so that pain noted on one phone and a drug noted on another never collide.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TypeAlias

from migrainedays.columns import Column, columns_of
from migrainedays.diary.attack import Attack
from migrainedays.diary.day import DiaryDay
from migrainedays.diary.exposure import Exposure
from migrainedays.diary.goal import Goal
from migrainedays.diary.intake import Intake

Held: TypeAlias = bool | int | str | tuple[str, ...] | None  # None takes an answer back

LONGEST_TEXT = 2_000  # characters: a long note, not a book
LONGEST_KEY = 80
_OF_THE_SERVER = {"patient", "date", "zone", "entered_at", "intake", "occurrence", "factor", "attack", "goal"}
_DAY_ONLY = {
    "ongoing": Column("boolean"),  # "still going on": an answer about length that is not yet a number
    "wearing_off": Column("boolean"),  # "I feel the treatment wearing off"
    "note": Column("text"),
}
_EFFECT = {"event": Column("text"), "severity": Column("choice", choices=("mild", "moderate", "severe"))}


def _of_the_phone(columns: Mapping[str, Column]) -> Mapping[str, Column]:
    return {name: column for name, column in columns.items() if name not in _OF_THE_SERVER}


# The columns that a phone may fill, by group; "" is the day itself.
COLUMNS: Mapping[str, Mapping[str, Column]] = {
    "": {**_of_the_phone(columns_of(DiaryDay)), **_DAY_ONLY},
    "intake": _of_the_phone(columns_of(Intake)),
    "exposure": _of_the_phone(columns_of(Exposure)),
    "attack": _of_the_phone(columns_of(Attack)),
    "goal": _of_the_phone(columns_of(Goal)),
    "effect": _EFFECT,
    "score": {str(item): Column("integer", low=Decimal(0), high=Decimal(3)) for item in range(1, 10)},
}
SCALES = ("phq9",)  # answered on the phone by number; the wording is the clinic's
_GROUP_KEY = re.compile(rf"[^/\x00-\x1f\x7f]{{1,{LONGEST_KEY}}}")
_NOT_SHOWN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def split_name(name: str) -> tuple[str, str, str]:
    """Group, key and column of a field; the day's own fields have neither group nor key.

    >>> split_name("intake/k3f9/drug")
    ('intake', 'k3f9', 'drug')
    """
    if "/" not in name:
        return "", "", name
    group, _, rest = name.partition("/")
    key, _, column = rest.rpartition("/")
    return group, key, column


def column_of(name: str) -> Column:
    """The column that a field fills; ValueError for a field that does not exist."""
    group, key, column = split_name(name)
    named = _GROUP_KEY.fullmatch(key) if group != "score" else key in SCALES
    if column not in COLUMNS.get(group, {}) or (group and not named):
        raise ValueError("is not a field of the diary")
    return COLUMNS[group][column]


def read_field(name: str, raw: object) -> Held:
    """What a field is to hold, in its one written form; ValueError with a sentence when it cannot hold that."""
    column = column_of(name)
    if raw is None:
        return None
    if column.kind == "text":
        return _read_text(raw)
    value = column.read(_cell(raw))
    column.require(value)
    if column.kind in ("boolean", "integer", "many"):
        held: Held = value
        return held
    if column.kind == "datetime" and value is not None and value.tzinfo is None:
        raise ValueError("has no offset from UTC")
    return None if value is None else column.write(value)


def _cell(raw: object) -> str:
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, list | tuple):
        return ";".join(str(part) for part in raw)
    if isinstance(raw, int | str):
        return str(raw)[: LONGEST_TEXT + 1]
    raise ValueError("is not something that a field can hold")


def _read_text(raw: object) -> str | None:
    if not isinstance(raw, str):
        raise ValueError("is not text")
    if len(raw) > LONGEST_TEXT:
        raise ValueError(f"is longer than {LONGEST_TEXT} characters")
    # What cannot be shown or stored (NUL, half a surrogate pair) is left out; everything else stays as written.
    return _NOT_SHOWN.sub("", raw).encode("utf-8", "replace").decode().strip() or None
