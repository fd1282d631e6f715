"""The course of one patient: who, what was entered, and what was done."""

import dataclasses
from collections.abc import Iterable
from typing import Any

from migrainedays.columns import Value
from migrainedays.diary import Attack, Diary, DiaryDay, Exposure, Goal, Intake
from migrainedays.scales import Score
from migrainedays.treatment import AdverseEvent, Condition, Injection, Person, Preventive, Session


@dataclasses.dataclass(frozen=True)
class Course:
    """All exchange values of one patient; sessions in order of their number."""

    person: Person
    diary: Diary
    sessions: tuple[Session, ...] = ()
    injections: tuple[Injection, ...] = ()
    scores: tuple[Score, ...] = ()
    preventives: tuple[Preventive, ...] = ()
    adverse_events: tuple[AdverseEvent, ...] = ()
    conditions: tuple[Condition, ...] = ()

    @classmethod
    def of(cls, person: Person, values: Iterable[Value], *, intakes_kept: bool) -> "Course":
        """A course from one patient's values, in any order; their order never changes an answer."""
        by_class: dict[type[Value], list[Any]] = {}
        for value in values:
            by_class.setdefault(type(value), []).append(value)

        def all_of(value_class: type[Value]) -> tuple[Any, ...]:
            return tuple(sorted(by_class.get(value_class, ()), key=lambda value: value.key))

        diary = Diary(  # which sorts by itself
            days=tuple(by_class.get(DiaryDay, ())),
            attacks=tuple(by_class.get(Attack, ())),
            intakes=tuple(by_class.get(Intake, ())),
            exposures=tuple(by_class.get(Exposure, ())),
            goals=tuple(by_class.get(Goal, ())),
            intakes_kept=intakes_kept,
        )
        return cls(
            person=person,
            diary=diary,
            sessions=all_of(Session),
            injections=all_of(Injection),
            scores=all_of(Score),
            preventives=all_of(Preventive),
            adverse_events=all_of(AdverseEvent),
            conditions=all_of(Condition),
        )

    @property
    def sessions_here(self) -> tuple[Session, ...]:
        """The sessions of this practice, first to last."""
        return tuple(session for session in self.sessions if not session.is_elsewhere)
