"""Pain of 0 to 10 as none, mild, moderate or severe."""

import re
from decimal import Decimal

HIGHEST = 10
MODERATE_FROM, SEVERE_FROM = 4, 7  # 0 / 1-3 / 4-6 / 7-10


def read_pain(text: str) -> int | None:
    """0 to 3 for a pain of 0 to 10, a decimal comma allowed; None where it is blank; ValueError where it is neither.

    >>> [read_pain(level) for level in ("0", "3", "3,5", "6", "7")]
    [0, 1, 1, 2, 3]
    """
    if not text.strip():
        return None
    found = re.fullmatch(r"(\d{1,3}(?:[.,]\d{1,3})?)(?:\s*/\s*10)?", text.strip())
    if found is None:
        raise ValueError("is not a pain of 0 to 10")
    level = Decimal(found[1].replace(",", "."))
    if level > HIGHEST:
        raise ValueError("is not a pain of 0 to 10")
    return 0 if level == 0 else 1 if level < MODERATE_FROM else 2 if level < SEVERE_FROM else 3
