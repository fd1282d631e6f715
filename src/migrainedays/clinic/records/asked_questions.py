"""What was asked before looking, and how far looking went: read by actions and queries alike."""

import dataclasses
from typing import Any

from migrainedays.clinic.records.evidence import LookTaken, RegisteredQuestion
from migrainedays.clinic.records.models import ROWS, Run
from migrainedays.clinic.records.studying import StudyPlan

DECIDED = ("better", "worse", "no_difference_of_interest")


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """A question with its looks in order; `stopped` where it was asked by a study that was stopped."""

    question: RegisteredQuestion
    looks: tuple[LookTaken, ...]
    stopped: bool = False

    @property
    def answer(self) -> LookTaken | None:
        """The look at which the declared rule decided; None until then."""
        return next((look for look in self.looks if look.decision in DECIDED), None)

    @property
    def left(self) -> int | None:
        """Looks that are left; None where looking has no limit."""
        return None if self.question.looks is None else self.question.looks - len(self.looks)

    @property
    def is_open(self) -> bool:
        """Whether it is undecided and may be looked at again."""
        return self.answer is None and self.left != 0 and not self.stopped

    @property
    def state(self) -> str:
        """open, decided, stopped, or used up without a decision."""
        if self.answer:
            return "decided"
        return "stopped" if self.stopped else "open" if self.is_open else "used_up"


def all_asked(clinic_id: int) -> list[Asked]:
    """All questions of a clinic, the last registered first."""
    rows = ROWS[RegisteredQuestion].objects.standing().filter(clinic_id=clinic_id)
    questions: list[RegisteredQuestion] = rows.read()
    stopped = _stopped(clinic_id)
    found = [
        Asked(question, tuple(looks_of(clinic_id, question.question)), question.question in stopped)
        for question in questions
    ]
    return sorted(found, key=_registered, reverse=True)


def _registered(asked: Asked) -> Any:
    return asked.question.registered_at, asked.question.question


def _stopped(clinic_id: int) -> set[str | None]:
    """The questions of studies that were stopped."""
    rows = ROWS[StudyPlan].objects.standing().filter(clinic_id=clinic_id, ended_as="stopped")
    return set(rows.values_list("question", flat=True))


def looks_of(clinic_id: int, question: str) -> list[LookTaken]:
    """The looks at a question, in order."""
    rows = ROWS[LookTaken].objects.standing().filter(clinic_id=clinic_id, question=question)
    found: list[LookTaken] = rows.read()
    return sorted(found, key=lambda look: look.look)


def open_about(clinic_id: int, protocol: str, versions: tuple[str, str]) -> Asked | None:
    """The open question about these two versions, in either order."""
    return next(
        (
            asked
            for asked in all_asked(clinic_id)
            if asked.is_open and asked.question.protocol == protocol and set(asked.question.versions) == set(versions)
        ),
        None,
    )


def explored_of(clinic_id: int, protocol: str, versions: tuple[str, str]) -> int:
    """How many comparisons of these versions were made without a registered question."""
    runs = Run.objects.filter(clinic_id=clinic_id, kind="versions", state="done").values_list("asked", flat=True)
    return sum(
        asked.get("protocol") == protocol and {asked.get("a"), asked.get("b")} == set(versions) for asked in runs
    )
