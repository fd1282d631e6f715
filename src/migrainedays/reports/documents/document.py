"""A document before it is printed: its title, its language and its parts, in the order in which they are read."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from typing import Any, ClassVar


@dataclasses.dataclass(frozen=True, slots=True)
class Run:
    """Words within a sentence; with `to` they lead to the part of that name, the days behind a number for instance."""

    text: str
    to: str = ""


Text = str | tuple[str | Run, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Heading:
    """What the next parts are about."""

    kind: ClassVar[str] = "heading"
    text: Text
    level: int = 1


@dataclasses.dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences."""

    kind: ClassVar[str] = "paragraph"
    text: Text


@dataclasses.dataclass(frozen=True, slots=True)
class Notice:
    """What must not be overlooked, in a frame."""

    kind: ClassVar[str] = "notice"
    text: Text


@dataclasses.dataclass(frozen=True, slots=True)
class Listing:
    """Points of equal weight."""

    kind: ClassVar[str] = "listing"
    items: tuple[Text, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header. `name` is what a Run leads to; `numeric` are the columns set to the right."""

    kind: ClassVar[str] = "table"
    title: Text
    header: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    name: str = ""
    numeric: tuple[int, ...] = ()
    wide: tuple[int, ...] = ()  # columns that take the room that is left
    small: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Figure:
    """A picture with the words that stand for it where it is not seen."""

    kind: ClassVar[str] = "figure"
    svg: str
    alt: str
    caption: str = ""
    width: int = 100  # per cent of the line


@dataclasses.dataclass(frozen=True, slots=True)
class Signature:
    """A line to sign on, over the words that say who does."""

    kind: ClassVar[str] = "signature"
    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class NewPage:
    """The next part begins a page."""

    kind: ClassVar[str] = "new_page"


Part = Heading | Paragraph | Notice | Listing | Table | Figure | Signature | NewPage


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who writes about whom to whom. Blank where it is not known: a folder has no names."""

    practice: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    patient: str = ""
    signed_by: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Everything that is printed; `foot` stands on each page beside its number."""

    title: str
    language: str
    on: dt.date
    foot: str
    parts: tuple[Part, ...]
    letterhead: Letterhead = Letterhead()
    dated: str = ""  # the date as it stands over a letter, blank for a sheet that is no letter

    def to_json(self) -> dict[str, Any]:
        """What the typesetter reads: texts as lists of runs, everything else as it is."""
        return {
            "title": self.title,
            "language": self.language,
            "on": [self.on.year, self.on.month, self.on.day],
            "foot": self.foot,
            "dated": self.dated,
            "letterhead": dataclasses.asdict(self.letterhead),
            "parts": [_part(part) for part in self.parts],
        }

    def words(self) -> Iterator[str]:
        """Every text of the document in reading order, for whoever looks for a word in it."""
        yield self.title
        yield self.foot
        for part in self.to_json()["parts"]:
            yield from _words(part)


def _part(part: Part) -> dict[str, Any]:
    fields = {field.name: getattr(part, field.name) for field in dataclasses.fields(part)}
    for name in fields.keys() & {"text", "title"}:
        fields[name] = _runs(fields[name])
    if isinstance(part, Listing):
        fields["items"] = [_runs(item) for item in part.items]
    if isinstance(part, Table):
        fields["rows"] = [[_runs(cell) for cell in row] for row in part.rows]
    return {"kind": part.kind, **fields}


def _runs(text: Text) -> list[dict[str, str]]:
    runs = (text,) if isinstance(text, str) else text
    return [{"text": run, "to": ""} if isinstance(run, str) else dataclasses.asdict(run) for run in runs]


def _words(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        yield from (word for name, child in node.items() if name not in ("svg", "kind", "to") for word in _words(child))
    elif isinstance(node, list | tuple):
        yield from (word for child in node for word in _words(child))
