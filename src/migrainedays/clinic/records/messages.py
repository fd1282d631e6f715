"""A message to a patient as the clinic keeps it: what it is about, when it may go, and what became of it."""

import dataclasses
import datetime as dt
from typing import ClassVar

from migrainedays import columns

KINDS = ("visit_reminder", "recall")
# withdrawn: what it was about fell away before it went, or nobody may write to this address any more
STATES = ("queued", "sent", "given_up", "withdrawn")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Message(columns.Value):
    """One message; `message` is its lasting key, from which the receiver's Message-ID follows.

    Its words are made when it goes, from `kind`, `about` (such as a visit) and the patient's language, so that
    a visit that was moved meanwhile is never told as it was.
    """

    table: ClassVar[str] = "messages"

    patient: str = columns.text(key=True)
    message: str = columns.text(key=True)
    kind: str | None = columns.choice(*KINDS)
    about: str | None = columns.text()
    due_at: dt.datetime | None = columns.moment()
    state: str | None = columns.choice(*STATES)
    sent_to: str | None = columns.text()
    ended_at: dt.datetime | None = columns.moment()

    def require(self) -> None:
        if self.kind is None or self.due_at is None or self.state is None:
            self.refuse("due_at", "is missing; a message has its kind, its moment and its state")
