"""MSQ 2.1: how far migraine restricts, prevents and weighs; three domains from 0 to 100, higher is better.

Its wording is licensed and not here. The half rule (a domain with half of its items or more is scored from their
mean) is known to us from memory only, and marked so.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from fractions import Fraction

from migrainedays.errors import InputRefused
from migrainedays.scales.answers import Answers, read_answers, read_number
from migrainedays.scales.change import Change, Number, rise_of
from migrainedays.scales.instrument import Part, Result, require_version, unverified

DOMAINS = {"RR": range(0, 7), "RP": range(7, 11), "EF": range(11, 14)}
LOWEST, HIGHEST = 1, 6
ALLOWED = 14 * (range(LOWEST, HIGHEST + 1),)
WORDS = {"none of the time": LOWEST, "all of the time": HIGHEST}
FULL = 100
RESTS_ON = ("msq.formula", "msq.half_rule")


def domain_score(items: Answers) -> Fraction | None:
    """0 to 100 from the items of one domain; None where fewer than half were answered.

    >>> domain_score((3, 3, 3, 3, 3, 3, 3))
    Fraction(60, 1)
    """
    known = [item for item in items if item is not None]
    if 2 * len(known) < len(items) or not known:
        return None
    mean = Fraction(sum(known), len(known))
    return (HIGHEST - mean) * FULL / (HIGHEST - LOWEST)


@dataclasses.dataclass(frozen=True, slots=True)
class Msq:
    """Fourteen answers, or the raw sums of the domains by name (`RR=21`); there is no total over the domains."""

    name: str = "msq"
    versions: tuple[str, ...] = ("MSQ 2.1",)

    def score(self, answers: Sequence[str], version: str | None = None) -> Result:
        require_version(self, version)
        if answers and all("=" in answer for answer in answers):
            return self._result(self._of_sums(answers), blank=False)
        items = read_answers(self.name, answers, ALLOWED, WORDS)
        parts = {name: domain_score(tuple(items[place] for place in places)) for name, places in DOMAINS.items()}
        return self._result(parts, blank=None in items)

    def _of_sums(self, answers: Sequence[str]) -> dict[str, Fraction | None]:
        given = dict(answer.upper().split("=", 1) for answer in answers)
        for name in given:
            if name not in DOMAINS:
                raise InputRefused(f"msq has no domain {name}; it has RR, RP and EF.")
        return {name: self._of_sum(name, given[name]) if name in given else None for name in DOMAINS}

    def _of_sum(self, name: str, text: str) -> Fraction | None:
        count = len(DOMAINS[name])
        raw = read_number(self.name, f"raw sum of {name}", text, range(LOWEST * count, HIGHEST * count + 1))
        return None if raw is None else Fraction((HIGHEST * count - raw) * FULL, (HIGHEST - LOWEST) * count)

    def _result(self, parts: Mapping[str, Part], blank: bool) -> Result:
        return Result(
            scale=self.name,
            version=self.versions[0],
            total=None,
            flags=("blank_item",) if blank else (),
            parts=parts,
            unverified=unverified(*RESTS_ON),
        )

    def change(self, before: Result, after: Result) -> Mapping[str, Change]:
        """By domain: within a person (a range of published values) and between groups."""
        return {
            f"cole_2009_{kind}_{name}": rise_of(f"msq.{kind}_{name.lower()}")(
                _number(before.parts.get(name)), _number(after.parts.get(name))
            )
            for kind in ("person", "group")
            for name in DOMAINS
        }

    def refusal(self, item: str, value: Number) -> str | None:
        if item.upper() in DOMAINS:
            return None if 0 <= value <= FULL else "is outside 0 to 100"
        if item.isdigit() and int(item) in range(1, len(ALLOWED) + 1):
            return None if value in ALLOWED[0] else f"is no answer to an item of msq; it is {LOWEST} to {HIGHEST}"
        return "has no place: msq has items 1 to 14 and the domains RR, RP and EF, and no total"


def _number(part: Part) -> Fraction | None:
    return part if isinstance(part, Fraction) else None


MSQ = Msq()
