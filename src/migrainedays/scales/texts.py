"""The wording of a questionnaire: free where it is free, else from a file that the clinic holds a licence for.

A clinic's file is TOML: `scale`, `language`, `licence` (who granted it, and when), `items` (a list of sentences)
and, if it likes, `answers` (the words of each answer, lowest first). Nothing of it is kept by the project.
"""

import dataclasses
import tomllib
from pathlib import Path
from typing import Any

from migrainedays.errors import InputRefused
from migrainedays.scales import asc12, gad7, mibs4, midas, phq9
from migrainedays.scales.instruments import INSTRUMENTS

COUNTS = {
    "hit6": 6,
    "midas": midas.ITEMS,
    "msq": 14,
    "phq9": phq9.ITEMS,
    "gad7": gad7.ITEMS,
    "asc12": asc12.ITEMS,
    "mibs4": mibs4.ITEMS,
    "pgic": 1,
}


@dataclasses.dataclass(frozen=True, slots=True)
class Wording:
    """The sentences of one scale in one language, with the licence under which they may be shown."""

    scale: str
    language: str
    licence: str
    items: tuple[str, ...]
    answers: tuple[str, ...] = ()


def read_wording(path: Path) -> Wording:
    """A clinic's licensed text; InputRefused with a sentence where the file cannot serve."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise InputRefused(f"{path.name} cannot be read as TOML: {problem}") from None
    for name in ("scale", "language", "licence"):
        if not isinstance(given.get(name), str) or not given[name].strip():
            raise InputRefused(f"{path.name} lacks {name}; a questionnaire's file needs scale, language and licence.")
    if given["scale"] not in INSTRUMENTS or given["scale"] not in COUNTS:
        raise InputRefused(f"{path.name}: {given['scale']} is no scale with a wording; {', '.join(COUNTS)} are.")
    items = _sentences(path, given, "items")
    if len(items) != COUNTS[given["scale"]]:
        raise InputRefused(
            f"{path.name}: {given['scale']} has {COUNTS[given['scale']]} items, {len(items)} stand here."
        )
    return Wording(given["scale"], given["language"], given["licence"], items, _sentences(path, given, "answers"))


def _sentences(path: Path, given: dict[str, Any], name: str) -> tuple[str, ...]:
    found = given.get(name, [])
    if not isinstance(found, list) or not all(isinstance(text, str) and text.strip() for text in found):
        raise InputRefused(f"{path.name}: {name} must be a list of sentences.")
    return tuple(found)
