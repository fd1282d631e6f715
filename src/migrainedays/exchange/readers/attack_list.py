"""A list with one row an attack: its start, its end and its pain, by the clock on the wall."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from migrainedays.exchange.readers.attacks import AttackRow, Ending, add_attacks
from migrainedays.exchange.readers.dates import DateOrder, find_order, read_clock
from migrainedays.exchange.readers.gathering import Gathering, without
from migrainedays.exchange.readers.header import cells_of, find_header, preview_of
from migrainedays.exchange.readers.imported import Imported
from migrainedays.exchange.readers.pain import read_pain
from migrainedays.exchange.readers.reader import Asked
from migrainedays.exchange.readers.source import Source

Cells = Mapping[str, str]


def nothing_more(_: Cells) -> dict[str, Any]:
    """A list that tells of start, end and pain only."""
    return {}


@dataclass(frozen=True, slots=True)
class AttackList:
    """How one app writes its list; `more` reads what else of a row belongs to the attack, from the columns `used`.

    A row without an end is a day with headache: such a list marks nothing as going on.
    """

    kind: str
    app: str
    start: str
    end: str
    pain: str
    becomes: Mapping[str, str]
    used: frozenset[str] = frozenset()
    more: Callable[[Cells], dict[str, Any]] = nothing_more

    def read(self, source: Source, asked: Asked) -> Imported:
        """The attacks of one export."""
        rows = source.rows()
        place = find_header(rows, (self.start, self.end, self.pain), self.app)
        header, attacks = rows[place], rows[place + 1 :]
        gathering = Gathering(self.kind, source, asked)
        listed = [
            (line, {name.lower(): cell for name, cell in cells.items()}) for line, cells in cells_of(header, attacks)
        ]
        order = find_order([cells[self.start] for _, cells in listed], asked.date_order)
        found = [self._row(gathering, line, cells, order) for line, cells in listed]
        add_attacks(gathering, [row for row in found if row is not None])
        return gathering.finish(preview_of(header, attacks, self.becomes), order)

    def _row(self, gathering: Gathering, line: int, cells: dict[str, str], order: DateOrder) -> AttackRow | None:
        column = self.start
        try:
            started = gathering.localise(read_clock(cells[column], order))
            column = self.end
            end = cells.get(column, "")
            ending = gathering.localise(read_clock(end, order)) if end else Ending.UNKNOWN
            column = self.pain
            peak = read_pain(cells.get(column, ""))
        except ValueError as problem:
            gathering.refuse("attacks", line, column, cells.get(column, ""), str(problem))
            return None
        aside = dict(without({self.start, self.end, *self.used}, cells))
        return AttackRow(
            line=line, started_at=started, ending=ending, features={"peak": peak}, aside=aside, **self.more(cells)
        )
