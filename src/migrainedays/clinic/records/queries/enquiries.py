"""Enquiries as the staff see them, the urgent ones first."""

import datetime as dt
from typing import Any

from migrainedays.clinic.records.access import NotFound
from migrainedays.clinic.records.enquiring import Enquiry
from migrainedays.clinic.records.models import Stored
from migrainedays.clinic.records.queries import rows


def to_answer(user: Any, on: dt.date) -> list[Stored[Enquiry]]:
    """Those still open: marked ones first, then calls that are due, then the oldest."""

    def order(stored: Stored[Enquiry]) -> tuple[bool, bool, str]:
        asked = stored.value
        due = asked.call_back_on is not None and asked.call_back_on <= on
        return not asked.red_flags, not due, str(asked.received_at)

    return sorted((s for s in rows.stock(user, Enquiry) if s.value.is_open), key=order)


def answered(user: Any, last: int = 50) -> list[Stored[Enquiry]]:
    """Those that need nobody any more, the newest first."""
    done = [stored for stored in rows.stock(user, Enquiry) if not stored.value.is_open]
    return sorted(done, key=lambda stored: str(stored.value.received_at), reverse=True)[:last]


def one(user: Any, enquiry: str) -> Stored[Enquiry]:
    """One enquiry; NotFound where this user may see none of that name."""
    found = [stored for stored in rows.stock(user, Enquiry) if stored.value.enquiry == enquiry]
    if not found:
        raise NotFound("There is no such enquiry.")
    return found[0]
