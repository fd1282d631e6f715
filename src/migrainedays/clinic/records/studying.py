"""A fair comparison of two versions as the clinic keeps it: the plan, who consented, who had which version.

No list of versions lies anywhere. What is kept of the sequence is the past alone: the places that were given, each with
the version that was opened for it. The rest follows from a secret that no table holds (see `sealing`). None of this
leaves in an exchange folder.
"""

import dataclasses
import datetime as dt
from decimal import Decimal
from typing import ClassVar

from migrainedays import columns
from migrainedays.evidence.allocation import ARMS
from migrainedays.evidence.question import OUTCOMES
from migrainedays.evidence.study_plan import Months, StudyDesign, TakingPart

RULES = ("hidden_blocks_1",)
"""How versions are allocated: fair coins within blocks whose lengths nobody knows; evidence/allocation.py says how."""

ENDINGS = ("completed", "stopped")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StudyPlan(columns.Value):
    """What is compared, how large, with which looks and what it promises; then when it began and how it ended.

    `margin` in headache days per 28; `before` and `after` in windows of 28 days; `effect` and `information` on the
    logit scale. `power_drawn` and `alarms_drawn` are what `studies_drawn` whole studies gave, from `seed`; `basis` is
    the document of the proposal (JSON). `hash_a` and `hash_b` are those of the protocol texts. `secret` stands here
    only after the end.
    """

    table: ClassVar[str] = "studies"

    study: str = columns.text(key=True)
    protocol: str | None = columns.text()
    version_a: str | None = columns.text()
    version_b: str | None = columns.text()
    hash_a: str | None = columns.text()
    hash_b: str | None = columns.text()
    outcome: str = columns.choice(*OUTCOMES, default=OUTCOMES[0])
    margin: Decimal | None = columns.number(0)
    looks: int | None = columns.whole(1, 100)
    before: int | None = columns.whole(1, 3)
    after: int | None = columns.whole(1, 12)
    patients: int | None = columns.whole(2)
    patients_a_month: Decimal | None = columns.number(0)
    months_needed: Decimal | None = columns.number(0)
    effect: Decimal | None = columns.number()
    information: Decimal | None = columns.number(0)
    power: Decimal | None = columns.number(0, 1)
    false_alarms: Decimal | None = columns.number(0, 1)
    power_drawn: Decimal | None = columns.number(0, 1)
    alarms_drawn: Decimal | None = columns.number(0, 1)
    studies_drawn: int | None = columns.whole(1)
    seed: int | None = columns.whole(0)
    basis: str | None = columns.text()
    engine: str | None = columns.text()
    least_entered: int | None = columns.whole(1, 28)
    not_for: str | None = columns.text()
    reason: str | None = columns.text()
    rule: str | None = columns.choice(*RULES)
    digest: str | None = columns.text()
    designed_at: dt.datetime | None = columns.moment()
    designed_by: str | None = columns.text()
    question: str | None = columns.text()
    begun_at: dt.datetime | None = columns.moment()
    begun_by: str | None = columns.text()
    ended_at: dt.datetime | None = columns.moment()
    ended_by: str | None = columns.text()
    ended_as: str | None = columns.choice(*ENDINGS)
    ended_why: str | None = columns.text()
    secret: str | None = columns.text()

    def require(self) -> None:
        if self.version_a == self.version_b:
            self.refuse("version_b", "is the same as version A; two different versions are needed")
        if self.ended_at is None and self.secret is not None:
            self.refuse("secret", "stands in the plan before the end; until then it is sealed")
        if self.ended_as == "stopped" and not (self.ended_why or "").strip():
            self.refuse("ended_why", "is missing; say why the study is stopped")

    @property
    def versions(self) -> tuple[str, str]:
        """Version A and version B."""
        return self.version_a or "", self.version_b or ""

    def version_of(self, arm: str) -> str:
        """The version of an arm."""
        return self.versions[ARMS.index(arm)]

    @property
    def state(self) -> str:
        """planned, running, completed or stopped."""
        return self.ended_as or ("running" if self.begun_at else "planned")

    @property
    def months(self) -> Months:
        """The windows of each patient that enter the analysis."""
        return Months(self.before or 0, self.after or 0)

    def design(self) -> StudyDesign:
        """The same as the library plans it."""
        return StudyDesign(
            effect=float(self.effect or 0),
            days=-float(self.margin or 0),
            patients=self.patients or 0,
            looks=self.looks or 1,
            months=self.months,
            information=float(self.information or 0),
            power=float(self.power or 0),
            false_alarms=float(self.false_alarms or 0),
            months_needed=float(self.months_needed or 0),
        )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StudyConsent(columns.Value):
    """A patient's consent to take part, given before anybody knew the version; and the day on which it was withdrawn.

    From that day on nothing of the patient enters the study; the treatment goes on as the patient and the clinic wish.
    """

    table: ClassVar[str] = "study_consents"

    patient: str = columns.text(key=True)
    study: str = columns.text(key=True)
    consented_at: dt.datetime | None = columns.moment()
    text_version: str | None = columns.text()
    explained_by: str | None = columns.text()
    noted_by: str | None = columns.text()
    withdrawn_on: dt.date | None = columns.day()
    withdrawn_why: str | None = columns.text()
    withdrawn_by: str | None = columns.text()

    def require(self) -> None:
        if not (self.text_version or "").strip():
            self.refuse("text_version", "is missing; name the text that was explained")
        if not (self.explained_by or "").strip():
            self.refuse("explained_by", "is missing; the study was explained by somebody")
        if self.consented_at is None:
            self.refuse("consented_at", "is missing; consent has its moment")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Allocation(columns.Value):
    """One place in the sequence, opened: for whom (`subject`, the patient's number), which arm, to whom, when."""

    table: ClassVar[str] = "allocations"
    written_once: ClassVar[bool] = True

    study: str = columns.text(key=True)
    place: int = columns.whole(1, key=True)
    subject: str | None = columns.text()
    arm: str | None = columns.choice(*(arm.lower() for arm in ARMS))
    version: str | None = columns.text()
    consented_at: dt.datetime | None = columns.moment()
    revealed_at: dt.datetime | None = columns.moment()
    revealed_to: str | None = columns.text()

    def require(self) -> None:
        if self.consented_at is None or self.revealed_at is None or self.revealed_at < self.consented_at:
            self.refuse("revealed_at", "lies before the consent; a version is opened after it and never earlier")

    @property
    def side(self) -> str:
        """A or B."""
        return (self.arm or "").upper()

    def part(self, consented_on: dt.date, withdrawn_on: dt.date | None) -> TakingPart:
        """The same as the analysis sees it."""
        return TakingPart(self.side, consented_on, withdrawn_on)
