"""Apple Health's export.xml, or the ZIP that holds it: headache records, read as a stream.

`NotPresent` is an entry of no headache; `Unspecified` a headache of unknown strength; there are no medicines. The
document type at the head of the file is passed over unread and entities are refused: nothing in the file can make
the reader fetch or unfold anything.
"""

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from migrainedays.columns import EARLIEST, LATEST
from migrainedays.errors import InputRefused
from migrainedays.exchange.readers.attacks import AttackRow, add_attacks
from migrainedays.exchange.readers.days import add_free_day, add_headache_day, settle
from migrainedays.exchange.readers.gathering import Gathering
from migrainedays.exchange.readers.imported import DROPPED, KEPT_ASIDE, ColumnUse, Imported
from migrainedays.exchange.readers.reader import Asked
from migrainedays.exchange.readers.source import Source
from migrainedays.windows import DAY

KIND = "apple-health"
RECORD_TYPE = "HKCategoryTypeIdentifierHeadache"
PEAK = {"Unspecified": None, "Mild": 1, "Moderate": 2, "Severe": 3, "NotPresent": 0}
CHUNK = 1 << 20
LONGEST_HEAD = 1 << 20
LONGEST_FREE_ENTRY = 31  # days; a longer entry of no headache is a slip
_TYPE_OF_DOCUMENT = re.compile(rb"<!DOCTYPE[^\[>]*(\[.*?\]\s*)?>", re.DOTALL)


@dataclasses.dataclass(slots=True)
class Record:
    """One headache record as it stands in the file."""

    line: int
    start: str
    end: str
    value: str
    source: str
    zone: str | None = None


def read(source: Source, asked: Asked) -> Imported:
    """The headache records of one export."""
    gathering = Gathering(KIND, source, asked)
    records = list(records_in(source.stream))
    add_attacks(gathering, [row for record in records if (row := _row(gathering, record)) is not None])
    settle(gathering)
    return gathering.finish(_preview(records))


def records_in(stream: BinaryIO) -> Iterator[Record]:
    """The headache records of an export, without holding more of it than one piece."""
    found: list[Record] = []
    parser = expat.ParserCreate()
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    current: list[Record] = []

    def start(name: str, given: dict[str, str]) -> None:
        if name == "Record" and given.get("type") == RECORD_TYPE:
            value = given.get("value", "").removeprefix("HKCategoryValueSeverity")
            texts = (given.get("startDate", ""), given.get("endDate", ""), value, given.get("sourceName", ""))
            current.append(Record(parser.CurrentLineNumber, *texts))
        elif name == "MetadataEntry" and current and given.get("key") in ("HKTimeZone", "HKMetadataKeyTimeZone"):
            current[-1].zone = given.get("value")

    def end(name: str) -> None:
        if name == "Record" and current:
            found.append(current.pop())

    def refuse_entity(*_: object) -> None:
        raise InputRefused("The file declares entities of its own; a health export has none, and it was not read on.")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.EntityDeclHandler = refuse_entity
    try:
        for chunk in _chunks(stream):
            parser.Parse(chunk, False)
            yield from found
            found.clear()
        parser.Parse(b"", True)
        yield from found
    except (expat.ExpatError, LookupError, ValueError) as problem:  # the last two: an encoding that nobody knows
        raise InputRefused(f"The file cannot be read as a health export: {problem}.") from None


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    head = stream.read(CHUNK)
    while b"<!DOCTYPE" in head and not _TYPE_OF_DOCUMENT.search(head) and len(head) < LONGEST_HEAD * 2:
        more = stream.read(CHUNK)
        if not more:
            break
        head += more
    # The lines stay where they are, so that a record can be found again.
    yield _TYPE_OF_DOCUMENT.sub(lambda found: b"\n" * found[0].count(b"\n"), head, count=1)
    while chunk := stream.read(CHUNK):
        yield chunk


def _row(gathering: Gathering, record: Record) -> AttackRow | None:
    """An attack; days without or with headache of no length are kept at once."""
    column = "value"
    try:
        if record.value not in PEAK:
            raise ValueError("is not a strength of headache")
        column = "startDate"
        start = _moment(record.start, record.zone)
        column = "endDate"
        end = _moment(record.end or record.start, record.zone)
    except ValueError as problem:
        shown = {"value": record.value, "startDate": record.start, "endDate": record.end}[column]
        gathering.refuse("attacks", record.line, column, shown, str(problem))
        return None
    aside = {"value": record.value, "sourceName": record.source}
    if record.value == "NotPresent":
        _add_free_days(gathering, record, start.date(), end.date(), aside)
        return None
    peak = PEAK[record.value]
    if start == end:
        add_headache_day(gathering, start.date(), record.line, {"peak": peak}, aside)
        return None
    return AttackRow(line=record.line, started_at=start, ending=end, features={"peak": peak}, aside=aside)


def _add_free_days(gathering: Gathering, record: Record, first: dt.date, last: dt.date, aside: dict[str, str]) -> None:
    if not 0 <= (last - first).days < LONGEST_FREE_ENTRY:
        reason = f"an entry of no headache over more than {LONGEST_FREE_ENTRY} days, or backwards, was left out"
        gathering.refuse("days", record.line, "endDate", record.end, reason)
        return
    for number in range((last - first).days + 1):
        add_free_day(gathering, first + number * DAY, record.line, aside)


def _moment(text: str, zone: str | None) -> dt.datetime:
    try:
        moment = dt.datetime.strptime(text, "%Y-%m-%d %H:%M:%S %z")
    except ValueError:
        raise ValueError("is not a moment such as 2026-03-01 08:00:00 +0100") from None
    if not EARLIEST < moment.year < LATEST:
        raise ValueError(f"lies outside the years {EARLIEST} to {LATEST}")
    if zone is None:
        return moment
    # The export shows every moment by the clock of the phone that wrote it; the record knows its own zone.
    try:
        local = moment.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: the name of a folder of zones, or none at all
        return moment
    return local.replace(tzinfo=dt.timezone(local.utcoffset() or dt.timedelta()))


def _preview(records: list[Record]) -> list[ColumnUse]:
    count = len(records)
    return [
        ColumnUse("startDate", "attacks.started_at; days.date where it has no length", count),
        ColumnUse("endDate", "attacks.ended_at", count),
        ColumnUse("value", "attacks.peak or days.peak; NotPresent: days.headache=false; also kept aside", count),
        ColumnUse("HKTimeZone", "the offset of both moments", sum(record.zone is not None for record in records)),
        ColumnUse("sourceName", KEPT_ASIDE, sum(bool(record.source) for record in records)),
        ColumnUse("all other records", DROPPED, 0),
    ]
