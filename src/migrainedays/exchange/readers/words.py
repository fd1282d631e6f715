"""The words of other apps for symptoms, places of pain, triggers and medicines.

A symptom that was ticked is a yes; one that was not ticked stays unknown, for nobody can tell whether it was asked.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

_SYMPTOMS: tuple[tuple[str, str], ...] = (
    (r"throbbing|puls|pounding", "pulsating"),
    (r"wors\w* .*mov|worse .*activity|aggravated", "aggravated"),
    (r"nausea|queasy", "nausea"),
    (r"vomit", "vomiting"),
    (r"\blight\b|photophobia", "photophobia"),
    (r"\bnoise|\bsound|phonophobia", "phonophobia"),
)
_AURAS = (("visual", "visual"), ("sensory", "sensory"), ("speech", "speech"), ("motor", "motor"))
_AREAS = (
    (r"neck", "neck"),
    (r"back of head|occip", "back"),
    (r"temple", "temple"),
    (r"top|vertex|crown", "vertex"),
    (r"front|forehead|eye|brow", "front"),
)
_FACTORS = (
    (r"stress", "stress"),
    (r"bright|glare|\blights?\b|\bsun(light|shine|ny)?\b", "bright_light"),
    (r"ponytail|tied hair|tight hair", "tied_hair"),
    (r"weather|barometric|air pressure|humid", "weather"),
    (r"menstrua|\bperiod\b", "menstruation"),
    (r"lack of sleep|poor sleep|too little sleep|short sleep|interrupted sleep", "short_sleep"),
    (r"alcohol|wine|beer", "alcohol"),
    (r"(skipped|missed) meal|fasting|hunger", "missed_meal"),
)
_NO_MEDICINE = re.compile(
    r"(i )?(took |did(n.t| not) take )?(no|any|none|nothing)( medication| medicine| drugs?)?s?", re.I
)
_STRENGTH = re.compile(r"\b\d+(?:[.,]\d+)?\s*(?:mg|mcg|µg|ug|g|ml|iu|%)(?:/\w+)?(?=\s|$)", re.I)
_FORM = re.compile(r"\b(?:oral|tablets?|capsules?|nasal|spray|injections?|suppositor\w+|wafers?|odt|sodium)\b", re.I)
_AMOUNT = re.compile(r"(\d{1,6}(?:[.,]\d{1,6})?)\s*[x×]\s+(.*)", re.I)


class Medicine(NamedTuple):
    """A medicine as noted with an attack."""

    drug: str
    doses: Decimal | None
    relieved: bool | None


def split_list(cell: str) -> list[str]:
    """The parts of a cell that holds a list."""
    return [part.strip() for part in re.split(r"[,;|\n]", cell) if part.strip()]


def features_of(symptoms: Iterable[str]) -> dict[str, Any]:
    """The feature columns that ticked symptoms say yes to."""
    found: dict[str, Any] = {}
    auras = set()
    for symptom in symptoms:
        low = symptom.lower()
        found.update({name: True for pattern, name in _SYMPTOMS if re.search(pattern, low)})
        if "aura" in low:
            auras |= {kind for word, kind in _AURAS if word in low}
    if auras:
        found["aura_kinds"] = tuple(sorted(auras))
    return found


def places_of(positions: Iterable[str]) -> dict[str, Any]:
    """Pain areas, and whether the pain kept to one side, where every place named has a side."""
    areas, sides = set(), set()
    for position in positions:
        low = position.lower()
        side = next((side for side in ("left", "right") if re.search(rf"\b{side}\b", low)), "middle")
        area = next((area for pattern, area in _AREAS if re.search(pattern, low)), None)
        sides.add(side)
        if area is not None:
            areas.add(f"{area}_{side}")
    found: dict[str, Any] = {"pain_areas": tuple(sorted(areas))} if areas else {}
    if sides and "middle" not in sides:
        found["unilateral"] = len(sides) == 1
    return found


def factor_of(trigger: str) -> str:
    """The exchange folder's name of a trigger, or its own in lower case."""
    low = trigger.lower()
    return next((factor for pattern, factor in _FACTORS if re.search(pattern, low)), low)


def medicines_of(names: Iterable[str], relieved: bool | None) -> Iterator[Medicine]:
    """Medicines by their names, strengths and forms taken off; a word for *none* is no medicine."""
    for name in names:
        if _NO_MEDICINE.fullmatch(name):
            continue
        counted = _AMOUNT.fullmatch(name)
        doses = Decimal(counted[1].replace(",", ".")) if counted else None
        plain = _FORM.sub(" ", _STRENGTH.sub(" ", (counted[2] if counted else name).lower()))
        yield Medicine(" ".join(plain.split()) or name.lower(), doses, relieved)


def yes_no(cell: str) -> bool | None:
    """Yes or no in English, French, Spanish or German, true or false, 1 or 0; None for anything else."""
    return _YES_NO.get(cell.strip().lower())


_YES_NO: Mapping[str, bool] = dict.fromkeys(
    ("yes", "y", "true", "1", "oui", "sí", "si", "ja", "x"), True
) | dict.fromkeys(("no", "n", "false", "0", "non", "nein"), False)
