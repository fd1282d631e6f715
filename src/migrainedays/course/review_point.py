"""When a series is looked at, and whether somebody who lives far away has to come for it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from migrainedays.protocol.interval import Interval
from migrainedays.protocol.rules.doses import months_before
from migrainedays.treatment import Session
from migrainedays.treatment.series import Series
from migrainedays.windows import DAY, Span


@dataclass(frozen=True, slots=True)
class ReviewPoint:
    """The day from which a series may be judged, and why that day."""

    on: dt.date
    given: int
    planned: int
    why: str

    def is_due(self, today: dt.date) -> bool:
        """Whether the day has come."""
        return today >= self.on


def review_point(series: Series, sessions: Sequence[Session], interval: Interval) -> ReviewPoint | None:
    """The review of a series; None before its first session and once it was reviewed.

    It is due before the session after the last that it waits for, at the latest so many months after the first
    session, and never before the first 28 days of that session can be judged.
    """
    first = series.first_session or 1
    dates = sorted(s.on for s in sessions if s.on and first <= s.session <= series.last_session)
    if not dates or series.reviewed_on is not None:
        return None
    assert series.review_after is not None
    assert series.review_months is not None
    at_latest = months_before(dates[0], -series.review_months)
    planned = series.sessions or 1
    if len(dates) < series.review_after:
        why = f"{series.review_months} calendar months after the first session of the series."
        return ReviewPoint(at_latest, len(dates), planned, why)
    waited_for = dates[series.review_after - 1]
    judged = Span.after(waited_for).last + DAY
    on = max(judged, min(at_latest, interval.after(waited_for)))
    return ReviewPoint(on, len(dates), planned, f"After session {series.review_after} of {planned} in this series.")


def spares_a_journey(*, zone: str | None, clinic_zone: str, needs_a_session: bool) -> str | None:
    """A sentence where a review can be held from home; None where the person comes anyway or lives near."""
    if needs_a_session or not zone or zone == clinic_zone:
        return None
    return f"Lives elsewhere ({zone}): a review from home, by diary and a call, would spare a journey."
