"""The calendar of one patient's months to come: windows from tomorrow, sessions as the label has them.

A session that is overdue is taken to come at once. Whether it does is the patient's and the clinician's to decide; the
forecast says so among what it assumes.
"""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from migrainedays.evidence.courses import CourseWindow
from migrainedays.evidence.series import Series, series_of
from migrainedays.literature import claim
from migrainedays.windows import DAY, WINDOW_DAYS, Span

STEPS = 12
"""Steps to come that are worked out: enough for a session 3 of whoever had session 1 today."""


@dataclass(frozen=True)
class Coming:
    """Windows from the day after `on`; `sessions` (number, day) those to come, first to last."""

    windows: tuple[Span, ...]
    sessions: tuple[tuple[int, dt.date], ...]
    series: Series

    def step_of(self, day: dt.date) -> int:
        """Which step a month that begins on this day mostly lies in: 1 is the first to come."""
        return max(1, round((day - self.windows[0].first).days / WINDOW_DAYS) + 1)


def interval() -> dt.timedelta:
    """From one session to the next."""
    return int(claim("treatment.interval_days").number) * DAY


def come(on: dt.date, last: tuple[int, dt.date], steps: int = STEPS) -> Coming:
    """What is to come after a day on which the last session (number, day) is known."""
    windows = tuple(Span.window(on + DAY * (1 + WINDOW_DAYS * n)) for n in range(steps))
    number, day = last
    sessions: list[tuple[int, dt.date]] = []
    following = max(day + interval(), on + DAY)
    while following <= windows[-1].last:
        number += 1
        sessions.append((number, following))
        following += interval()
    return Coming(windows, tuple(sessions), _series(windows, [last, *sessions]))


def _series(windows: tuple[Span, ...], sessions: list[tuple[int, dt.date]]) -> Series:
    """Session and month of each window by its middle day."""
    places = []
    for window in windows:
        middle = window.first + (WINDOW_DAYS // 2) * DAY
        number, day = [session for session in sessions if session[1] <= middle][-1]
        places.append((number, (middle - day).days // WINDOW_DAYS + 1))
    session, month = np.array(places).T[:, None, :]
    nothing = np.zeros_like(session)
    return Series(nothing, nothing, session, month, np.array([len(windows)]))


def own_series(windows: list[CourseWindow], on: dt.date) -> Series:
    """One patient's months up to a day, those without an entry at the end included."""
    known = series_of([windows])
    lived = max(int(known.lived[0]), round((on + DAY - windows[0].span.first).days / WINDOW_DAYS))
    lacking = lived - int(known.lived[0])
    if not lacking:
        return known
    nothing = np.zeros((1, lacking), int)
    session = np.full((1, lacking), known.session[0, -1])
    month = known.month[0, -1] + np.arange(1, lacking + 1)[None, :] * (session > 0)
    return Series(
        np.hstack([known.headache_days, nothing]),
        np.hstack([known.observed_days, nothing]),
        np.hstack([known.session, session]),
        np.hstack([known.month, month]),
        np.array([lived]),
    )
