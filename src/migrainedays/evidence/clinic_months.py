"""The months of a clinic's patients as a forecast needs them: windows by patient, first responses, and the fit.

With too few patients there is no fit. What is published, and weak densities about how patients differ, take its
place, and whoever reads the forecast is told so.
"""

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from migrainedays.course import Course
from migrainedays.errors import NothingToEvaluate
from migrainedays.evidence.courses import CourseWindow, windows_of
from migrainedays.evidence.cycle_model import FEWEST_PATIENTS, NAMES, believed
from migrainedays.evidence.fit import Convergence, Fit
from migrainedays.evidence.prior import CLINIC
from migrainedays.evidence.published import SESSIONS
from migrainedays.evidence.series import series_of
from migrainedays.evidence.stacking import Stack, fit_stack
from migrainedays.literature import claim
from migrainedays.windows import DAY, WINDOW_DAYS, Span


@dataclass(frozen=True)
class ClinicMonths:
    """Other patients' windows by patient; how many could be judged at sessions 1, 2, 3 without a response before."""

    windows: Mapping[str, list[CourseWindow]]
    judged: Mapping[int, int]


def clinic_months(courses: Iterable[Course], on: dt.date | None = None) -> ClinicMonths:
    """Windows of every course with a session and an observed window, up to a day."""
    windows: dict[str, list[CourseWindow]] = {}
    judged = dict.fromkeys(SESSIONS, 0)
    for course in courses:
        own = windows_of(course, on)
        if own:
            windows[course.person.patient] = own
            for session, answer in first_answers(course, own).items():
                judged[session] += answer is not None
                if answer:
                    break
    return ClinicMonths(windows, judged)


def first_answers(course: Course, windows: list[CourseWindow]) -> dict[int, bool | None]:
    """Whether the first 28 days after each session bring half the baseline; None where that cannot be judged."""
    by_span = {window.span: window for window in windows if len(window.span) == WINDOW_DAYS}
    sessions = {session.session: session.on for session in course.sessions_here if session.on is not None}
    first = sessions.get(1)
    if first is None:
        return {}
    before = by_span.get(Span.before(first))
    found: dict[int, bool | None] = {}
    for number in SESSIONS:
        on = sessions.get(number)
        if on is not None and any(window.span.last >= on + WINDOW_DAYS * DAY for window in windows):
            found[number] = halved(before, by_span.get(Span.after(on)))
    return found


def halved(before: CourseWindow | None, after: CourseWindow | None) -> bool | None:
    """Whether headache days fell by the share of the rule; None with too few entries, or nothing to fall from."""
    most = most_after(before)
    if most is None or after is None or not is_evaluable(after):
        return None
    return Fraction(WINDOW_DAYS * after.headache_days, after.observed_days) <= most


def most_after(before: CourseWindow | None) -> Fraction | None:
    """Headache days per 28 that a response may have at most."""
    if before is None or not is_evaluable(before) or not before.headache_days:
        return None
    rate = Fraction(WINDOW_DAYS * before.headache_days, before.observed_days)
    return rate * (1 - Fraction(claim("response.responder_50").number))


def is_evaluable(window: CourseWindow) -> bool:
    """Whether enough of its days were entered for a percent rule."""
    return window.observed_days >= claim("windows.evaluable_entries").number


def fit_clinic(months: ClinicMonths) -> tuple[Stack, bool]:
    """The clinic's fit, or what stands in for it; and which of the two it is."""
    followed = sum(len(windows) > 1 for windows in months.windows.values())
    if followed >= FEWEST_PATIENTS:
        try:
            return fit_stack(series_of(list(months.windows.values()))), True
        except NothingToEvaluate:
            pass  # a fit that found no optimum says nothing; neither does a share of the patients
    return published_stack(), False


def published_stack() -> Stack:
    """What is believed without a patient: the published level and change, and weak densities of the rest."""
    baseline = float(claim("forecast.baseline").number)
    treated = baseline + float(claim("forecast.change_week_24").number)
    before, under = (math.log(days / (WINDOW_DAYS - days)) for days in (baseline, treated))
    names = ("intercept", "treated", *CLINIC)
    level = np.array([before, under - before, *(mean for mean, _ in CLINIC.values())])
    return Stack(_as_fit(NAMES, believed().mean), _as_fit(names, level), 1 / 2)


def _as_fit(names: tuple[str, ...], parameters: np.ndarray) -> Fit:
    story = Convergence(0, 0, 0.0, True, "is not fitted: it is what was believed before")
    return Fit(names, parameters, np.zeros((len(names), len(names))), 0.0, story, 0, 0)
