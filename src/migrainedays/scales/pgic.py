"""PGIC, the patient's own view of the change. Versions run in opposite directions, so the label is what counts."""

import dataclasses
from collections.abc import Mapping, Sequence

from migrainedays.scales.answers import read_answers
from migrainedays.scales.change import Change, Number
from migrainedays.scales.instrument import Result, require_version

ANCHORS = (
    "very much improved",
    "much improved",
    "minimally improved",
    "no change",
    "minimally worse",
    "much worse",
    "very much worse",
)
RESPONDER = "pgic.responder"
READ_AS_NUMBER = "number_read_with_1_as_very_much_improved"


@dataclasses.dataclass(frozen=True, slots=True)
class Pgic:
    """One answer: a label, or its place from 1 (very much improved) to 7 (very much worse)."""

    name: str = "pgic"
    versions: tuple[str, ...] = ("1 = very much improved",)

    def score(self, answers: Sequence[str], version: str | None = None) -> Result:
        require_version(self, version)
        words = {word: place for place, word in enumerate(ANCHORS, start=1)}
        [place] = read_answers(self.name, answers, [range(1, len(ANCHORS) + 1)], words)
        as_number = place is not None and answers[0].strip().isdigit()
        return Result(
            scale=self.name,
            version=self.versions[0],
            total=place,
            band=None if place is None else ANCHORS[place - 1],
            flags=(READ_AS_NUMBER,) if as_number else (),
        )

    def change(self, before: Result, after: Result) -> Mapping[str, Change]:
        """The answer is itself a change: much or very much improved is a response."""
        if after.band is None:
            return {"responder": Change(verdict=None, why="It was left blank.", claims=(RESPONDER,))}
        verdict: bool = after.band in ANCHORS[:2]
        return {
            "responder": Change(
                verdict="yes" if verdict else "no", why=f"The answer was: {after.band}.", claims=(RESPONDER,)
            )
        }

    def refusal(self, item: str, value: Number) -> str | None:
        return None if value in range(1, len(ANCHORS) + 1) else "is outside 1 to 7"


PGIC = Pgic()
