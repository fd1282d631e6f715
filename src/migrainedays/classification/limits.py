"""Whole-number thresholds of rules, each read from its claim."""

from migrainedays.literature import claim


def limit(key: str) -> int:
    """The whole number that a claim states; ValueError where it states a fraction.

    >>> limit("ichd3.chronic_headache_days")
    15
    """
    number = claim(key).number
    if number != int(number):
        raise ValueError(f"claim {key} states {number}, and a day, an hour or a dose is counted whole")
    return int(number)
