"""What a study takes and promises, fixed before it begins; light, so that any page can show it."""

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass

from migrainedays.treatment import Session
from migrainedays.windows import DAY, WINDOW_DAYS, Span

MONTHS_A_YEAR = 13  # of 28 days
LEAST_ENTERED = 20
"""Days of the 28 before that must say whether there was headache, unless a study asks for more."""


@dataclass(frozen=True)
class Months:
    """How many windows of each patient enter the analysis, before the first session and after it."""

    before: int = 1
    after: int = 3

    def windows(self, treated_on: dt.date) -> list[tuple[bool, Span]]:
        """Each window of a patient with whether it lies after the session, in order of time."""
        first = treated_on - self.before * WINDOW_DAYS * DAY
        before = [Span.window(first + n * WINDOW_DAYS * DAY) for n in range(self.before)]
        after = [Span.window(treated_on + DAY + n * WINDOW_DAYS * DAY) for n in range(self.after)]
        return [(False, span) for span in before] + [(True, span) for span in after]

    def complete_on(self, treated_on: dt.date) -> dt.date:
        """The last day of the last window."""
        return treated_on + self.after * WINDOW_DAYS * DAY


@dataclass(frozen=True)
class TakingPart:
    """Who was allocated to which arm, and when they consented; from a withdrawal on nothing of theirs is used."""

    arm: str
    consented_on: dt.date
    withdrawn_on: dt.date | None = None

    def treated_on(self, sessions: Iterable[Session]) -> dt.date | None:
        """The day of the first session here since consent, whatever was injected; None before it."""
        return min((s.on for s in sessions if s.on and not s.is_elsewhere and s.on >= self.consented_on), default=None)

    def is_complete(self, treated_on: dt.date, months: Months, on: dt.date) -> bool:
        """Whether the patient's last window has passed."""
        return months.complete_on(treated_on) < on


@dataclass(frozen=True)
class StudyDesign:
    """What a study takes and promises.

    `effect` on the logit scale (negative = fewer headache days under B) and in days per 28; `patients` in both arms
    together, looked at `looks` times, evenly by patients whose months are complete; `power` to call B better if the
    effect is this; `false_alarms` to call either better if there is none; `months_needed` until the last look.
    """

    effect: float
    days: float
    patients: int
    looks: int
    months: Months
    information: float
    power: float
    false_alarms: float
    months_needed: float

    @property
    def look_at(self) -> tuple[int, ...]:
        """Patients with complete months at each look."""
        return tuple(math.ceil(self.patients * look / self.looks) for look in range(1, self.looks + 1))


def patients_a_month(first_sessions: Iterable[dt.date], on: dt.date) -> float:
    """How many patients had a first session in a month of 28 days, over the year before `on`.

    >>> patients_a_month([dt.date(2026, 3, 2)] * 13, dt.date(2026, 11, 1))
    1.0
    """
    year = Span.before(on, MONTHS_A_YEAR * WINDOW_DAYS)
    return sum(day in year for day in first_sessions) / MONTHS_A_YEAR
