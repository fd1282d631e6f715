"""Migraine Buddy's page “for my doctor”, saved as HTML: one table row an attack, its notes in a row of their own.

The header stands in two rows (pain positions left and right), years have two digits, medicines stand as
`Helpful - 1x Sumatriptan, 1x Naproxen`, and menstruation is folded into the triggers.
"""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from migrainedays.errors import InputRefused
from migrainedays.exchange.readers.attacks import AttackRow, add_attacks
from migrainedays.exchange.readers.dates import DateOrder, find_order, read_clock
from migrainedays.exchange.readers.gathering import Gathering, without
from migrainedays.exchange.readers.imported import KEPT_ASIDE, ColumnUse, Imported
from migrainedays.exchange.readers.migraine_buddy import kind_of, read_ending
from migrainedays.exchange.readers.pain import read_pain
from migrainedays.exchange.readers.reader import Asked
from migrainedays.exchange.readers.source import Source
from migrainedays.exchange.readers.words import Medicine, factor_of, features_of, medicines_of, places_of, split_list

KIND = "migraine-buddy-link"
USUAL_ORDER: DateOrder = "day-first"
LEFT, RIGHT, AURA, NOTES = "Pain Positions", "Pain Positions (right)", "Auras", "Notes"
TRIGGERS = "Potential Triggers (including menstruations)"
_CYCLE = re.compile(r"(?:menstruations?|period)\s*:\s*(yes|no|soon)", re.IGNORECASE)
_HELPED = re.compile(r"(somewhat helpful|unhelpful|helpful|unsure)\s*-\s*", re.IGNORECASE)
_SPANS = {str(number) for number in range(1, 100)}
_RELIEVED = {"helpful": True, "unhelpful": False}
BECOMES = {
    "Started": "attacks.started_at; the location kept aside",
    "Lasted": "attacks.ended_at",
    "Pain Level": "attacks.peak; the original kept aside",
    TRIGGERS: "exposures.factor",
    "Symptoms": "attacks features; the original kept aside",
    AURA: "attacks.aura_kinds where a kind is named; the original kept aside",
    LEFT: "attacks.pain_areas, attacks.unilateral",
    RIGHT: "attacks.pain_areas, attacks.unilateral",
    "Medication": "intakes.drug, intakes.doses, intakes.relieved",
    "Attack Type": "attacks.believed_migraine",
}
TAKEN = {"#", "Started", "Lasted"}


@dataclasses.dataclass
class _Cell:
    span: int
    parts: list[str] = dataclasses.field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.parts).split())


class _Tables(HTMLParser):
    """The rows of all tables of a page, as cells of text; a line break or block inside a cell becomes a comma."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[tuple[int, list[_Cell]]] = []
        self.open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append((self.getpos()[0], []))
            self.open = False  # a page may leave the end of a cell out
        elif tag in ("td", "th") and self.rows:
            span = dict(attrs).get("colspan") or "1"
            self.rows[-1][1].append(_Cell(int(span) if span in _SPANS else 1))
            self.open = True
        elif tag in ("br", "div") and self.open and self.rows[-1][1][-1].text:
            self.rows[-1][1][-1].parts.append("; ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self.open = False

    def handle_data(self, data: str) -> None:
        if self.open:
            self.rows[-1][1][-1].parts.append(data)


def read(source: Source, asked: Asked) -> Imported:
    """The attacks of one saved page."""
    page = _Tables()
    try:
        page.feed(source.text)
        page.close()
    except AssertionError:  # what the parser says of a section that HTML does not know
        raise InputRefused("The file cannot be read as HTML; save the page anew.") from None
    gathering = Gathering(KIND, source, asked)
    listed = list(_attacks(page.rows))
    order = find_order([cells["Started"] for _, cells in listed], asked.date_order, USUAL_ORDER)
    found = [_row(gathering, line, cells, order) for line, cells in listed]
    add_attacks(gathering, [row for row in found if row is not None])
    return gathering.finish(_preview(listed), order)


def _attacks(rows: list[tuple[int, list[_Cell]]]) -> Iterator[tuple[int, dict[str, str]]]:
    """Each attack with its line, its cells by header, its notes among them."""
    names: list[str] = []
    current: tuple[int, dict[str, str]] | None = None
    for line, cells in rows:
        texts = [cell.text for cell in cells]
        if {"Started", "Lasted"} <= set(texts):
            names = _names(cells)
        elif names and texts and texts[0].isdigit():
            if current is not None:
                yield current
            current = line, dict.fromkeys(names, "") | dict(zip(names, texts, strict=False))
        elif current is not None and len(texts) == 1 and texts[0].lower().startswith("notes"):
            current[1][NOTES] = texts[0].partition(":")[2].strip()
    if not names:
        raise InputRefused("This is no page of Migraine Buddy: no table has the headers Started and Lasted.")
    if current is not None:
        yield current


def _names(cells: list[_Cell]) -> list[str]:
    names: list[str] = []
    for cell in cells:
        name = cell.text.replace("; ", "").strip()
        names.append(name if not name.startswith("Potential Triggers") else TRIGGERS)
        names += [f"{name} (right)"] * (cell.span - 1)
    return names


def _row(gathering: Gathering, line: int, cells: dict[str, str], order: DateOrder) -> AttackRow | None:
    column = "Started"
    try:
        started = gathering.localise(read_clock(cells[column], order))
        column = "Lasted"
        ending = read_ending(cells.get(column, "").replace(";", " ").strip())
        column = "Pain Level"
        peak = read_pain(cells.get(column, ""))
    except ValueError as problem:
        gathering.refuse("attacks", line, column, cells.get(column, ""), str(problem))
        return None
    aside = dict(without(TAKEN, cells))
    if "Location" in cells["Started"]:
        aside["Location"] = cells["Started"].partition("Location:")[2].strip(" ;")
    return AttackRow(
        line=line,
        started_at=started,
        ending=ending,
        features={"peak": peak, **_features(cells)},
        medicines=list(_medicines(cells.get("Medication", ""))),
        factors=list(_factors(cells.get(TRIGGERS, ""))),
        aside=aside,
    )


def _features(cells: Mapping[str, str]) -> dict[str, Any]:
    auras = [f"{kind} aura" for kind in split_list(cells.get(AURA, ""))]
    places = [f"left {place}" for place in split_list(cells.get(LEFT, ""))]
    places += [f"right {place}" for place in split_list(cells.get(RIGHT, ""))]
    return {
        **features_of([*split_list(cells.get("Symptoms", "")), *auras]),
        **places_of(places),
        **kind_of(cells.get("Attack Type", "")),
    }


def _factors(cell: str) -> Iterator[str]:
    cycle = _CYCLE.search(cell)
    if cycle is not None and cycle[1].lower() == "yes":
        yield "menstruation"
    for trigger in split_list(_CYCLE.sub(" ", cell)):
        yield factor_of(trigger)


def _medicines(cell: str) -> Iterator[Medicine]:
    parts = _HELPED.split(cell)
    for word, names in zip(parts[1::2], parts[2::2], strict=True):
        yield from medicines_of(split_list(names), _RELIEVED.get(word.lower()))


def _preview(listed: list[tuple[int, dict[str, str]]]) -> list[ColumnUse]:
    filled: dict[str, int] = {}
    for _, cells in listed:
        for name, cell in cells.items():
            filled[name] = filled.get(name, 0) + bool(cell)
    return [ColumnUse(name, BECOMES.get(name, KEPT_ASIDE), count) for name, count in filled.items()]
