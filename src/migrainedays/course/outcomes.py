"""What else a course brought: goals, preventives stopped, side effects of acute drugs, treatment elsewhere."""

import dataclasses
import datetime as dt
from decimal import Decimal
from fractions import Fraction

from migrainedays.classification import Count, drug_of
from migrainedays.course.course import Course
from migrainedays.course.follow import Followed
from migrainedays.scales.gas import t_score
from migrainedays.treatment import AdverseEvent, Preventive, Session


@dataclasses.dataclass(frozen=True, slots=True)
class Attainment:
    """The goals rated on one day as one T score; a goal without a weight counts once."""

    on: dt.date
    goals: int
    t: Fraction | float


def attainment(course: Course) -> list[Attainment]:
    """One T score a day on which goals were rated."""
    days: dict[dt.date, list[tuple[int, Decimal | int]]] = {}
    for goal in course.diary.goals:
        if goal.level is not None and goal.weight != 0:
            days.setdefault(goal.date, []).append((goal.level, 1 if goal.weight is None else goal.weight))
    return [
        Attainment(on, len(rated), t_score([level for level, _ in rated], [Fraction(weight) for _, weight in rated]))
        for on, rated in sorted(days.items())
    ]


def preventives_stopped(followed: Followed) -> list[Preventive]:
    """Preventives that were stopped since session 1; those stopped before it are history."""
    if not followed.cycles:
        return []
    first = followed.cycles[0].on
    found = [p for p in followed.course.preventives if p.stopped_on is not None and p.stopped_on >= first]
    return sorted(found, key=lambda preventive: (preventive.stopped_on, preventive.drug))


def acute_side_effects(course: Course) -> list[AdverseEvent]:
    """Adverse events that stand beside an acute drug."""
    return [event for event in course.adverse_events if event.drug and _is_acute(event.drug)]


def _is_acute(drug: str) -> bool:
    return bool(drug_of(drug).classes - {"unrecognised"})


@dataclasses.dataclass(frozen=True, slots=True)
class Told:
    """One session, here or elsewhere: what was told stands beside what was counted, and is never subtracted."""

    session: Session
    units: Decimal | None
    told_before: Decimal | None
    told_after: Decimal | None
    counted_before: Count | None
    counted_after: Count | None


def comparison(followed: Followed) -> list[Told]:
    """All sessions, those elsewhere first; only those here have counted columns."""
    cycles = {cycle.number: cycle for cycle in followed.cycles}
    return [
        Told(
            session,
            units_of(followed.course, session),
            session.recalled_before,
            session.recalled_after,
            cycles[session.session].before.headache_days if session.session in cycles else None,
            cycles[session.session].first.headache_days if session.session in cycles else None,
        )
        for session in followed.course.sessions
    ]


def units_of(course: Course, session: Session) -> Decimal | None:
    """The units of a session: as stated, else the sum of its injections; None where neither is known."""
    if session.total_units is not None:
        return session.total_units
    given = [i.units for i in course.injections if i.session == session.session and i.units is not None]
    return sum(given, Decimal(0)) if given else None
