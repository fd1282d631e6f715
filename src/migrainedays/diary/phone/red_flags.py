"""What may be an emergency: shown on the phone at once, without a network, and at the head of the clinic's list.

Nobody watches the diary, so a red flag never waits for anybody: the phone itself says whom to call. Words are
searched in what was written in English, French and Spanish, whatever the language of the screen; a false alarm
costs a sentence, a missed one may cost a life.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from migrainedays.diary.phone.field import split_name
from migrainedays.diary.phone.operation import Operation
from migrainedays.literature import claim

LONGEST_AURA = claim("ichd3.aura_minutes_longest")

# Beginnings of words, without accents; `+` joins what must stand in one sentence.
RED_FLAGS: Mapping[str, tuple[str, ...]] = {
    "swallowing": ("swallow", "choking", "avaler", "avale+mal", "deglut", "etouff", "tragar", "trago+mal", "atragant"),
    "speaking": (
        "slurr", "speak+can", "speech+can", "trouble speaking", "parler+mal", "parler+peux", "elocution",
        "habla+puedo", "hablar+cuesta", "habla+mal",
    ),
    "breathing": ("breath", "respir", "souffle+court", "ahog", "falta+aire"),
    "thunderclap": (
        "thunderclap", "worst headache", "worst+life", "explos+head", "coup de tonnerre", "pire+vie", "trueno",
        "peor+vida",
    ),
    "weakness": (
        "weakness", "paraly", "numb+side", "face+droop", "faibl", "visage+tomb", "debil", "cara+caid",
    ),
    "long_aura": (),
    "self_harm": (
        "suicid", "kill myself", "end my life", "me tuer", "en finir avec la vie", "matarme", "quitarme la vida",
    ),
}  # fmt: skip
EVENT = "red_flag:"
SELF_HARM = "score/phq9/9"  # thoughts of death or of harming oneself, above "not at all"


def red_flags_of(operation: Operation) -> tuple[str, ...]:
    """The red flags in one entry: tapped, written, an aura longer than 60 minutes, or thoughts of self-harm."""
    return tuple(sorted(set(_flags(operation))))


def red_flags_in(text: str) -> tuple[str, ...]:
    """The red flags that words bring up.

    >>> red_flags_in("Hard to swallow since Tuesday")
    ('swallowing',)
    """
    sentences = [_plain(part) for part in re.split(r"[.!?;\n]", text)]
    return tuple(
        flag
        for flag, phrases in RED_FLAGS.items()
        if any(_says(sentence, phrase) for phrase in phrases for sentence in sentences)
    )


def _flags(operation: Operation) -> Iterator[str]:
    for name, value in operation.changes.items():
        column = split_name(name)[2]
        if column == "aura_minutes" and isinstance(value, int) and value > LONGEST_AURA.number:
            yield "long_aura"
        if name == SELF_HARM and value:
            yield "self_harm"
        if column in ("note", "event") and isinstance(value, str):
            tapped = value.removeprefix(EVENT)
            yield from (tapped,) if tapped in RED_FLAGS else red_flags_in(value)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _says(sentence: str, phrase: str) -> bool:
    return all(re.search(rf"\b{re.escape(part)}", sentence) for part in phrase.split("+"))
