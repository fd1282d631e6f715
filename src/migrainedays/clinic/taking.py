"""An exchange folder taken in from the command line, and what is told of it."""

import dataclasses
import sys
from collections import Counter
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from migrainedays.clinic.records.access import operator
from migrainedays.clinic.records.actions import folders
from migrainedays.exchange import Folder


@dataclasses.dataclass(frozen=True)
class Told:
    """What became of a folder, in numbers and in sentences."""

    taken: folders.Taken
    sentences: list[str]

    @property
    def left(self) -> bool:
        """Whether a changed row was left as it stands here."""
        return any(not change.written for change in self.taken.changed)

    def rows(self) -> list[tuple[str, int, int, int]]:
        """Added, unchanged and changed rows of each table."""
        changed = Counter(change.there.table for change in self.taken.changed)
        tables = dict.fromkeys((*self.taken.added, *self.taken.unchanged, *changed))
        return [(t, self.taken.added.get(t, 0), self.taken.unchanged.get(t, 0), changed[t]) for t in tables]

    def to_json(self) -> dict[str, Any]:
        """The same for a program."""
        tables = {name: {"added": a, "unchanged": u, "changed": c} for name, a, u, c in self.rows()}
        return {"tables": tables, "changed": self.sentences}


def take_in(folder: Folder, clinic_id: int, *, update: bool) -> Told:
    """Take the folder in as the operator of the machine, with a progress bar where there is a screen."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,.0f} rows"),
        TimeElapsedColumn(),
    )
    hidden = not sys.stderr.isatty()
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=hidden) as bar:
        task = bar.add_task("Taking in", total=sum(len(rows) for rows in folder.tables.values()))
        taken = folders.take_in(
            folder=folder, by=operator(clinic_id), update=update, progress=lambda rows: bar.advance(task, rows)
        )
    return Told(taken, list(folders.sentences(taken.changed)))
