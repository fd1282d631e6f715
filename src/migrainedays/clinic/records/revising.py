"""What a form says of one row: the value to be written, and the one that stood there when the form was opened."""

import dataclasses
import json
from typing import Any, NamedTuple

from django.core.exceptions import BadRequest

from migrainedays.clinic.records import journal
from migrainedays.columns import Value, columns_of
from migrainedays.errors import Impossible


@dataclasses.dataclass(frozen=True, slots=True)
class Revision:
    """A value to be written over what was read at `revision`, 0 for a new one; with `withdraw` it is taken back."""

    value: Value
    revision: int = 0
    withdraw: bool = False


class Read(NamedTuple):
    """A value as a form had read it."""

    value: Any
    revision: int


def pack(value: Value, revision: int) -> str:
    """A value and its revision as text that a form carries; the patient's number stays out of it."""
    return json.dumps({"revision": revision, "value": journal.cells_of(value, without=("patient",))}, sort_keys=True)


def unpack(value_class: type[Value], patient: str, text: str) -> Read | None:
    """What `pack` wrote, None for a blank; BadRequest for what it cannot have written."""
    if not text:
        return None
    try:
        held = json.loads(text)
        own = {"patient": patient} if "patient" in columns_of(value_class) else {}
        return Read(journal.value_of(value_class, {**held["value"], **own}), int(held["revision"]))
    except (ValueError, TypeError, KeyError, AttributeError, Impossible):
        raise BadRequest("The form came back in pieces. Open the page again.") from None


def over(read: Read | None, value: Value | None) -> list[Revision]:
    """The revisions that bring what was read to what is meant: none, a new row, a correction, or one taken back.

    A row under another key is another row: the old one is taken back and the new one added.
    """
    if read is None:
        return [] if value is None else [Revision(value)]
    if value is None:
        return [Revision(read.value, read.revision, withdraw=True)]
    if value == read.value:
        return []
    if value.key == read.value.key:
        return [Revision(value, read.revision)]
    return [Revision(read.value, read.revision, withdraw=True), Revision(value)]
