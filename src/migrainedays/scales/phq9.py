"""PHQ-9. Item 9 above nought raises its flag whatever the total: someone has to speak with this person today."""

import dataclasses
from collections.abc import Mapping, Sequence

from migrainedays.scales.answers import read_answers
from migrainedays.scales.change import Change, Number, fall_of
from migrainedays.scales.instrument import Banding, Result, Summed

FREQUENCY = {"not at all": 0, "several days": 1, "more than half the days": 2, "nearly every day": 3}
ITEMS = 9
SAFETY = "phq9_item_9"
SAFETY_UNKNOWN = "phq9_item_9_not_answered"


@dataclasses.dataclass(frozen=True, slots=True)
class Phq9:
    """Nine answers from 0 to 3."""

    name: str = "phq9"
    versions: tuple[str, ...] = ("PHQ-9",)
    summed: Summed = dataclasses.field(
        default=Summed(
            name="phq9",
            version="PHQ-9",
            allowed=ITEMS * (range(4),),
            totals=range(3 * ITEMS + 1),
            words=FREQUENCY,
            banding=Banding(
                {
                    "minimal": "phq9.band_minimal",
                    "mild": "phq9.band_mild",
                    "moderate": "phq9.band_moderate",
                    "moderately severe": "phq9.band_moderately_severe",
                    "severe": "phq9.band_severe",
                }
            ),
            rules={"five_points": fall_of("phq9.change")},
        )
    )

    def score(self, answers: Sequence[str], version: str | None = None) -> Result:
        """The total with its flag; where only the total is known, or item 9 is blank, that is a flag as well."""
        result = self.summed.score(answers, version)
        last = None
        if len(answers) == ITEMS:
            last = read_answers(self.name, answers, self.summed.allowed, FREQUENCY)[-1]
        raised = (SAFETY,) if last else (SAFETY_UNKNOWN,) if last is None and result.total != 0 else ()
        return dataclasses.replace(result, flags=raised + result.flags)

    def change(self, before: Result, after: Result) -> Mapping[str, Change]:
        return self.summed.change(before, after)

    def refusal(self, item: str, value: Number) -> str | None:
        return self.summed.refusal(item, value)


PHQ9 = Phq9()
