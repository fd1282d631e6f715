"""One patient's result among the clinic's courses: what `surprise` judges, gathered from courses."""

import datetime as dt
from collections.abc import Iterable, Sequence

import numpy as np

from migrainedays.course import Course
from migrainedays.errors import NothingToEvaluate, WrongUse
from migrainedays.evidence.courses import CourseWindow, windows_of
from migrainedays.evidence.surprise import EARLIER, FEWEST_PATIENTS, OneCourse, Surprise, earlier_windows, judge
from migrainedays.evidence.windows import Windows
from migrainedays.windows import WINDOW_DAYS

UNTIL = (
    "What is usual is what this clinic's other patients had under this version and those before it: too few had an "
    "earlier one."
)
ANY = (
    "What is usual is what this clinic's other patients had under any version: too few had this one or an earlier one."
)


def judge_patient(courses: Iterable[Course], patient: str, on: dt.date | None = None) -> Surprise:
    """How unusual the patient's first month after the latest session with a diary is; raises what is lacking.

    One month, not the whole cycle: neighbouring months resemble each other more than the model knows.
    """
    by_patient = {course.person.patient: windows_of(course, on) for course in courses}
    if patient not in by_patient:
        raise WrongUse(f"No patient is named {patient!r} in this folder.")
    own = by_patient[patient]
    treated = [window for window in own if window.session]
    before = [window for window in own if not window.session]
    if not treated or not before:
        what = "before the first session" if treated else "after a session"
        raise NothingToEvaluate(
            f"This patient has no whole month with a diary entry {what}: a session, one such month before the first "
            "and one after the session to be judged are needed."
        )
    session = treated[-1].session
    result = [window for window in treated if window.session == session][:1]
    judged = [windows for windows in by_patient.values() if any(w.session == session for w in windows)]
    others = [window for name, windows in by_patient.items() if name != patient for window in windows]
    severity = np.array([_severity(windows) for windows in judged])
    course = OneCourse(*_counts(before), *_counts(result), session)
    usual, chosen = _usual([*others, *own], others, result[0])
    return judge(_earlier(others, chosen), course, len(judged), severity, _severity(own), usual)


def _usual(
    known: Sequence[CourseWindow], others: Sequence[CourseWindow], judged: CourseWindow
) -> tuple[str, list[CourseWindow]]:
    """What is usual, in words, and the windows of it: under versions that came before the one judged, where those of
    enough other patients are there, else also under that one, else under any."""
    begun: dict[tuple[str | None, str | None], dt.date] = {}
    for window in known:
        if window.session:
            begun[window.under] = min(window.span.first, begun.get(window.under, window.span.first))
    treated = [w for w in others if w.session]
    until = [w for w in treated if begun[w.under] <= begun[judged.under]]
    with_baseline = {w.patient for w in others if not w.session}
    for usual, chosen in ((EARLIER, [w for w in until if w.under != judged.under]), (UNTIL, until)):
        if len({w.patient for w in chosen} & with_baseline) >= FEWEST_PATIENTS:
            return usual, chosen
    return ANY, treated


def _earlier(others: Sequence[CourseWindow], chosen: Sequence[CourseWindow]) -> Windows:
    """The chosen windows of other patients with all their untreated ones."""
    before = [w for w in others if not w.session]
    if not chosen or not before:
        raise NothingToEvaluate(
            f"No other patient has a diary before and after a session: at least {FEWEST_PATIENTS} are needed to know "
            "what is usual here."
        )
    kept = [*before, *chosen]
    _, index = np.unique([w.patient for w in kept], return_inverse=True)
    session = np.array([w.session for w in kept])
    return earlier_windows(index, session, *_counts(kept), _months(kept))


def _months(windows: Sequence[CourseWindow]) -> np.ndarray:
    """How many months after the first one of its cycle each window lies."""
    first: dict[tuple[str, int], dt.date] = {}
    for window in windows:
        cycle = window.patient, window.session
        first[cycle] = min(first.get(cycle, window.span.first), window.span.first)
    return np.array([(w.span.first - first[w.patient, w.session]).days // WINDOW_DAYS for w in windows])


def _counts(windows: Sequence[CourseWindow]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([w.headache_days for w in windows]), np.array([w.observed_days for w in windows])


def _severity(windows: Sequence[CourseWindow]) -> float:
    """Headache days per 28 before treatment; zero where there is no diary."""
    before = [w for w in windows if w.session == 0]
    days, seen = sum(w.headache_days for w in before), sum(w.observed_days for w in before)
    return 28 * days / seen if seen else 0.0
