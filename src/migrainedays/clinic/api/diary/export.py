"""Everything that a patient wrote, as a table and as a document."""

import csv
import io
import json
from collections.abc import Iterator

from migrainedays.clinic.records import queries
from migrainedays.clinic.records.phone_access import Phone
from migrainedays.columns import Column

HEADER = ("date", "field", "answer", "written_at_by_the_phone", "zone", "received_at", "phone", "correction", "entry")
_TEXT = Column("text")


def rows_of(phone: Phone) -> Iterator[tuple[str, ...]]:
    """One row an answer, corrections and what they replaced included, in the order of receipt."""
    for entry, body in queries.phones.own_history(phone):
        for field, answer in sorted(body["changes"].items()):
            shown = json.dumps(answer, ensure_ascii=False) if not isinstance(answer, str) else answer
            received = entry.received_at.isoformat() if entry.received_at else ""
            yield (
                body["date"], field, shown, body["claimed_at"], body["zone"], received, body["device"],
                "yes" if body["correction"] else "", body["id"],
            )  # fmt: skip


def table_of(phone: Phone) -> str:
    """The rows as CSV; what a spreadsheet would run as a formula stands behind an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER)
    writer.writerows([_TEXT.write(cell) for cell in row] for row in rows_of(phone))
    return out.getvalue()
