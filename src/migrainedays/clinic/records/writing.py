"""What left the practice on paper: which document of whom, when, by whom; never its text."""

import dataclasses
import datetime as dt
from typing import ClassVar

from migrainedays import columns


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDocument(columns.Value):
    """One document as it was handed out; `content_hash` is that of the file, so that a copy can be told from it."""

    table: ClassVar[str] = "written_documents"

    patient: str = columns.text(key=True)
    document: str = columns.text(key=True)
    kind: str | None = columns.text()
    language: str | None = columns.text()
    payer: str | None = columns.text()
    session: int | None = columns.whole()
    written_at: dt.datetime | None = columns.moment()
    written_by: str | None = columns.text()
    content_hash: str | None = columns.text()
