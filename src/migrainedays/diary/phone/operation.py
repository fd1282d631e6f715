"""One entry as it left a phone, read from JSON and refused by name where it cannot be."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from migrainedays.columns import Column, columns_of
from migrainedays.diary.day import DiaryDay
from migrainedays.diary.phone.field import Held, read_field
from migrainedays.errors import Impossible

MOST_FIELDS = 200
MOST_PARENTS = 1_000
MOST_CHARACTERS = 64  # of a date, a moment or a zone
ID_LENGTH = 36  # of a UUID as text


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """Some fields of one day, written at once on one device.

    `date` is the calendar day as lived, `claimed_at` what the phone's clock said, with its offset, in `zone`.
    `parents` are all revisions of that day that the phone had when this was written: those it replaces, and no
    others. A phone's clock is kept and shown, and never decides which of two entries is the later one.
    """

    id: uuid.UUID
    diary: uuid.UUID
    device: uuid.UUID
    date: dt.date
    claimed_at: dt.datetime
    zone: str
    changes: Mapping[str, Held]
    parents: frozenset[uuid.UUID] = frozenset()
    correction: bool = False

    def replaces(self, other: "Operation") -> bool:
        """Whether the other was on the screen when this was written; two that name each other are concurrent."""
        return other.id in self.parents and self.id not in other.parents


def read_operation(raw: object) -> Operation:
    """An operation from its JSON object; Impossible names the field and the reason."""
    if not isinstance(raw, Mapping):
        raise Impossible("entry", "entry", raw, "is not an object")
    claimed_at = _read_column(raw, "claimed_at", Column("datetime", key=True))
    if claimed_at.tzinfo is None:
        raise Impossible("entry", "claimed_at", claimed_at, "has no offset from UTC")
    return Operation(
        id=_read_id(raw, "id"),
        diary=_read_id(raw, "diary"),
        device=_read_id(raw, "device"),
        date=_read_column(raw, "date", Column("date", key=True)),
        claimed_at=claimed_at,
        zone=_read_column(raw, "zone", columns_of(DiaryDay)["zone"]) or "UTC",
        changes=_settle(_read_changes(raw.get("changes"))),
        parents=_read_parents(raw.get("parents", [])),
        correction=raw.get("correction") is True,
    )


def write_operation(operation: Operation) -> dict[str, Any]:
    """The JSON object of an operation: what `read_operation` turns back into the same one."""
    return {
        "id": str(operation.id),
        "diary": str(operation.diary),
        "device": str(operation.device),
        "date": operation.date.isoformat(),
        "claimed_at": operation.claimed_at.isoformat(),
        "zone": operation.zone,
        "changes": {n: list(v) if isinstance(v, tuple) else v for n, v in sorted(operation.changes.items())},
        "parents": sorted(map(str, operation.parents)),
        "correction": operation.correction,
    }


def _read_id(raw: Mapping[str, object], name: str) -> uuid.UUID:
    value = raw.get(name)
    try:
        if not isinstance(value, str) or len(value) != ID_LENGTH:
            raise ValueError
        return uuid.UUID(value)
    except ValueError:
        raise Impossible("entry", name, value, "is not an id made on a phone") from None


def _read_column(raw: Mapping[str, object], name: str, column: Column) -> Any:
    cell = raw.get(name)
    try:
        if not isinstance(cell, str) or len(cell) > MOST_CHARACTERS:
            raise ValueError("is missing or not text")
        value = column.read(cell)
        column.require(value)
    except ValueError as problem:
        raise Impossible("entry", name, cell, str(problem)) from None
    return value


def _read_parents(raw: object) -> frozenset[uuid.UUID]:
    if not isinstance(raw, list) or len(raw) > MOST_PARENTS:
        raise Impossible("entry", "parents", None, f"is not a list of at most {MOST_PARENTS} ids")
    return frozenset(_read_id({"parents": parent}, "parents") for parent in raw)


def _read_changes(raw: object) -> dict[str, Held]:
    if not isinstance(raw, Mapping) or not 0 < len(raw) <= MOST_FIELDS:
        raise Impossible("entry", "changes", None, f"does not name 1 to {MOST_FIELDS} fields")
    found: dict[str, Held] = {}
    for name, value in raw.items():
        try:
            found[name] = read_field(name, value)
        except ValueError as problem:
            raise Impossible("entry", str(name)[:120], None, str(problem)) from None
    return found


def _settle(changes: dict[str, Held]) -> dict[str, Held]:
    """Say aloud what an answer implies, so that two phones that contradict each other meet in the same field.

    Pain, its length or "still going on" say that there was a headache; a day without headache has none of them.
    """
    felt = [name for name in ("peak", "minutes", "ongoing") if changes.get(name)]
    if changes.get("headache") is False:
        if felt:
            raise Impossible("entry", felt[0], changes[felt[0]], "is given for a day that says there was no headache")
        return changes | {"peak": None, "minutes": None, "ongoing": None}
    return changes | {"headache": True} if felt else changes
