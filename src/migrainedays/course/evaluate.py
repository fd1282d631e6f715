"""Everything that a course says: windows, cycles, rules side by side, the state of the cycle, what life gave back."""

import dataclasses
import datetime as dt
from collections.abc import Mapping

from migrainedays.classification import Profile, Window
from migrainedays.course import abilities as abilities_
from migrainedays.course import milestones as milestones_
from migrainedays.course import outcomes, stress
from migrainedays.course.compare import falls_by
from migrainedays.course.course import Course
from migrainedays.course.cycle_state import CycleState, cycle_state
from migrainedays.course.definition import DEFAULT, Definition, definition, definitions
from migrainedays.course.follow import Followed, follow
from migrainedays.course.rules import Ruling, judge
from migrainedays.course.wearing_off import WearingOff, wearing_off
from migrainedays.diary import Tri


@dataclasses.dataclass(frozen=True)
class Evaluation:
    """The answers for one course, each with its windows and its missing days."""

    followed: Followed
    rules: Mapping[str, Ruling]
    wearing_off: tuple[WearingOff, ...]
    cycle: CycleState
    cycle_by_definition: tuple[CycleState, ...]
    milestones: tuple[milestones_.Milestone, ...]
    abilities: tuple[abilities_.Ability, ...]
    stress: tuple[stress.StressDays, ...]
    goals: tuple[outcomes.Attainment, ...]
    comparison: tuple[outcomes.Told, ...]
    notes: tuple[str, ...]

    @property
    def patient(self) -> str:
        return self.followed.course.person.patient

    @property
    def entries(self) -> int:
        """Days that have an entry, or that an attack touched."""
        return len(self.followed.verdicts)

    @property
    def missing(self) -> int:
        """Days without an entry between the first and the last."""
        dates = self.followed.verdicts
        return (max(dates) - min(dates)).days + 1 - len(dates) if dates else 0

    @property
    def headache_days(self) -> int:
        """Days with any headache."""
        return sum(verdict.headache is Tri.YES for verdict in self.followed.verdicts.values())


def evaluate(
    course: Course,
    profile: Profile,
    *,
    by: Definition | None = None,
    on: dt.date | None = None,
    baseline: Window | None = None,
) -> Evaluation:
    """Evaluate one course by a day profile and a definition of the cycle, up to a day.

    `baseline` is one that was frozen at its first use; without it, it is counted anew.
    """
    followed = follow(course, profile, on=on, baseline=baseline)
    chosen = by or definition(DEFAULT)
    states = {named.name: cycle_state(followed, named) for named in (*definitions().values(), chosen)}
    rules = judge(followed)
    return Evaluation(
        followed=followed,
        rules=rules,
        wearing_off=tuple(wearing_off(followed.cycles)),
        cycle=states[chosen.name],
        cycle_by_definition=tuple(states.values()),
        milestones=tuple(milestones_.milestones(followed)),
        abilities=tuple(abilities_.abilities(followed)),
        stress=tuple(stress.acute_on_stress_days(followed)),
        goals=tuple(outcomes.attainment(followed.course)),
        comparison=tuple(outcomes.comparison(followed)),
        notes=tuple(_notes(followed)),
    )


def _notes(followed: Followed) -> list[str]:
    notes = []
    if followed.cycles and followed.baseline is None:
        notes.append("There is no session 1, so there is no baseline and no rule can be judged against it.")
    dates = [cycle.on for cycle in followed.cycles]
    if dates != sorted(dates):
        notes.append("The dates of the sessions do not rise with their numbers; look at them first.")
    late = late_responder(followed)
    if late is not None:
        notes.append(f"A late responder: a fall of half was first reached after session {late}.")
    return notes


def late_responder(followed: Followed) -> int | None:
    """The later session after which half fewer headache days were first seen; None where there is no such session."""
    answers = [
        (cycle.number, falls_by("response.responder_50", followed.baseline, cycle.first).verdict)
        for cycle in followed.cycles
    ]
    first = next((number for number, answer in answers if answer is Tri.YES), None)
    return first if answers and answers[0][1] is Tri.NO else None
