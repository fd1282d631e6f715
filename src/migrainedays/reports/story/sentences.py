"""Free sentences of a story: each is approved by a person, and none passes with a name, place, number or date in it."""

import dataclasses
import re
from collections.abc import Iterable

from migrainedays.course import Course
from migrainedays.errors import InputRefused

ITEMS = ("findings", "discussion", "perspective")
_MONTHS = (
    "january|february|march|april|june|july|august|september|october|november|december|"
    "janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|"
    "enero|febrero|marzo|abril|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
)
_DATE = re.compile(rf"\b\d{{1,4}}[-/.]\d{{1,2}}(?:[-/.]\d{{1,4}})?\b|\b(?:{_MONTHS})\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NUMBER = re.compile(r"\d(?:[ -]?\d){4,}")
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|\bwww\.\S+", re.IGNORECASE)
_PATTERNS = {"date": _DATE, "year": _YEAR, "long number": _NUMBER, "address": _ADDRESS}
_WORD = re.compile(r"[^\W\d_]{3,}", re.UNICODE)


@dataclasses.dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence for one part of the story, in words that somebody approved."""

    item: str
    text: str
    approved_by: str = ""


def known_words(course: Course, also: Iterable[str] = ()) -> frozenset[str]:
    """Words of the record that would tell who, where or by whom; lower case."""
    texts = [course.person.patient, course.person.home_place or "", *also]
    for session in course.sessions:
        texts += [session.place or "", session.clinician or ""]
    texts += [injection.vial or "" for injection in course.injections]
    return frozenset(word.lower() for text in texts for word in (*_WORD.findall(text), text.strip()) if len(word) > 2)


def tells(text: str, known: Iterable[str]) -> list[str]:
    """What in a sentence could tell who it is about; nothing where it may pass."""
    found = [f"a {kind}: {match[0]}" for kind, pattern in _PATTERNS.items() for match in pattern.finditer(text)]
    lower, words = text.lower(), {word.lower() for word in _WORD.findall(text)}
    recorded = [word for word in sorted(known) if word in words or (" " in word and word in lower)]
    return found + [f"a word of the record: {word}" for word in recorded]


def approved(sentences: Iterable[Sentence], known: Iterable[str]) -> tuple[Sentence, ...]:
    """The sentences that somebody approved; InputRefused where one could tell who it is about."""
    kept = []
    for sentence in sentences:
        if not sentence.approved_by:
            continue
        if sentence.item not in ITEMS:
            raise InputRefused(f"A story has no part {sentence.item!r}. There are: {', '.join(ITEMS)}.")
        problems = tells(sentence.text, known)
        if problems:
            raise InputRefused(f"This sentence could tell who it is about ({'; '.join(problems)}): {sentence.text}")
        kept.append(sentence)
    return tuple(kept)
