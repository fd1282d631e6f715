"""How long after a session the next one is usual, and the first day on which any toxin may be given again."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from migrainedays.literature import claim
from migrainedays.protocol.rules.answers import TOXIN_ELSEWHERE
from migrainedays.protocol.rules.doses import months_before
from migrainedays.treatment.condition import Condition
from migrainedays.treatment.session import Session

LEAST_DAYS = int(claim("treatment.interval_days").number)


@dataclass(frozen=True, slots=True)
class Interval:
    """The usual time between sessions: days, or calendar months where a practice counts so.

    >>> Interval(84, months=4).after(dt.date(2026, 10, 31))
    datetime.date(2027, 2, 28)
    """

    days: int = LEAST_DAYS
    months: int | None = None

    def after(self, day: dt.date) -> dt.date:
        """The day of the next session after one on `day`."""
        return day + dt.timedelta(days=self.days) if self.months is None else months_before(day, -self.months)

    def __str__(self) -> str:
        return f"{self.days} days" if self.months is None else f"{self.months} calendar months"


@dataclass(frozen=True, slots=True)
class Held:
    """The first day on which toxin may be given again, and what holds it back until then."""

    until: dt.date
    last_on: dt.date
    told: str
    unknown: tuple[str, ...]


def held(sessions: Iterable[Session], *, on: dt.date, conditions: Iterable[Condition] = ()) -> Held | None:
    """When 84 days will have passed since the last toxin of any kind; None where none is known of.

    A dose of which only the month or year is known counts to the last day of that span, and one told without any
    date as given on the latest day that it can have been.
    """
    doses = [*_doses(tuple(sessions), on), *_told(conditions, on)]
    if not doses:
        return None
    last_on = max(day for day, _, _ in doses)
    decisive = [(told, unknown) for day, told, unknown in doses if day == last_on]
    unknown = tuple(why for _, why in decisive if why) if all(why for _, why in decisive) else ()
    return Held(last_on + dt.timedelta(days=LEAST_DAYS), last_on, decisive[0][0], unknown)


def _doses(sessions: tuple[Session, ...], on: dt.date) -> Iterator[tuple[dt.date, str, str]]:
    """The latest day on which each session can have been, how it is told, and what is not known of it."""
    for session in sessions:
        if session.date is None:
            yield _before_the_next(session, sessions, on), "without a date", "the day of an earlier session"
        elif session.date.first <= on:
            inexact = "" if session.date.is_day else "the day of the last toxin"
            yield session.date.last, str(session.date), inexact


def _before_the_next(session: Session, sessions: tuple[Session, ...], on: dt.date) -> dt.date:
    """A session without a date was before each one of a higher number."""
    return min([on, *(s.date.last for s in sessions if s.date is not None and s.session > session.session)])


def _told(conditions: Iterable[Condition], on: dt.date) -> Iterator[tuple[dt.date, str, str]]:
    """Toxin elsewhere that was told in answer to the question: at the latest on the day of the answer."""
    for condition in conditions:
        if condition.condition == TOXIN_ELSEWHERE and condition.answer and condition.asked_on <= on:
            yield condition.asked_on, f"told on {condition.asked_on}", "the day of a toxin given elsewhere"
