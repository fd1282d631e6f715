"""Migraine Buddy's CSV: a block of ongoing events, a blank line, then one row an attack.

Older files lack the offsets, the place code, the type and the location; dates are month first or day first. The
place code (geohash) says where the person was: it is dropped and written nowhere.
"""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from migrainedays.exchange.readers.attacks import AttackRow, Ending, add_attacks
from migrainedays.exchange.readers.dates import DateOrder, find_order, read_clock
from migrainedays.exchange.readers.duration import ONGOING, read_duration
from migrainedays.exchange.readers.gathering import Gathering, without
from migrainedays.exchange.readers.header import cells_of, find_header, preview_of
from migrainedays.exchange.readers.imported import Imported
from migrainedays.exchange.readers.pain import read_pain
from migrainedays.exchange.readers.reader import Asked
from migrainedays.exchange.readers.source import Line, Source
from migrainedays.exchange.readers.words import (
    Medicine,
    factor_of,
    features_of,
    medicines_of,
    places_of,
    split_list,
)

KIND = "migraine-buddy"
NEEDED = ("Started", "Lasted")
PLACE_CODE = "Geohash"
MEDICINES: Mapping[str, bool | None] = {
    "Helpful Medication": True,
    "Somewhat Helpful Medication": None,
    "Unhelpful Medication": False,
    "Unsure Medication": None,
}
BECOMES = {
    "started": "attacks.started_at",
    "lasted": "attacks.ended_at",
    "start utc offset (min)": "attacks.started_at",
    "end utc offset (min)": "attacks.ended_at",
    "attack types": "attacks.believed_migraine",
    "pain level": "attacks.peak; the original kept aside",
    "potential triggers": "exposures.factor",
    "symptoms": "attacks features; the original kept aside",
    "pain positions": "attacks.pain_areas, attacks.unilateral; the original kept aside",
    **{
        name.lower(): "intakes.drug" + ("" if helped is None else ", intakes.relieved")
        for name, helped in MEDICINES.items()
    },
}
TAKEN = {"#", "Started", "Lasted", "Start UTC Offset (min)", "End UTC Offset (min)", PLACE_CODE, "Potential Triggers"}


def read(source: Source, asked: Asked) -> Imported:
    """The attacks of one export."""
    rows = source.rows()
    place = find_header(rows, NEEDED, "Migraine Buddy")
    header, attacks = rows[place], [row for row in rows[place + 1 :] if len(row.cells) > 1]
    gathering = Gathering(KIND, source, asked)
    for row in rows[:place]:
        _note_ongoing(gathering, row)
    listed = list(cells_of(header, attacks))
    order = find_order([cells.get("Started", "") for _, cells in listed], asked.date_order)
    found = [_row(gathering, line, cells, order) for line, cells in listed]
    add_attacks(gathering, [row for row in found if row is not None])
    return gathering.finish(preview_of(header, attacks, BECOMES, dropped=[PLACE_CODE]), order)


def _note_ongoing(gathering: Gathering, row: Line) -> None:
    if len([cell for cell in row.cells if cell]) > 1 and row.cells[0] != "Date":
        reason = "is listed as an ongoing event above the attacks; it was left there"
        gathering.note("attacks", row.number, None, " · ".join(cell for cell in row.cells if cell), reason)


def _row(gathering: Gathering, line: int, cells: dict[str, str], order: DateOrder) -> AttackRow | None:
    column = "Started"
    try:
        clock = read_clock(cells.get(column, ""), order)
        column = "Start UTC Offset (min)"
        started = gathering.localise(clock, _offset(cells.get(column, "")))
        column = "Lasted"
        ending = read_ending(cells.get(column, ""))
        column = "End UTC Offset (min)"
        end_offset = _offset(cells.get(column, ""))
        column = "Pain Level"
        peak = read_pain(cells.get(column, ""))
    except ValueError as problem:
        gathering.refuse("attacks", line, column, cells.get(column, ""), str(problem))
        return None
    return AttackRow(
        line=line,
        started_at=started,
        ending=ending,
        features={"peak": peak, **_features(cells)},
        medicines=list(_medicines(cells)),
        factors=[factor_of(trigger) for trigger in split_list(cells.get("Potential Triggers", ""))],
        aside=dict(without(TAKEN, cells)),
        end_offset=end_offset,
    )


def _features(cells: Mapping[str, str]) -> dict[str, Any]:
    return {
        **features_of(split_list(cells.get("Symptoms", ""))),
        **places_of(split_list(cells.get("Pain Positions", ""))),
        **kind_of(cells.get("Attack Types", "")),
    }


def read_ending(lasted: str) -> dt.timedelta | Ending:
    """How long it lasted, whether it goes on, or that nobody noted it."""
    if ONGOING.search(lasted):
        return Ending.ONGOING
    duration = read_duration(lasted)
    return Ending.UNKNOWN if duration is None else duration


def _medicines(cells: Mapping[str, str]) -> list[Medicine]:
    return [
        medicine
        for column, relieved in MEDICINES.items()
        for medicine in medicines_of(split_list(cells.get(column, "")), relieved)
    ]


def kind_of(types: str) -> dict[str, bool]:
    """Whether the person called it a migraine, where a type was named."""
    return {"believed_migraine": "migraine" in types.lower()} if types else {}


def _offset(cell: str) -> int | None:
    if not cell:
        return None
    if not re.fullmatch(r"[+-]?\d{1,3}", cell):
        raise ValueError("is not an offset in minutes")
    return int(cell)
