"""What the clinic asks of its own results before it looks, and each look with its answer.

A question is written down once, before anybody looks, and never changed; what a look saw is written beside it,
whatever it was. Neither leaves in an exchange folder.
"""

import dataclasses
import datetime as dt
from decimal import Decimal
from typing import ClassVar

from migrainedays import columns
from migrainedays.evidence.question import OUTCOMES, Question

DECISIONS = ("go_on", "better", "worse", "no_difference_of_interest")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredQuestion(columns.Value):
    """One version against another, as it was asked before looking.

    `margin` is the difference of interest in headache days per 28; `looks` None means that looking has no limit;
    `sceptical_sd` is the prior's, in logits. `sessions_then` counts the sessions under version B that were known when
    the question was registered, `explored_then` the comparisons of these versions that had been made by then.
    """

    table: ClassVar[str] = "registrations"
    written_once: ClassVar[bool] = True

    question: str = columns.text(key=True)
    protocol: str | None = columns.text()
    version_a: str | None = columns.text()
    version_b: str | None = columns.text()
    outcome: str = columns.choice(*OUTCOMES, default=OUTCOMES[0])
    margin: Decimal | None = columns.number(0)
    looks: int | None = columns.whole(1, 100)
    sceptical_sd: Decimal | None = columns.number(0)
    reason: str | None = columns.text()
    registered_at: dt.datetime | None = columns.moment()
    registered_by: str | None = columns.text()
    sessions_then: int = columns.whole(0, default=0)
    explored_then: int = columns.whole(0, default=0)

    def require(self) -> None:
        for name in ("protocol", "version_a", "version_b"):
            if not (getattr(self, name) or "").strip():
                self.refuse(name, "is missing; a question compares two versions of a protocol")
        if self.version_a == self.version_b:
            self.refuse("version_b", "is the same as version A; two different versions are needed")
        if not self.margin:
            self.refuse("margin", "is missing; say which difference would matter, above zero")

    @property
    def versions(self) -> tuple[str, str]:
        """Version A and version B."""
        return self.version_a or "", self.version_b or ""

    def asked(self) -> Question:
        """The same as the library asks it."""
        return Question(
            protocol=self.protocol or "",
            versions=self.versions,
            outcome=self.outcome,
            margin=float(self.margin or 0),
            looks=self.looks,
            registered_on=self.registered_at.date() if self.registered_at else None,
        )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class LookTaken(columns.Value):
    """What one look saw: patients, effect in headache days per 28, evidence, and the decision of the declared rule.

    `answer` is the whole answer as JSON; `inputs` the hash of the windows that it rests on, `engine` what worked it
    out. `e_value` is written up to a billion.
    """

    table: ClassVar[str] = "looks"
    written_once: ClassVar[bool] = True

    question: str = columns.text(key=True)
    look: int = columns.whole(1, key=True)
    on: dt.date | None = columns.day()
    taken_at: dt.datetime | None = columns.moment()
    taken_by: str | None = columns.text()
    patients_a: int | None = columns.whole(0)
    patients_b: int | None = columns.whole(0)
    effect: Decimal | None = columns.number()
    effect_low: Decimal | None = columns.number()
    effect_high: Decimal | None = columns.number()
    e_value: Decimal | None = columns.number(0)
    decision: str | None = columns.choice(*DECISIONS)
    sentence: str | None = columns.text()
    assumptions: str | None = columns.text()
    answer: str | None = columns.text()
    engine: str | None = columns.text()
    inputs: str | None = columns.text()
