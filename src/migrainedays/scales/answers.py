"""Answers as a person types them: a number, a word of the scale, or a blank."""

import re
from collections.abc import Container, Mapping, Sequence

from migrainedays.errors import InputRefused

BLANKS = ("", "-", "–", "—", "?", ".", "blank", "missing")
Answers = tuple[int | None, ...]


def read_answers(
    scale: str, texts: Sequence[str], allowed: Sequence[Container[int]], words: Mapping[str, int] | None = None
) -> Answers:
    """One whole number an item, None where it was left blank.

    Raises InputRefused for another number of items, a word the scale does not know, or a number it does not allow.
    """
    if len(texts) != len(allowed):
        raise InputRefused(
            f"{scale} has {len(allowed)} items and {len(texts)} were given; write - for an item that was left blank."
        )
    return tuple(
        _read(scale, place, text, values, words or {})
        for place, (text, values) in enumerate(zip(texts, allowed, strict=True), start=1)
    )


def read_number(scale: str, name: str, text: str, allowed: Container[int]) -> int | None:
    """One number by its name, None for a blank; InputRefused where it cannot be."""
    if is_blank(text):
        return None
    number = _whole(text)
    if number is None or number not in allowed:
        raise InputRefused(f"{scale}, {name}: {text} cannot be{_why(allowed)}.")
    return number


def is_blank(text: str) -> bool:
    """Whether an item was left blank; a blank is never read as nought."""
    return text.strip().lower() in BLANKS


def plain(text: str) -> str:
    """A word without the accidents of typing: `Very_Often` is `very often`.

    >>> plain("Very_Often")
    'very often'
    """
    return re.sub(r"[\s_\-]+", " ", text.lower()).strip()


def _read(scale: str, place: int, text: str, allowed: Container[int], words: Mapping[str, int]) -> int | None:
    if is_blank(text):
        return None
    number = words.get(plain(text), _whole(text))
    if number is None or number not in allowed:
        known = f" or one of the words {', '.join(words)}" if words else ""
        raise InputRefused(f"{scale}, item {place}: {text} is no answer{_why(allowed)}{known}.")
    return number


def _whole(text: str) -> int | None:
    match = re.fullmatch(r"\s*([+-]?[0-9]{1,9})(\.0+)?\s*", text)
    return int(match[1]) if match else None


def _why(allowed: Container[int]) -> str:
    if isinstance(allowed, range):
        return f"; write a whole number from {allowed[0]} to {allowed[-1]}"
    if isinstance(allowed, frozenset | tuple) and len(allowed) <= 10:
        return f"; write one of {', '.join(str(value) for value in sorted(allowed))}"
    return ""
