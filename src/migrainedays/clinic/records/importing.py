"""An import as the clinic remembers it, so that all of it can be taken back."""

import dataclasses
import datetime as dt
from typing import ClassVar

from migrainedays import columns


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Import(columns.Value):
    """A folder or another app's file that was taken in; what it wrote, the journal says under its name.

    `rows` counts what was new or changed by it, `undone_at` the moment from which none of that stands any more.
    """

    table: ClassVar[str] = "imports"

    taking: str = columns.text(key=True)
    why: str | None = columns.text()
    at: dt.datetime | None = columns.moment()
    rows: int | None = columns.whole(0)
    undone_at: dt.datetime | None = columns.moment()
