"""Cluster Headache Tracker's CSV: one row an attack, by the clock on the wall, without a zone."""

import re

from migrainedays.exchange.readers.attacks import AttackRow, Ending, add_attacks
from migrainedays.exchange.readers.dates import DateOrder, find_order, read_clock
from migrainedays.exchange.readers.gathering import Gathering, without
from migrainedays.exchange.readers.header import cells_of, find_header, preview_of
from migrainedays.exchange.readers.imported import Imported
from migrainedays.exchange.readers.pain import read_pain
from migrainedays.exchange.readers.reader import Asked
from migrainedays.exchange.readers.source import Source
from migrainedays.exchange.readers.words import factor_of, medicines_of, split_list

KIND = "cluster-headache-tracker"
BECOMES = {
    "start_time": "attacks.started_at",
    "end_time": "attacks.ended_at",
    "intensity": "attacks.peak; the original kept aside",
    "medication": "intakes.drug",
    "triggers": "exposures.factor",
}
_BETWEEN = re.compile(r"\s\+\s")  # `Sumatriptan + Oxygen` are two medicines


def read(source: Source, asked: Asked) -> Imported:
    """The attacks of one export. A row without an end is a day with headache: the app marks nothing as going on."""
    rows = source.rows()
    place = find_header(rows, ("start_time", "end_time", "intensity"), "Cluster Headache Tracker")
    header, attacks = rows[place], rows[place + 1 :]
    gathering = Gathering(KIND, source, asked)
    listed = list(cells_of(header, attacks))
    order = find_order([cells["start_time"] for _, cells in listed], asked.date_order)
    found = [_row(gathering, line, cells, order) for line, cells in listed]
    add_attacks(gathering, [row for row in found if row is not None])
    return gathering.finish(preview_of(header, attacks, BECOMES), order)


def _row(gathering: Gathering, line: int, cells: dict[str, str], order: DateOrder) -> AttackRow | None:
    column = "start_time"
    try:
        started = gathering.localise(read_clock(cells[column], order))
        column = "end_time"
        end = cells.get(column, "")
        ending = gathering.localise(read_clock(end, order)) if end else Ending.UNKNOWN
        column = "intensity"
        peak = read_pain(cells.get(column, ""))
    except ValueError as problem:
        gathering.refuse("attacks", line, column, cells.get(column, ""), str(problem))
        return None
    medicines = split_list(_BETWEEN.sub(",", cells.get("medication", "")))
    return AttackRow(
        line=line,
        started_at=started,
        ending=ending,
        features={"peak": peak},
        medicines=list(medicines_of(medicines, None)),
        factors=[factor_of(trigger) for trigger in split_list(cells.get("triggers", ""))],
        aside=dict(without({"start_time", "end_time", "medication", "triggers"}, cells)),
    )
