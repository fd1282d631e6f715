"""How long an attack lasted, as apps write it."""

import datetime as dt
import re
from decimal import Decimal

ONGOING = re.compile(r"ongoing|still going|in progress", re.IGNORECASE)
_DURATION = re.compile(
    r"(?:(?P<days>\d{1,5})\s*d\w*)?\s*(?:(?P<hours>\d{1,5})\s*h\w*)?\s*(?:(?P<minutes>\d{1,5})\s*m\w*)?",
    re.IGNORECASE,
)
_HOURS = re.compile(r"\d{1,5}(?:[.,]\d{1,5})?")


def read_duration(text: str) -> dt.timedelta | None:
    """`01h 00m` or `1d 02h 15m`; None where nothing is said; ValueError with a sentence where it is something else.

    >>> read_duration("1d 02h 15m")
    datetime.timedelta(days=1, seconds=8100)
    """
    text = " ".join(text.split())
    if not text:
        return None
    found = _DURATION.fullmatch(text)
    if found is None or not any(found.groupdict().values()):
        raise ValueError("is not a duration such as 01h 30m")
    return dt.timedelta(**{unit: int(amount) for unit, amount in found.groupdict().items() if amount})


def read_hours(text: str) -> dt.timedelta:
    """Hours as a number, a decimal comma allowed, to the minute; ValueError with a sentence where it is none.

    >>> read_hours("1,5")
    datetime.timedelta(seconds=5400)
    """
    if not _HOURS.fullmatch(text.strip()):
        raise ValueError("is not a number of hours such as 1.5")
    return dt.timedelta(minutes=round(60 * Decimal(text.strip().replace(",", "."))))
