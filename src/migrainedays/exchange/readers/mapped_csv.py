"""Any CSV by mapping its columns: roles are given, or guessed from the headers and shown in the preview."""

import dataclasses
import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from migrainedays.errors import WrongUse
from migrainedays.exchange.readers.attacks import AttackRow, Ending, add_attacks
from migrainedays.exchange.readers.dates import DateOrder, find_order, read_clock, read_date, read_time
from migrainedays.exchange.readers.days import add_free_day, add_headache_day, settle
from migrainedays.exchange.readers.duration import read_hours
from migrainedays.exchange.readers.gathering import Gathering, without
from migrainedays.exchange.readers.header import cells_of, preview_of
from migrainedays.exchange.readers.imported import Imported
from migrainedays.exchange.readers.migraine_buddy import read_ending
from migrainedays.exchange.readers.pain import read_pain
from migrainedays.exchange.readers.reader import Asked
from migrainedays.exchange.readers.source import Line, Source
from migrainedays.exchange.readers.words import (
    factor_of,
    features_of,
    medicines_of,
    places_of,
    split_list,
    yes_no,
)

KIND = "csv"
GUESSES: Mapping[str, str] = {  # a role, and the headers that are taken for it
    "start_time": r"start time|heure de début|hora de inicio",
    "end_time": r"end time|heure de fin|hora de fin",
    "start": r"start(ed)?( ?(at|date|_?time))?|begin(n|ning)?|onset|début|inicio",
    "end": r"end(ed)?( ?(at|date|_?time))?|ende|stopped|fin",
    "duration": r"lasted|duration|dauer|durée|duración",
    "hours": r"duration \(hours?\)|hours?|stunden|heures|horas",
    "date": r"date|day|datum|tag|jour|fecha|día",
    "headache": r"headaches?|migraines?|kopfschmerz(en)?|maux? de tête|céphalée|dolor de cabeza|cefalea",
    "pain": r"pain( level)?|intensity|severity|stärke|schmerz(stärke)?|intensité|douleur|intensidad|dolor",
    "peak": r"peak",
    "medicines": r"medic(ation|ine|ament)s?|drugs?|medikamente?|médicaments?|medicaci[óo]n|medicamentos?",
    "triggers": r"(potential )?triggers?|auslöser|déclencheurs?|desencadenantes?",
    "symptoms": r"symptoms?|symptome|symptômes?|síntomas?",
    "positions": r"(pain )?(position|location)s?|ort|localisation|localizaci[óo]n",
}
ROLES = (*GUESSES, "ignore")
BECOMES = {
    "start": "attacks.started_at", "start_time": "attacks.started_at", "end": "attacks.ended_at",
    "end_time": "attacks.ended_at", "duration": "attacks.ended_at", "hours": "attacks.ended_at", "date": "days.date",
    "headache": "days.headache", "pain": "peak; the original kept aside", "peak": "peak", "medicines": "intakes.drug",
    "triggers": "exposures.factor", "symptoms": "features; the original kept aside",
    "positions": "pain_areas, unilateral; the original kept aside",
}  # fmt: skip
LISTS = ("symptoms", "positions", "pain")


@dataclasses.dataclass(frozen=True)
class _Mapped:
    """The header of each role that the file has."""

    headers: Mapping[str, str]
    order: DateOrder

    def cell(self, role: str, cells: Mapping[str, str]) -> str:
        return cells.get(self.headers.get(role, ""), "")

    def has(self, role: str) -> bool:
        return role in self.headers


def read(source: Source, asked: Asked) -> Imported:
    """Attacks where there is a start, else days. Raises WrongUse where no column tells when."""
    rows = source.rows()
    if not rows:
        raise WrongUse(f"{source.path.name} is empty.")
    header, entries = rows[0], rows[1:]
    headers = dict(asked.columns) or guess(header)
    _require_columns(headers, header)
    gathering = Gathering(KIND, source, asked)
    listed = list(cells_of(header, entries))
    when = headers.get("start") or headers["date"]
    mapped = _Mapped(headers, find_order([cells.get(when, "") for _, cells in listed], asked.date_order))
    found = [_add(gathering, line, cells, mapped) for line, cells in listed]
    add_attacks(gathering, [row for row in found if row is not None])
    settle(gathering)
    _note_scale(gathering, [mapped.cell("pain", cells) for _, cells in listed])
    becomes = {name.lower(): BECOMES.get(role, "ignored") for role, name in headers.items()}
    return gathering.finish(preview_of(header, entries, becomes), mapped.order)


def guess(header: Line) -> dict[str, str]:
    """The roles that headers are known by."""
    found: dict[str, str] = {}
    for role, pattern in GUESSES.items():
        for name in header.cells:
            if name not in found.values() and re.fullmatch(pattern, name.strip().lower().replace("_", " ")):
                found.setdefault(role, name)
    return found


def _require_columns(headers: Mapping[str, str], header: Line) -> None:
    unknown = [role for role in headers if role not in ROLES]
    lacking = [name for name in headers.values() if name not in header.cells]
    names = ", ".join(header.cells)
    if unknown:
        raise WrongUse(f"{unknown[0]} is no role of a column; roles are {', '.join(ROLES)}.")
    if lacking:
        raise WrongUse(f"The file has no column {lacking[0]}; it has {names}.")
    if "start" not in headers and "date" not in headers:
        raise WrongUse(f"No column tells when. Name one as start or date; the file has {names}.")


def _add(gathering: Gathering, line: int, cells: dict[str, str], mapped: _Mapped) -> AttackRow | None:
    """An attack; a row without a start is a day and kept at once."""
    try:
        features = _features(cells, mapped)
        taken = [name for role, name in mapped.headers.items() if role not in LISTS]
        aside = dict(without(taken, cells))
        started = _start(gathering, cells, mapped)
        if started is None:
            _add_day(gathering, line, cells, mapped, features, aside)
            return None
        return AttackRow(
            line=line,
            started_at=started,
            ending=_ending(gathering, started, cells, mapped),
            features=features,
            medicines=list(medicines_of(split_list(mapped.cell("medicines", cells)), None)),
            factors=[factor_of(trigger) for trigger in split_list(mapped.cell("triggers", cells))],
            aside=aside,
        )
    except ValueError as problem:
        gathering.refuse("attacks", line, None, None, f"a cell of this row {problem}")
        return None


def _start(gathering: Gathering, cells: Mapping[str, str], mapped: _Mapped) -> dt.datetime | None:
    if text := mapped.cell("start", cells):
        return gathering.localise(read_clock(text, mapped.order))
    if text := mapped.cell("start_time", cells):
        day = read_date(mapped.cell("date", cells), mapped.order)
        return gathering.localise(dt.datetime.combine(day, read_time(text)))
    return None


def _ending(
    gathering: Gathering, started: dt.datetime, cells: Mapping[str, str], mapped: _Mapped
) -> dt.timedelta | dt.datetime | Ending:
    if text := mapped.cell("end", cells):
        return gathering.localise(read_clock(text, mapped.order))
    if text := mapped.cell("hours", cells):
        return read_hours(text)
    if text := mapped.cell("duration", cells):
        return read_ending(text)
    if text := mapped.cell("end_time", cells):
        end = dt.datetime.combine(started.date(), read_time(text))
        return gathering.localise(end if end >= started.replace(tzinfo=None) else end + dt.timedelta(days=1))
    return Ending.UNKNOWN


def _features(cells: Mapping[str, str], mapped: _Mapped) -> dict[str, Any]:
    peak = mapped.cell("peak", cells)
    if peak not in ("", "0", "1", "2", "3"):
        raise ValueError(f"holds the peak {peak}, which is not 0, 1, 2 or 3")
    return {
        "peak": int(peak) if peak else read_pain(mapped.cell("pain", cells)),
        **features_of(split_list(mapped.cell("symptoms", cells))),
        **places_of(split_list(mapped.cell("positions", cells))),
    }


def _add_day(
    gathering: Gathering,
    line: int,
    cells: Mapping[str, str],
    mapped: _Mapped,
    features: Mapping[str, Any],
    aside: Mapping[str, str],
) -> None:
    date = read_date(mapped.cell("date", cells), mapped.order)
    answer = yes_no(mapped.cell("headache", cells)) if mapped.has("headache") else None
    if answer is None and features["peak"] is not None:
        answer = features["peak"] > 0
    if answer is None and mapped.has("headache"):
        gathering.note("days", line, "headache", mapped.cell("headache", cells), "says neither yes nor no; left out")
        return
    if answer is False:
        add_free_day(gathering, date, line, aside)
    else:  # a list of dates and nothing else is a list of days with headache
        add_headache_day(gathering, date, line, features, aside)
    names = split_list(mapped.cell("medicines", cells))
    gathering.add_medicines(date, medicines_of(names, None), line)
    gathering.add_factors(date, dict.fromkeys(map(factor_of, split_list(mapped.cell("triggers", cells)))), line)


def _note_scale(gathering: Gathering, pains: list[str]) -> None:
    given = [pain for pain in pains if pain]
    if given and all(pain in ("0", "1", "2", "3") for pain in given):
        reason = "never says more than 3 and was read as 0 to 10; if it runs from 0 to 3, map it as peak"
        gathering.note("attacks", None, "pain", None, reason)
