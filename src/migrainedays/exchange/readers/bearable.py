"""Bearable's CSV: long, one row an entry, several values in a cell, emoji and level words among them.

A day is known as far as its headache rows go. Medicines are kept aside and become no intakes: the app notes them
when they are taken, and the days without one would read as days on which none was.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator

from migrainedays.exchange.readers.dates import DateOrder, find_order, read_date
from migrainedays.exchange.readers.days import add_free_day, add_headache_day
from migrainedays.exchange.readers.gathering import Gathering, without
from migrainedays.exchange.readers.header import cells_of, find_header, preview_of
from migrainedays.exchange.readers.imported import Imported
from migrainedays.exchange.readers.reader import Asked
from migrainedays.exchange.readers.source import Source
from migrainedays.exchange.readers.words import factor_of

KIND = "bearable"
NEEDED = ("date", "category", "rating/amount", "detail")
BECOMES = {
    "date formatted": "days.date, exposures.date",
    "date": "days.date where no formatted date stands beside it",
    "category": "tells symptoms from factors; the rest is kept aside",
    "time of day": "whether a rating is for the whole day",
    "rating/amount": "days.peak; the original kept aside",
    "detail": "days.headache, days.believed_migraine, exposures.factor and .level",
}
HEADACHE = re.compile(r"\b(headache|migraine)s?\b", re.IGNORECASE)
MEDICINE = re.compile(r"medic|drug|supplement", re.IGNORECASE)
FACTORS = {"lifestyle", "work", "social", "weather", "active", "behavioural patterns", "factors"}
LEVELS = {"none": 0, "a little": 1, "little": 1, "moderate": 2, "a lot": 3}
WHOLE_DAY = {"", "all day", "daily"}
WORST, HIGHEST = 3, 4  # ratings run from 0 (none) to 4 (unbearable)


def read(source: Source, asked: Asked) -> Imported:
    """Headache days and factors of one export."""
    rows = source.rows()
    place = find_header(rows, NEEDED, "Bearable")
    header, entries = rows[place], rows[place + 1 :]
    gathering = Gathering(KIND, source, asked)
    listed = [(line, {name.lower(): cell for name, cell in cells.items()}) for line, cells in cells_of(header, entries)]
    order = find_order([_date_text(cells) for _, cells in listed], asked.date_order)
    counts: dict[str, int] = defaultdict(int)
    for line, cells in listed:
        counts[_add(gathering, line, cells, order)] += 1
    if counts["medicine"]:
        reason = f"{counts['medicine']} rows of medicines were kept aside: days without one are not days without drugs"
        gathering.note("intakes", None, "category", None, reason)
    return gathering.finish(preview_of(header, entries, BECOMES), order)


def _date_text(cells: dict[str, str]) -> str:
    return cells.get("date formatted") or cells.get("date", "")


def _add(gathering: Gathering, line: int, cells: dict[str, str], order: DateOrder) -> str:
    """Keep one entry; the word says what it was."""
    category, detail = cells.get("category", "").lower(), cells.get("detail", "")
    try:
        date = read_date(_date_text(cells), order)
        if category.startswith("symptom") and HEADACHE.search(detail):
            _add_rating(gathering, line, cells, date, detail)
            return "headache"
        if category in FACTORS:
            gathering.add_factors(date, dict(_factors(detail)), line)
            return "factor"
    except ValueError as problem:
        gathering.refuse("days", line, "rating/amount", cells.get("rating/amount", ""), str(problem))
    return "medicine" if MEDICINE.search(category) else "other"


def _add_rating(gathering: Gathering, line: int, cells: dict[str, str], date: dt.date, detail: str) -> None:
    rating = _rating(cells.get("rating/amount", ""))
    aside = dict(without({"date", "date formatted", "weekday", "category"}, cells))
    if rating == 0:
        if cells.get("time of day", "").lower() in WHOLE_DAY:
            add_free_day(gathering, date, line, aside)
        else:
            reason = "says no headache for a part of the day only; the rest of that day stays unknown"
            gathering.note("days", line, "time of day", cells["time of day"], reason)
        return
    features = {"peak": None if rating is None else min(rating, WORST)}
    if "migraine" in detail.lower():
        features["believed_migraine"] = True
    add_headache_day(gathering, date, line, features, aside)


def _rating(text: str) -> int | None:
    if not text:
        return None
    found = re.fullmatch(r"(\d)(?:[.,]0)?", text)
    if found is None or int(found[1]) > HIGHEST:
        raise ValueError(f"is not a rating of 0 to {HIGHEST}")
    return int(found[1])


def _factors(detail: str) -> Iterator[tuple[str, int | None]]:
    """`☕ Caffeine - A lot | 🍷 Alcohol` as names with levels; a name alone has no level."""
    for part in detail.split("|"):
        name, _, word = part.partition(" - ")
        name = re.sub(r"[^\w\s'/()-]", "", name).strip()
        if name:
            yield factor_of(name), LEVELS.get(word.strip().lower())
