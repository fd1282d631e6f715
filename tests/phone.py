"""A phone at hand for tests: short ways to write entries as they leave it."""

import datetime as dt
import uuid
from typing import Any

from migrainedays.diary.phone import MergedDay, Operation, Outcome, merge, read_operation, receive

DIARY = uuid.UUID("11111111-1111-4111-8111-111111111111")
PHONE = uuid.UUID("22222222-2222-4222-8222-222222222222")
TABLET = uuid.UUID("33333333-3333-4333-8333-333333333333")
EVENING = "2026-03-01T21:30:00+01:00"


def raw(fields: dict[str, Any], **other: Any) -> dict[str, Any]:
    """An entry for 1 March 2026, made that evening in Paris, as JSON."""
    return {
        "id": str(uuid.uuid4()),
        "diary": str(DIARY),
        "device": str(PHONE),
        "date": "2026-03-01",
        "claimed_at": EVENING,
        "zone": "Europe/Paris",
        "changes": fields,
        "parents": [],
    } | other


def entry(
    *parents: Operation, on: uuid.UUID = PHONE, date: str = "2026-03-01", at: str = EVENING, **fields: Any
) -> Operation:
    """An entry that had `parents` on the screen; `intake__a__drug` is written for `intake/a/drug`."""
    changes = {name.replace("__", "/"): value for name, value in fields.items()}
    seen = [str(parent.id) for parent in parents]
    return read_operation(
        raw(changes, device=str(on), date=date, claimed_at=at, parents=seen, correction=bool(parents))
    )


def day(*entries: Operation) -> MergedDay:
    return merge(entries)


def take(
    *entries: object, stored: dict[uuid.UUID, Operation] | None = None, at: str = "2026-03-01T22:00:00+01:00"
) -> Outcome:
    """What the clinic makes of a batch."""
    moment = dt.datetime.fromisoformat(at)
    return receive(entries, diary=DIARY, device=PHONE, received_at=moment, stored=stored or {})
