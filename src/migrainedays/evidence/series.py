"""Each patient's windows one after the other on one grid, missing ones in their places.

What the windows of `windows.py` are to a model that forgets their order, series are to one that does not: a row a
patient, a step every 28 days from the first window known. A step without an observed day keeps its place.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from migrainedays.errors import Impossible
from migrainedays.evidence.compiled import Array, Ints
from migrainedays.evidence.courses import CourseWindow
from migrainedays.evidence.tables import DAYS
from migrainedays.evidence.versions import LAST_CYCLE
from migrainedays.evidence.windows import Windows, arrange
from migrainedays.windows import WINDOW_DAYS

CYCLE_MONTHS = 3
"""Months from one session to the next."""

LATE_MONTH = 3
"""From this month of a cycle on, wearing-off may show."""


@dataclass(frozen=True)
class Series:
    """Windows by patient (rows) and step (columns).

    headache_days   (patients, steps) y
    observed_days   (patients, steps) n of 28; 0 where nothing was entered, and after a patient's last step
    session         (patients, steps) session after which the window lies, 0 before the first
    month           (patients, steps) which month after that session, from 1; 0 before the first
    lived           (patients,) steps until now
    """

    headache_days: Ints
    observed_days: Ints
    session: Ints
    month: Ints
    lived: Ints

    def __post_init__(self) -> None:
        y, n = self.headache_days, self.observed_days
        if (n < 0).any() or (n > DAYS).any() or (y < 0).any() or (y > n).any():
            raise Impossible("series", "observed_days", int(n.max()), "0 to 28 days are observed, headache on 0 to all")

    @classmethod
    def of(cls, parts: Sequence["Series"]) -> "Series":
        """The patients of several series as one, nothing seen after a shorter one's last step."""
        steps = max(part.session.shape[1] for part in parts)

        def grid(name: str) -> Ints:
            each = (getattr(part, name) for part in parts)
            return np.vstack([np.pad(one, ((0, 0), (0, steps - one.shape[1]))) for one in each])

        grids = {name: grid(name) for name in ("headache_days", "observed_days", "session", "month")}
        return cls(**grids, lived=np.concatenate([part.lived for part in parts]))

    @property
    def treated(self) -> Ints:
        """(patients, steps) whether a window lies after a session."""
        return self.session > 0

    @property
    def patients(self) -> int:
        return len(self.lived)

    def rows(self, chosen: Ints) -> "Series":
        """Some patients."""
        return Series(**{name: column[chosen] for name, column in vars(self).items()})

    def until(self, lived: Ints) -> "Series":
        """What was known of each patient after so many steps."""
        ahead = np.arange(self.observed_days.shape[1])[None, :] >= lived[:, None]
        seen = {name: np.where(ahead, 0, getattr(self, name)) for name in ("headache_days", "observed_days")}
        return replace(self, **seen, lived=np.minimum(lived, self.lived))

    def explained(self) -> dict[str, Array]:
        """What explains a window beside the patient, (patients, steps) each: treatment, later cycles, late months."""
        treated = self.treated.astype(float)
        return {
            "treated": treated,
            "cycle": treated * (np.clip(self.session, 1, LAST_CYCLE) - 1.0),
            "late": treated * (self.month >= LATE_MONTH),
        }

    def columns(self) -> dict[str, Array]:
        """The same, only what varies where a window was observed."""
        seen = self.observed_days > 0
        return {name: column for name, column in self.explained().items() if np.ptp(column[seen]) > 0}

    def ahead(self, steps: int) -> "Series":
        """The steps to come after each patient's last: treatment goes on as the calendar has it, nothing seen yet."""
        last = self.lived - 1
        session, month = (column[np.arange(self.patients), last] for column in (self.session, self.month))
        month = np.minimum(month, CYCLE_MONTHS)
        far = month[:, None] + np.arange(1, steps + 1)
        treated = (session > 0)[:, None]
        nothing = np.zeros(far.shape, int)
        cycles = np.maximum((far - 1) // CYCLE_MONTHS - (month[:, None] - 1) // CYCLE_MONTHS, 0)
        return Series(
            nothing,
            nothing,
            np.where(treated, session[:, None] + cycles, 0),
            np.where(treated, (far - 1) % CYCLE_MONTHS + 1, 0),
            np.full(self.patients, steps),
        )

    def windows(self) -> Windows:
        """The same rows for the window model."""
        patient = np.repeat(np.arange(self.patients), self.observed_days.shape[1])
        columns = {name: column.ravel() for name, column in self.columns().items()}
        flat = self.treated.ravel() if self.has_change else np.zeros(patient.size, bool)
        return arrange(patient, flat, self.headache_days.ravel(), self.observed_days.ravel(), columns)

    @property
    def has_change(self) -> bool:
        """Whether windows before and under treatment are both among these."""
        return "treated" in self.columns()


def series_of(courses: Sequence[Sequence[CourseWindow]]) -> Series:
    """Series of courses, each given by its windows in order of time; none of them empty."""
    places = [[round((w.span.first - known[0].span.first).days / WINDOW_DAYS) for w in known] for known in courses]
    steps = 1 + max((at for place in places for at in place), default=-1)
    found = {name: np.zeros((len(courses), steps), int) for name in ("y", "n", "session", "month")}
    for row, (known, place) in enumerate(zip(courses, places, strict=True)):
        for at, month, window in zip(place, _months(known), known, strict=True):
            found["y"][row, at], found["n"][row, at] = window.headache_days, window.observed_days
            found["session"][row, at:], found["month"][row, at] = window.session, month
    lived = np.array([1 + place[-1] for place in places])
    return Series(found["y"], found["n"], found["session"], found["month"], lived)


def _months(known: Sequence[CourseWindow]) -> list[int]:
    """Which month of its cycle each window is, from 1; 0 before the first session."""
    first: dict[int, dt.date] = {}
    for window in known:
        first.setdefault(window.session, window.span.first)
    return [round((w.span.first - first[w.session]).days / WINDOW_DAYS) + 1 if w.session else 0 for w in known]
