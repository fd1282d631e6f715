"""MigraineBot's CSV: exactly start, end and pain."""

from migrainedays.exchange.readers.attacks import AttackRow, Ending, add_attacks
from migrainedays.exchange.readers.dates import DateOrder, find_order, read_clock
from migrainedays.exchange.readers.gathering import Gathering, without
from migrainedays.exchange.readers.header import cells_of, find_header, preview_of
from migrainedays.exchange.readers.imported import Imported
from migrainedays.exchange.readers.pain import read_pain
from migrainedays.exchange.readers.reader import Asked
from migrainedays.exchange.readers.source import Source

KIND = "migrainebot"
COLUMNS = ("start", "end", "pain")
BECOMES = {
    "start": "attacks.started_at",
    "end": "attacks.ended_at",
    "pain": "attacks.peak; the original kept aside",
}


def read(source: Source, asked: Asked) -> Imported:
    """The attacks of one export."""
    rows = source.rows()
    place = find_header(rows, COLUMNS, "MigraineBot")
    header, attacks = rows[place], rows[place + 1 :]
    gathering = Gathering(KIND, source, asked)
    listed = [(line, {name.lower(): cell for name, cell in cells.items()}) for line, cells in cells_of(header, attacks)]
    order = find_order([cells["start"] for _, cells in listed], asked.date_order)
    found = [_row(gathering, line, cells, order) for line, cells in listed]
    add_attacks(gathering, [row for row in found if row is not None])
    return gathering.finish(preview_of(header, attacks, BECOMES), order)


def _row(gathering: Gathering, line: int, cells: dict[str, str], order: DateOrder) -> AttackRow | None:
    column = "start"
    try:
        started = gathering.localise(read_clock(cells[column], order))
        column = "end"
        end = cells.get(column, "")
        ending = gathering.localise(read_clock(end, order)) if end else Ending.UNKNOWN
        column = "pain"
        peak = read_pain(cells.get(column, ""))
    except ValueError as problem:
        gathering.refuse("attacks", line, column, cells.get(column, ""), str(problem))
        return None
    aside = dict(without({"start", "end"}, cells))
    return AttackRow(line=line, started_at=started, ending=ending, features={"peak": peak}, aside=aside)
