"""From courses to the columns of this room: windows counted from each patient's own sessions.

Untreated windows are the months that end the day before session 1, at most three; where there are two or more
the earliest, which may be the month that qualified the patient, is left out. Treated windows are whole months from
the day after a session to the next session. A day counts as a headache day with any headache; a day without an
entry, or without an answer, is not observed.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from migrainedays.course import Course
from migrainedays.course.follow import until
from migrainedays.errors import NothingToEvaluate
from migrainedays.evidence.answers import answers_of
from migrainedays.evidence.arms import Arms, by_version
from migrainedays.evidence.start import StartWindows
from migrainedays.evidence.versions import FEWEST_PATIENTS, VersionWindows
from migrainedays.treatment import Session
from migrainedays.windows import DAY, WINDOW_DAYS, Span

MOST_BEFORE = 3
EPOCH = dt.date(2000, 1, 1)
DAYS_A_YEAR = 365.25


@dataclass(frozen=True)
class CourseWindow:
    """28 days of one patient: after which session (0 before the first), of which protocol and version."""

    patient: str
    session: int
    protocol: str | None
    version: str | None
    span: Span
    headache_days: int
    observed_days: int

    @property
    def under(self) -> tuple[str | None, str | None]:
        """Protocol and version of the session that it follows."""
        return self.protocol, self.version

    @property
    def rate28(self) -> float:
        """Headache days per 28 observed ones."""
        return 28 * self.headache_days / self.observed_days


def windows_of(course: Course, on: dt.date | None = None, *, part: bool = False) -> list[CourseWindow]:
    """Observed windows of one course in order of time; empty without a session here.

    With `part` the days since the last whole window stand at the end as one of their own, shorter than 28 days.
    """
    known = course if on is None else until(course, on)
    sessions = [session for session in known.sessions_here if session.on is not None]
    if not sessions:
        return []
    answers = answers_of(known, on)
    last = max(answers, default=None)
    found = [_counted(known, 0, None, span, answers) for span in _before(sessions[0], min(answers, default=None))]
    for session, following in zip(sessions, [*sessions[1:], None], strict=True):
        end = following.on if following is not None else last
        spans = _after(session, end)
        if part and following is None:
            spans += _since(spans[-1].last if spans else session.on, last)
        found += [_counted(known, session.session, session, span, answers) for span in spans]
    return [window for window in found if window.observed_days]


def count_months(course: Course, on: dt.date | None = None) -> int:
    """How many windows of 28 days from the first entry hold an answered day."""
    days = answers_of(course, on)
    first = min(days, default=None)
    return len({(day - first).days // WINDOW_DAYS for day in days if first is not None})


def _before(session: Session, first: dt.date | None) -> list[Span]:
    assert session.on is not None
    spans: list[Span] = []
    end = session.on
    while first is not None and len(spans) < MOST_BEFORE and first <= end - 14 * DAY:
        spans.insert(0, Span.before(end))
        end = spans[0].first
    return spans[1:] if len(spans) > 1 else spans


def _after(session: Session, end: dt.date | None) -> list[Span]:
    assert session.on is not None
    spans: list[Span] = []
    span = Span.after(session.on)
    while end is not None and span.last <= end:
        spans.append(span)
        span = Span.after(span.last)
    return spans


def _since(day: dt.date | None, last: dt.date | None) -> list[Span]:
    """The days after a day up to the last, where there are any."""
    return [Span(day + DAY, last)] if day is not None and last is not None and last > day else []


def _counted(
    course: Course, number: int, session: Session | None, span: Span, answers: dict[dt.date, bool]
) -> CourseWindow:
    seen = [answers[day] for day in span if day in answers]
    protocol, version = (session.protocol, session.version) if session else (None, None)
    return CourseWindow(course.person.patient, number, protocol, version, span, sum(seen), len(seen))


def version_windows(
    courses: Iterable[Course], protocol: str, versions: tuple[str, str], on: dt.date | None = None
) -> VersionWindows:
    """The windows under the versions of a protocol with the patients' untreated windows."""
    return arm_windows(courses, by_version(protocol, versions), on)


def arm_windows(courses: Iterable[Course], arms: Arms, on: dt.date | None = None) -> VersionWindows:
    """The windows under A and B, and under what else the protocol knew, with the patients' untreated windows."""
    kept: list[tuple[CourseWindow, str | None]] = []
    given: set[str] = set()
    protocols: set[str] = set()
    any_day = False
    for course in courses:
        kinds = arms.kinds_of(course)
        given |= set(kinds.values())
        protocols |= {session.protocol for session in course.sessions_here if session.protocol}
        any_day |= bool(course.diary.days or course.diary.attacks)
        windows = [(w, kinds.get(w.session)) for w in windows_of(course, on)]
        if any(kind for _, kind in windows):
            kept += [(w, kind) for w, kind in windows if kind or not w.session]
    _check_given(arms, given, protocols)
    if any_day and not kept:
        raise NothingToEvaluate(
            f"No patient has lived a whole month of 28 days, one of them answered, after a session of {arms.protocol} "
            f"within the diary: at least {FEWEST_PATIENTS} under each of {_listed(arms.names)} are needed."
        )
    return _columns(kept, arms.names)


def _check_given(arms: Arms, given: set[str], protocols: set[str]) -> None:
    """Refuse what no session was under, naming what there is."""
    needed = (
        f"at least {FEWEST_PATIENTS} patients under each of {_listed(arms.names)} are needed, and their diaries before "
        "and after."
    )
    if not given and arms.protocol in protocols:
        raise NothingToEvaluate(
            f"No session of {arms.protocol} tells what is compared: its version, its units or its injections are "
            f"lacking. {needed[0].upper()}{needed[1:]}"
        )
    if not given:
        others = f" (its sessions follow {_listed(protocols)})" if protocols - {arms.protocol} else ""
        raise NothingToEvaluate(f"No session follows the protocol {arms.protocol!r}{others}: {needed}")
    lacking = [name for name in arms.names if name not in given]
    if lacking:
        raise NothingToEvaluate(
            f"No session of {arms.protocol} counts as {_listed(lacking)}; there are {_listed(given)}: {needed}"
        )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"{name!r}" for name in sorted(names))


def _columns(kept: Sequence[tuple[CourseWindow, str | None]], names: tuple[str, str]) -> VersionWindows:
    windows = [window for window, _ in kept]
    _, patient = np.unique([w.patient for w in windows], return_inverse=True)
    others = sorted({kind for _, kind in kept if kind and kind not in names})
    return VersionWindows(
        patient=patient,
        session=np.array([w.session for w in windows], int),
        version_b=np.array([kind == names[1] for _, kind in kept], bool),
        years=np.array([((w.span.first - EPOCH).days + 14) / DAYS_A_YEAR for w in windows]),
        headache_days=np.array([w.headache_days for w in windows], int),
        observed_days=np.array([w.observed_days for w in windows], int),
        other=np.array([others.index(kind) + 1 if kind in others else 0 for _, kind in kept], int),
    )


def start_windows(windows: Sequence[CourseWindow], qualified: dict[str, int]) -> StartWindows:
    """Windows for the change since the start; `qualified` gives the months looked at for a patient whose only
    untreated month is the one that qualified."""
    _, patient = np.unique([w.patient for w in windows], return_inverse=True)
    return StartWindows(
        patient=patient,
        treated=np.array([w.session > 0 for w in windows], bool),
        headache_days=np.array([w.headache_days for w in windows], int),
        observed_days=np.array([w.observed_days for w in windows], int),
        looked_at=np.array([0 if w.session else qualified.get(w.patient, 0) for w in windows], int),
    )
