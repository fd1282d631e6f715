"""Totals from stored answers, where a folder holds items, a total, or both."""

import datetime as dt
from collections.abc import Iterable

from migrainedays.errors import InputRefused
from migrainedays.scales.instruments import INSTRUMENTS
from migrainedays.scales.score import Score


def total_on(scores: Iterable[Score], scale: str, on: dt.date) -> int | float | None:
    """The total of a scale on a day, None where there is none; a stored total goes before the sum of stored items."""
    values = {score.item: score.value for score in scores if score.scale == scale and score.date == on}
    if (total := values.get("")) is not None:
        return int(total) if total == int(total) else float(total)
    last = max((int(item) for item in values if item.isdigit()), default=0)
    answers = [values.get(str(place)) for place in range(1, last + 1)]
    if len(answers) < 2 or None in answers:
        return None
    try:
        return INSTRUMENTS[scale].score([str(answer) for answer in answers]).total
    except InputRefused:  # items are missing behind the last that was answered
        return None


def dated_totals(scores: Iterable[Score], scale: str) -> dict[dt.date, int | float]:
    """Every day on which the scale has a total, first to last."""
    kept = [score for score in scores if score.scale == scale]
    found = {on: total_on(kept, scale, on) for on in sorted({score.date for score in kept})}
    return {on: total for on, total in found.items() if total is not None}
