"""The key of the numbers on a head map, and the map in words."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from migrainedays.treatment.head_map.anatomy import SIDES, in_words, view_in_words
from migrainedays.treatment.head_map.drawing import VIEWS
from migrainedays.treatment.head_map.mark import STATES, Mark
from migrainedays.treatment.products import plain


def legend(marks: Iterable[Mark]) -> list[tuple[str, str, str]]:
    """Lines of (numbers, place, units) for the marks of one view, one line a muscle and side."""
    return [_line(list(group)) for _, group in itertools.groupby(marks, key=_place)]


def describe(marks: Sequence[Mark]) -> list[str]:
    """The whole map in words, one sentence a view that has sites, then those that differ."""
    sentences = [_view_sentence(view, [m for m in marks if m.view == view]) for view in VIEWS]
    flagged = [f"{mark.in_words()}." for mark in marks if mark.flag or mark.state not in ("planned", "optional")]
    return [sentence for sentence in sentences if sentence] + flagged


def _place(mark: Mark) -> tuple[str, str, str]:
    return mark.muscle, mark.side, mark.state


def _line(marks: list[Mark]) -> tuple[str, str, str]:
    first = marks[0]
    state = f" ({STATES[first.state]})" if STATES[first.state] else ""
    place = f"{in_words(first.muscle)}, {SIDES[first.side]}{state}"
    units = _units([mark.units for mark in marks])
    return ", ".join(_runs([m.number for m in marks])), place, f"was {units}" if first.state == "removed" else units


def _units(units: list[Decimal | None]) -> str:
    known = [one for one in units if one is not None]
    if len(known) < len(units):
        return "units not given"
    total = f"{plain(sum(known, Decimal(0)))} U"
    same = len(set(known)) == 1 and len(known) > 1
    return f"{len(known)} × {plain(known[0])} = {total}" if same else total


def _runs(numbers: list[int]) -> Iterator[str]:
    for _, group in itertools.groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        yield str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}"


def _view_sentence(view: str, marks: list[Mark]) -> str:
    if not marks:
        return ""
    lines = "; ".join(f"{numbers} {place} {units}" for numbers, place, units in legend(marks))
    return f"{view_in_words(view).capitalize() if view in ('front', 'back') else _upper(view)}: {lines}."


def _upper(view: str) -> str:
    words = view_in_words(view)
    return words[0].upper() + words[1:]
