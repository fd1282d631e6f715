"""The chance beside the state of each patient's cycle: that the next windows all stay below the threshold.

The state is judged from what was counted, by a definition; the chance is foretold by the clinic's fit. It stands beside
the one definition that asks the same: NICE's, three windows in a row below 15. Without a fit there is none.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence

from migrainedays.course import Course
from migrainedays.course.cycle_state import CycleState
from migrainedays.course.evaluate import Evaluation
from migrainedays.course.follow import last_on
from migrainedays.evidence.clinic_months import clinic_months, fit_clinic
from migrainedays.evidence.coming import come, own_series
from migrainedays.evidence.courses import count_months, windows_of
from migrainedays.evidence.forecast import FEWEST_WINDOWS
from migrainedays.evidence.outlook import look_ahead
from migrainedays.evidence.series import Series
from migrainedays.evidence.stacking import Stack
from migrainedays.literature import claim

DEFINITION = "nice_reversion"
AT_ONCE = 200
"""Patients looked ahead of together: their levels fit the memory of a small laptop."""


def chances_of(courses: Iterable[Course], on: dt.date | None = None) -> dict[str, float]:
    """The chance by patient, of those under treatment with windows enough; empty without a clinic's fit."""
    known = list(courses)
    stack, is_fitted = fit_clinic(clinic_months(known, on))
    if not is_fitted:
        return {}
    lives = {course.person.patient: _lived_and_coming(course, on) for course in known}
    told = [(patient, life) for patient, life in lives.items() if life is not None]
    found: dict[str, float] = {}
    for first in range(0, len(told), AT_ONCE):
        patients, lived = zip(*told[first : first + AT_ONCE], strict=True)
        found |= dict(zip(patients, _look(stack, lived), strict=True))
    return found


def _lived_and_coming(course: Course, on: dt.date | None) -> tuple[Series, Series] | None:
    """A patient's months so far and to come; None where too few have entries."""
    day = on or last_on(course)
    windows = windows_of(course, day, part=True) if day else []
    if day is None or not windows or count_months(course, day) < FEWEST_WINDOWS:
        return None
    given = [(s.session, s.on) for s in course.sessions_here if s.on is not None and s.on <= day]
    return own_series(windows, day), come(day, max(given, key=lambda session: session[1])).series


def _look(stack: Stack, lives: Sequence[tuple[Series, Series]]) -> list[float]:
    """The chance of each of these patients."""
    below, months = (int(claim(key).number) for key in ("nice_ta260.episodic", "nice_ta260.episodic_months"))
    own, ahead = (Series.of(parts) for parts in zip(*lives, strict=True))
    return [float(chance) for chance in look_ahead(stack, own, ahead, below, months).all_below]


def with_chance(found: Evaluation, chance: float | None) -> Evaluation:
    """The evaluation with the chance beside the states that ask the same."""
    states = tuple(_beside(state, chance) for state in found.cycle_by_definition)
    return dataclasses.replace(found, cycle=_beside(found.cycle, chance), cycle_by_definition=states)


def _beside(state: CycleState, chance: float | None) -> CycleState:
    return dataclasses.replace(state, probability=chance) if state.definition.name == DEFINITION else state
