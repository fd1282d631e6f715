"""Urgent signs that somebody names in their own words, in three languages: what cannot wait for an answer."""

import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib import resources


def urgent_signs(message: str) -> tuple[str, ...]:
    """The names of the signs that a message names, in any of the three languages.

    >>> urgent_signs("Ma tête: le PIRE de ma vie, avec de la fièvre")
    ('thunderclap', 'fever')
    """
    plain = _plain(message)
    return tuple(sign for sign, words in _signs().items() if any(word in plain for word in words))


def _plain(text: str) -> str:
    """Without accents and capitals, one kind of apostrophe, one blank between words."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


@cache
def _signs() -> Mapping[str, tuple[str, ...]]:
    source = resources.files("migrainedays.diary").joinpath("urgent_words.toml")
    return {sign: tuple(told["words"]) for sign, told in tomllib.loads(source.read_text(encoding="utf-8")).items()}
