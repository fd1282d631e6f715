"""How long an attack lasted, as apps write it."""

import datetime as dt
import re

ONGOING = re.compile(r"ongoing|still going|in progress", re.IGNORECASE)
_DURATION = re.compile(
    r"(?:(?P<days>\d+)\s*d\w*)?\s*(?:(?P<hours>\d+)\s*h\w*)?\s*(?:(?P<minutes>\d+)\s*m\w*)?", re.IGNORECASE
)


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
