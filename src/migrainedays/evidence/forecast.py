"""What to expect of one patient's coming months, given the patient's own and what this clinic's others had."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import floor

from migrainedays.course import Course
from migrainedays.course.follow import last_on, until
from migrainedays.errors import NothingToEvaluate, WrongUse
from migrainedays.evidence.change import Change, find_change
from migrainedays.evidence.clinic_months import ClinicMonths, clinic_months, first_answers, fit_clinic, most_after
from migrainedays.evidence.coming import Coming, come, own_series
from migrainedays.evidence.courses import CourseWindow, count_months, windows_of
from migrainedays.evidence.cycle_model import FEWEST_PATIENTS
from migrainedays.evidence.fan import percentiles
from migrainedays.evidence.first_chance import Target, first_chances
from migrainedays.evidence.judging import Judging, when_to_judge
from migrainedays.evidence.late_months import LateMonths, estimate_late_months
from migrainedays.evidence.outlook import Outlook, look_ahead
from migrainedays.evidence.published import SESSIONS, published_by_then
from migrainedays.evidence.series import Series
from migrainedays.evidence.stacking import Stack
from migrainedays.literature import claim
from migrainedays.windows import DAY, WINDOW_DAYS, Span

SHOWN = 6
"""Windows of the fan: two cycles."""

FEWEST_WINDOWS = 2


@dataclass(frozen=True)
class ComingWindow:
    """28 days to come: percentiles of their headache days, and after which session they lie if treatment goes on."""

    span: Span
    p10: float
    p50: float
    p90: float
    session: int


@dataclass(frozen=True)
class Basis:
    """What a forecast rests on: other patients, weight by model, whether their months were enough for a fit."""

    patients: int
    weights: dict[str, float]
    is_fitted: bool


@dataclass(frozen=True)
class Forecast:
    """`first_response` by session: chance that it comes there for the first time; None where it cannot be said.

    `sessions` are number, day and whether it was given; those to come lie where the label has them.
    """

    patient: str
    on: dt.date
    last_session: tuple[int, dt.date]
    windows: tuple[ComingWindow, ...]
    first_response: dict[int, float | None]
    published: dict[int, float]
    below: int
    months: int
    next_months_below: float
    known: tuple[CourseWindow, ...]
    sessions: tuple[tuple[int, dt.date, bool], ...]
    change: Change
    changed: Span | None
    late_months: LateMonths | None
    judging: tuple[Judging, ...]
    basis: Basis
    assumptions: tuple[str, ...]


def forecast_patient(courses: Iterable[Course], patient: str, on: dt.date | None = None) -> Forecast:
    """The forecast of one of these courses; raises WrongUse or NothingToEvaluate with what is lacking."""
    known = list(courses)
    own = next((course for course in known if course.person.patient == patient), None)
    if own is None:
        raise WrongUse(f"No patient is named {patient!r} in this folder.")
    others = clinic_months((course for course in known if course is not own), on)
    return forecast(own, others, *fit_clinic(others), on=on)


def forecast(own: Course, others: ClinicMonths, stack: Stack, is_fitted: bool, on: dt.date | None = None) -> Forecast:
    """The forecast of a course from a clinic's fit, `on` the patient's last dated row unless given."""
    course = own if on is None else until(own, on)
    day = on or last_on(course)
    windows = windows_of(course, day, part=True) if day else []
    sessions = {session.session: session.on for session in course.sessions_here if session.on is not None}
    _check_enough(sessions, windows, count_months(course, day))
    assert day is not None
    last = max(sessions.items(), key=lambda item: item[1])
    coming, months = come(day, last), own_series(windows, day)
    below, run = (int(claim(key).number) for key in ("nice_ta260.episodic", "nice_ta260.episodic_months"))
    outlook = look_ahead(stack, months, coming.series, below, run)
    change = find_change(stack.cycle.parameters, months)
    return Forecast(
        patient=own.person.patient,
        on=day,
        last_session=last,
        windows=_fan(outlook, coming),
        first_response=_first_response(course, windows, stack, months, coming, others.judged, day),
        published=published_first_responses(),
        below=below,
        months=run,
        next_months_below=float(outlook.all_below[0]),
        known=tuple(windows),
        sessions=_sessions(sessions, coming),
        change=change,
        changed=_changed(change, windows[0].span.first, day),
        late_months=estimate_late_months(stack, months, coming.series),
        judging=when_to_judge(sessions, coming.sessions),
        basis=Basis(len(others.windows), stack.weights, is_fitted),
        assumptions=_assumptions(len(others.windows), is_fitted, (day - windows[-1].span.last).days),
    )


def _check_enough(sessions: dict[int, dt.date], windows: list[CourseWindow], months: int) -> None:
    if not sessions:
        raise NothingToEvaluate(
            "This patient has no session of this practice up to that day: a forecast is of months under treatment; "
            "a session, and two windows with entries before or after it, are needed."
        )
    if not windows:
        raise NothingToEvaluate(
            "No window of this patient has an entered day, from three months before the first session on: two windows "
            "of 28 days with entries, before or after the first session, are needed."
        )
    if months < FEWEST_WINDOWS:
        raise NothingToEvaluate(
            "One window only of this patient has entries: at least two are needed to tell the patient's level from "
            "one good or bad month."
        )


def _sessions(given: dict[int, dt.date], coming: Coming) -> tuple[tuple[int, dt.date, bool], ...]:
    last = coming.windows[SHOWN - 1].last
    known = [(number, on, True) for number, on in sorted(given.items())]
    return (*known, *((number, on, False) for number, on in coming.sessions if on <= last))


def published_first_responses() -> dict[int, float]:
    """Published chance of a first response at each session, of all treated."""
    return {session: float(published_by_then(session) - published_by_then(session - 1)) for session in SESSIONS}


def _fan(outlook: Outlook, coming: Coming) -> tuple[ComingWindow, ...]:
    ends = percentiles(outlook.counts[0])
    session = coming.series.session[0]
    return tuple(
        ComingWindow(span, float(low), float(middle), float(high), int(number))
        for span, (low, middle, high), number in zip(coming.windows[:SHOWN], ends, session, strict=False)
    )


def _first_response(
    course: Course, windows: list[CourseWindow], stack: Stack, months: Series, coming: Coming,
    judged: Mapping[int, int], on: dt.date,
) -> dict[int, float | None]:  # fmt: skip
    """What is known of past sessions stands as 0 or 1; None where a past one could not be judged."""
    answers = first_answers(course, windows)
    found: dict[int, float | None] = dict.fromkeys(SESSIONS)
    for session, answer in answers.items():
        if answer is None:
            return found
        found[session] = float(answer)
        if answer:
            return found | {later: 0.0 for later in SESSIONS if later > session}
    targets = _targets(course, windows, coming, on, [session for session in SESSIONS if session not in answers])
    return found | first_chances(stack, months, coming.series, targets, judged)


def _targets(
    course: Course, windows: list[CourseWindow], coming: Coming, on: dt.date, open_sessions: list[int]
) -> list[Target]:
    """The first 28 days still to be lived after each session that is open; none without a baseline."""
    sessions = {session.session: session.on for session in course.sessions_here if session.on is not None}
    first = sessions.get(1)
    before = None if first is None else next((w for w in windows if w.span == Span.before(first)), None)
    most = most_after(before)
    if most is None:
        return []
    days = sessions | dict(coming.sessions)
    targets = []
    for session in open_sessions:
        if session not in days:
            continue
        span = Span.after(days[session])
        seen = [w for w in windows if w.session == session and w.span.first == span.first]
        had, observed = (seen[0].headache_days, seen[0].observed_days) if seen else (0, 0)
        left = max(0, (span.last - max(on, span.first - DAY)).days)
        at_most = floor(most * (observed + left) / WINDOW_DAYS) - had
        step = 0 if seen or span.first <= on else coming.step_of(span.first)
        targets.append(Target(session, step, left, at_most, floor(most)))
    return targets


def _changed(change: Change, first: dt.date, on: dt.date) -> Span | None:
    """The interval in which the change came, as days."""
    if change.interval is None:
        return None
    low, high = (first + DAY * WINDOW_DAYS * step for step in change.interval)
    return Span(low, max(low, min(high + DAY * (WINDOW_DAYS - 1), on)))


def _assumptions(patients: int, is_fitted: bool, silent: int) -> tuple[str, ...]:
    interval = int(claim("treatment.interval_days").number)
    said = [
        f"Treatment goes on every {interval} days as now; a session that is overdue is taken to come at once.",
        "Two models are mixed: one in which months have states that last, one in which patients have levels. Each "
        "weighs as much as it foretold of patients whom it had not seen.",
        "Days without an entry are like the days with one. Nothing else happens: no new preventive, no pregnancy, no "
        "change of the protocol.",
    ]
    if silent >= WINDOW_DAYS:
        said.insert(0, f"Nothing is known of the last {silent} days: this patient lived them as the months before.")
    if is_fitted:
        return (f"This clinic's {patients} other patients with a session and a diary are like this one.", *said)
    lacking = (
        f"Only {patients} other patients have a session and a diary, too few to learn from"
        if patients < FEWEST_PATIENTS
        else f"The months of the {patients} other patients with a session do not determine a fit"
    )
    stands_in = "what is published of other clinics' patients, under another protocol perhaps, stands in for them."
    return (f"{lacking}: {stands_in}", *said)
