"""The clauses that a day profile is put together from, by the names that the profile files use.

A clause asks one question of a day and tells, in words, what it rests on.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from migrainedays.classification.case import (
    INDETERMINATE,
    NO,
    YES,
    Case,
    associated,
    attack_duration,
    aura_characteristics,
    aura_symptom,
    definite_or_probable,
    lasts,
    moderate_or_severe,
    pain_features,
    with_aura,
    without_aura,
)
from migrainedays.classification.drugs import SPECIFIC, TRIPTAN_OR_ERGOT
from migrainedays.classification.limits import limit
from migrainedays.diary import Tri

ALL_CLASSES = frozenset({"triptan", "ergot", "non_opioid", "opioid", "combination", "gepant", "ditan", "other"})
_AURA_SHORTEST, _AURA_LONGEST = limit("leiden.aura_minutes"), limit("leiden.aura_minutes_longest")


class Clause(NamedTuple):
    """A question and its words; `found` names in detail what made it yes."""

    says: str
    ask: Callable[[Case], Tri]
    found: Callable[[Case], Iterator[str]] | None = None

    def reasons(self, case: Case) -> Iterator[str]:
        return iter((self.says,)) if self.found is None else self.found(case)


def visual_aura(case: Case) -> Tri:
    """A visual aura of 5 to 60 minutes.

    The column holds the longest single symptom: beyond 60 minutes it may be another symptom's than the visual one's.
    """
    day = case.day
    if "visual" not in day.aura_kinds:
        return NO if day.aura_kinds else aura_symptom(day)
    if day.aura_minutes is None:
        return INDETERMINATE
    if day.aura_minutes > _AURA_LONGEST:
        return NO if day.aura_kinds == ("visual",) else INDETERMINATE
    return YES if day.aura_minutes >= _AURA_SHORTEST else NO


def believed(case: Case) -> Tri:
    """Whether the person took it for migraine at its onset."""
    return Tri.of(case.day.believed_migraine)


def _pain_found(case: Case) -> Iterator[str]:
    day = case.day
    if day.unilateral:
        yield "1.1 C1 unilateral"
    if day.pulsating:
        yield "1.1 C2 pulsating"
    if moderate_or_severe(day) is YES:
        yield "1.1 C3 moderate or severe"
    if day.aggravated:
        yield "1.1 C4 aggravated by routine activity"


def _associated_found(case: Case) -> Iterator[str]:
    if case.day.nausea or case.day.vomiting:
        yield "1.1 D1 nausea or vomiting"
    if case.day.photophobia and case.day.phonophobia:
        yield "1.1 D2 photophobia and phonophobia"


def _probable_found(case: Case) -> Iterator[str]:
    if without_aura(case) is YES:
        if case.history.migraine is YES:
            yield "1.1 A five attacks or more"
        if attack_duration(case) is YES:
            yield "1.1 B duration"
        if pain_features(case.day) is YES:
            yield from _pain_found(case)
        yield from _associated_found(case)
    if with_aura(case) is YES:
        yield from _aura_found(case)


def _aura_found(case: Case) -> Iterator[str]:
    return (f"1.2 B {kind} aura" for kind in case.day.aura_kinds)


CLAUSES: Mapping[str, Clause] = MappingProxyType(
    {
        "headache": Clause("headache", lambda case: case.headache),
        "pain_features": Clause("1.1 C two of four pain features", lambda case: pain_features(case.day), _pain_found),
        "associated": Clause(
            "1.1 D nausea or vomiting, or photophobia and phonophobia",
            lambda case: associated(case.day),
            _associated_found,
        ),
        "moderate_or_severe": Clause("moderate or severe pain", lambda case: moderate_or_severe(case.day)),
        "visual_aura": Clause("visual aura of 5 to 60 minutes", visual_aura),
        "aura_symptom": Clause("1.2 B aura symptom", lambda case: aura_symptom(case.day), _aura_found),
        "aura_characteristics": Clause(
            "1.2 C three of six aura characteristics", lambda case: aura_characteristics(case.day)
        ),
        "definite_or_probable": Clause(
            "1.1, 1.2 or 1.5 migraine or probable migraine", definite_or_probable, _probable_found
        ),
        "believed": Clause("believed to be migraine at onset", believed),
        "acute_drug": Clause("acute drug taken", lambda case: case.acute.took_any()),
        "acute_drug_relieved": Clause(
            "relieved by an acute drug", lambda case: case.acute.relieved_by(ALL_CLASSES)
        ),
        "specific_drug": Clause("migraine-specific drug taken", lambda case: case.acute.took(SPECIFIC)),
        "specific_drug_relieved": Clause(
            "relieved by a migraine-specific drug", lambda case: case.acute.relieved_by(SPECIFIC)
        ),
        "triptan_or_ergot": Clause("triptan or ergot taken", lambda case: case.acute.took(TRIPTAN_OR_ERGOT)),
        "triptan_or_ergot_relieved": Clause(
            "relieved by a triptan or ergot", lambda case: case.acute.relieved_by(TRIPTAN_OR_ERGOT)
        ),
    }
)  # fmt: skip


def clause(words: str) -> Clause:
    """The clause of a name; `minutes KEY` asks for headache of at least the minutes that a claim states."""
    name, _, key = words.partition(" ")
    if name == "minutes":
        minutes = limit(key)
        return Clause(f"headache of {minutes} minutes or more", partial(_lasts, minutes))
    return CLAUSES[name]


def _lasts(minutes: int, case: Case) -> Tri:
    return lasts(case, minutes)
