"""Generic names and the classes of acute drugs that medication-overuse headache is counted by (ICHD-3 8.2)."""

import functools
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any, NamedTuple

CLASSES = ("triptan", "ergot", "non_opioid", "opioid", "combination", "gepant", "ditan", "other", "unrecognised")
SPECIFIC = frozenset({"triptan", "ergot", "gepant", "ditan"})
TRIPTAN_OR_ERGOT = frozenset({"triptan", "ergot"})

_NON_OPIOID = frozenset({"paracetamol", "aspirin", "nsaid", "other_non_opioid"})
_ALONE = frozenset({"triptan", "ergot", "gepant", "ditan"})  # never hidden by what stands beside them


class Drug(NamedTuple):
    """What a drug name means: its classes, the non-opioid kinds within it, and whether all of it is known.

    A product of two classes counts by its own class (`combination`), a triptan with an analgesic by both, and the
    clinician is told: whether that is a combination analgesic in the sense of 8.2.5 is open.
    """

    name: str
    classes: frozenset[str]
    kinds: frozenset[str]
    recognised: bool
    debatable: bool = False


@functools.lru_cache(maxsize=10_000)
def drug_of(text: str) -> Drug:
    """The classes of a generic name, or of several joined by `+` in any order.

    >>> sorted(drug_of("caffeine + acetaminophen").classes)
    ['combination']
    >>> sorted(drug_of("aspirin+paracetamol").classes)
    ['non_opioid']
    """
    parts = [_substances().get(part, "") for part in _parts(text)]
    kinds = frozenset(parts) - {""}
    name = "+".join(sorted(_preferred(part) for part in _parts(text)))
    if not kinds or "" in parts:
        return Drug(name, kinds & _ALONE | {"unrecognised"}, frozenset(), recognised=False)
    classes = _classes(kinds)
    shown = kinds & _NON_OPIOID if "non_opioid" in classes else frozenset()
    return Drug(name, classes, shown, recognised=True, debatable=len(classes) > 1)


def _classes(kinds: frozenset[str]) -> frozenset[str]:
    alone = kinds & _ALONE
    rest = {"non_opioid" if kind in _NON_OPIOID else kind for kind in kinds - _ALONE - {"other"}}
    if alone:  # caffeine beside ergotamine is no second drug
        return frozenset(alone | (rest & {"non_opioid", "opioid"}))
    if len(rest) > 1:
        return frozenset({"combination"})
    return frozenset(rest & {"non_opioid", "opioid"} or {"other"})


def _parts(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.lower().split("+")]


@functools.cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads((resources.files(__package__) / "drugs.toml").read_text(encoding="utf-8"))


@functools.cache
def _substances() -> Mapping[str, str]:
    known = {name: kind for kind, names in _table()["classes"].items() for name in names}
    return known | {other: known[name] for name, others in _table()["also"].items() for other in others}


def _preferred(part: str) -> str:
    return next((name for name, others in _table()["also"].items() if part in others), part)
