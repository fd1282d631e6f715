"""A course laid out on the calendar: its windows, its baseline, and around each session before, first and last."""

import dataclasses
import datetime as dt
import functools
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cached_property

from migrainedays.classification import Count, DayVerdict, Profile, Window, classify, months, window
from migrainedays.course.compare import fall
from migrainedays.course.course import Course
from migrainedays.diary import Tri
from migrainedays.literature import claim
from migrainedays.treatment import Session
from migrainedays.windows import DAY, WINDOW_DAYS, Span

LAST_AFTER = int(claim("course.last_after").number)


@dataclasses.dataclass(frozen=True, slots=True)
class Cycle:
    """One session here with the 28 days before it, the first 28 after it and the last 28 of its cycle.

    `last` ends the day before the next session; after the last session it is the latest 28 whole days more than
    56 days after it, None until those have been lived. `until` is the day of the next session.
    """

    session: Session
    on: dt.date
    until: dt.date | None
    before: Window
    first: Window
    last: Window | None
    middle: Window  # days 29 to 56, for wearing-off
    fall_first: Fraction | None  # baseline to first: this drives the rules
    fall_before: Fraction | None
    fall_last: Fraction | None
    lived: bool  # whether all days of `first` have been lived

    @property
    def number(self) -> int:
        return self.session.session

    @property
    def is_due(self) -> bool:
        """Whether its first window can be judged: all of its days lived, or enough of them entered already."""
        return self.lived or self.first.evaluable


@dataclasses.dataclass(frozen=True)
class Followed:
    """A course with everything counted that its rules need. `on` is the day up to which it is judged."""

    course: Course
    profile: Profile
    on: dt.date | None
    verdicts: Mapping[dt.date, DayVerdict]
    windows: tuple[Window, ...]
    baseline: Window | None
    cycles: tuple[Cycle, ...]

    @cached_property
    def latest_evaluable(self) -> Cycle | None:
        """The latest cycle whose first window is evaluable."""
        return next((cycle for cycle in reversed(self.cycles) if cycle.first.evaluable), None)

    @cached_property
    def windows_treated(self) -> tuple[Window, ...]:
        """The consecutive windows that begin on the day of session 1 or later."""
        if not self.cycles:
            return ()
        return tuple(found for found in self.windows if found.span.first >= self.cycles[0].on)

    def target_days(self, counted: Window) -> Count:
        """Days of a window with migraine or with moderate or severe headache, counted once."""
        key = (counted.span.first, counted.span.last)
        if key not in self._target_days:
            self._target_days[key] = _target_days(self.verdicts, counted)
        return self._target_days[key]

    @cached_property
    def _target_days(self) -> dict[tuple[dt.date, dt.date], Count]:
        return {}

    def cycle(self, number: int) -> Cycle | None:
        """The cycle of a session by its number."""
        return next((cycle for cycle in self.cycles if cycle.number == number), None)


def follow(course: Course, profile: Profile, *, on: dt.date | None = None, baseline: Window | None = None) -> Followed:
    """Lay out a course up to a day, the last dated row unless it is given.

    `baseline` is the one that was frozen at its first use; without it, it is counted from the 28 days before
    session 1. A course that does not begin with session 1 has none.
    """
    if on is not None:
        course = until(course, on)
    now = on or last_on(course)
    verdicts = classify(course.diary, profile, course.person, on=now)
    counted = functools.cache(functools.partial(window, course.diary, verdicts))
    sessions = course.sessions_here
    if baseline is None and sessions and sessions[0].session == 1 and sessions[0].on is not None:
        baseline = counted(Span.before(sessions[0].on))
    nexts = [*(session.on for session in sessions[1:]), None][: len(sessions)]
    cycles = tuple(
        _cycle(counted, baseline, session, following, now) for session, following in zip(sessions, nexts, strict=True)
    )
    return Followed(course, profile, now, verdicts, tuple(months(course.diary, verdicts)), baseline, cycles)


def _cycle(
    counted: Callable[[Span], Window],
    baseline: Window | None,
    session: Session,
    following: dt.date | None,
    now: dt.date | None,
) -> Cycle:
    on = session.on
    assert on is not None  # a session here has its day

    before, first = counted(Span.before(on)), counted(Span.after(on))
    span = last_span(on, following, now)
    last = None if span is None else counted(span)
    return Cycle(
        session=session,
        on=on,
        until=following,
        before=before,
        first=first,
        last=last,
        middle=counted(Span.after(on + DAY * WINDOW_DAYS)),
        fall_first=fall(baseline, first),
        fall_before=fall(before, first),
        fall_last=fall(baseline, last),
        lived=now is not None and first.span.last <= now,
    )


def _target_days(verdicts: Mapping[dt.date, DayVerdict], counted: Window) -> Count:
    yes = no = 0
    for date in counted.span:
        verdict = verdicts.get(date)
        if verdict is not None:
            answer = verdict.migraine_day | verdict.moderate_severe_day
            yes += answer is Tri.YES
            no += answer is Tri.NO
    return Count.of(yes, no, len(counted.span), evaluable=counted.quality != "not_evaluable")


def last_span(on: dt.date, following: dt.date | None, now: dt.date | None) -> Span | None:
    """The last 28 days of a cycle.

    >>> day = dt.date(2026, 1, 1)
    >>> last_span(day, None, day + 84 * DAY) == Span(day + 57 * DAY, day + 84 * DAY)
    True
    >>> last_span(day, None, day + 83 * DAY) is None
    True
    """
    if following is not None:
        return Span.before(following)
    if now is None:
        return None
    span = Span.before(now + DAY)
    return span if (span.first - on).days > LAST_AFTER else None


def last_on(course: Course) -> dt.date | None:
    """The last dated row of a course, of any table: the day up to which an attack without an end goes on."""
    dates = [course.diary.last_on]
    dates.extend(session.on for session in course.sessions_here)
    dates.extend(score.date for score in course.scores)
    dates.extend(preventive.started_on for preventive in course.preventives)
    dates.extend(event.onset_on for event in course.adverse_events)
    dates.extend(condition.asked_on for condition in course.conditions)
    return max((date for date in dates if date is not None), default=None)


def until(course: Course, on: dt.date) -> Course:
    """What was known of a course on a day."""
    return dataclasses.replace(
        course,
        diary=course.diary.until(on),
        sessions=tuple(s for s in course.sessions if s.date is None or s.date.first <= on),
        scores=tuple(score for score in course.scores if score.date <= on),
        preventives=tuple(p for p in course.preventives if p.started_on <= on),
        adverse_events=tuple(event for event in course.adverse_events if event.onset_on <= on),
        conditions=tuple(condition for condition in course.conditions if condition.asked_on <= on),
    )
