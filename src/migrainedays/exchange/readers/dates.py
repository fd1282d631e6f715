"""Dates as other apps write them: their order found over the whole file, and asked where the file cannot tell."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Literal, get_args

from migrainedays.columns import EARLIEST, LATEST
from migrainedays.errors import InputRefused, WrongUse

DateOrder = Literal["day-first", "month-first", "year-first"]
ORDERS: tuple[DateOrder, ...] = get_args(DateOrder)
_PLACES: Mapping[DateOrder, tuple[int, int, int]] = {  # where year, month and day stand
    "day-first": (2, 1, 0),
    "month-first": (2, 0, 1),
    "year-first": (0, 1, 2),
}
_DATE = re.compile(r"(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{1,4})(?!\d)")
_TIME = re.compile(r"(\d{1,2})[:.h](\d{2})(?:[:.](\d{2}))?\s*([ap])?\.?m?", re.IGNORECASE)
NOON = 12


class DatesAmbiguous(WrongUse):
    """Every date of the file can be read in more than one order; `orders` are those that fit, `example` one date."""

    def __init__(self, example: str, orders: tuple[DateOrder, ...]) -> None:
        self.example, self.orders = example, orders
        super().__init__(
            f"The dates of this file, {example} for example, can be read in more than one order. "
            f"Say which with --date-order: {' or '.join(orders)}."
        )


def find_order(texts: Iterable[str], asked: DateOrder | None, usual: DateOrder | None = None) -> DateOrder:
    """The one order in which all dates of a file exist; what cannot be read in any order is passed over.

    `usual` decides between several that fit, where a layout is known to have one. Raises DatesAmbiguous where
    nothing decides, InputRefused where `asked` does not fit.
    """
    texts = [text for text in texts if any(_date_in(text, order) for order in ORDERS)]
    fitting = tuple(order for order in ORDERS if all(_date_in(text, order) for text in texts))
    if asked is not None:
        misfit = [text for text in texts if not _date_in(text, asked)]
        if misfit:
            raise InputRefused(f"{misfit[0]} is no date when read {asked}; the file fits {_words(fitting)}.")
        return asked
    if not fitting:
        raise InputRefused("No single order of day, month and year fits all dates; split the file and try again.")
    if len(fitting) == 1 or not _differ(texts, fitting):
        return fitting[-1]
    if usual in fitting:
        return usual
    example = next(text for text in texts if _differ([text], fitting))
    raise DatesAmbiguous(example, fitting)


def read_date(text: str, order: DateOrder) -> dt.date:
    """The date in a text; ValueError with a sentence when there is none."""
    found = _date_in(text, order)
    if found is None:
        raise ValueError(f"is not a date when read {order}")
    return found


def read_clock(text: str, order: DateOrder) -> dt.datetime:
    """Date and time of day as the clock showed them; ValueError where the time is lacking."""
    day = read_date(text, order)
    return dt.datetime.combine(day, read_time(_DATE.sub(" ", text, count=1)))


def read_time(text: str) -> dt.time:
    """A time of day, of 24 hours or with am and pm."""
    found = _TIME.search(text)
    if found is None:
        raise ValueError("has no time of day")
    hour, minute, half = int(found[1]), int(found[2]), (found[4] or "").lower()
    if half:
        if not 1 <= hour <= NOON:
            raise ValueError("is not a time of day")
        hour = hour % NOON + (NOON if half == "p" else 0)
    try:
        return dt.time(hour, minute, int(found[3] or 0))
    except ValueError:
        raise ValueError("is not a time of day") from None


def _date_in(text: str, order: DateOrder) -> dt.date | None:
    found = _DATE.search(text)
    if found is None:
        return None
    written = found.groups()
    if len(written[0]) == 4:  # a year that stands first leaves no choice
        order = "year-first"
    year_at, month_at, day_at = _PLACES[order]
    year = written[year_at]
    if len(year) not in (2, 4) or len(written[day_at]) > 2 or (order == "year-first" and len(year) != 4):
        return None
    try:
        day = dt.date(int(year) + (2000 if len(year) == 2 else 0), int(written[month_at]), int(written[day_at]))
    except ValueError:
        return None
    return day if EARLIEST <= day.year <= LATEST else None


def _differ(texts: Iterable[str], orders: tuple[DateOrder, ...]) -> bool:
    return any(len({_date_in(text, order) for order in orders}) > 1 for text in texts)


def _words(orders: tuple[DateOrder, ...]) -> str:
    return " or ".join(orders) or "no single order"
