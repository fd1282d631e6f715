"""Whatever was given, whatever the diary shows: no session is proposed within 84 days of any toxin."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from migrainedays.course.cycle_state import BROKEN, CHRONIC, HOLDING, RETURNED
from migrainedays.course.next_session import propose
from migrainedays.course.review_point import review_point
from migrainedays.diary import Tri
from migrainedays.protocol.interval import Interval
from migrainedays.treatment import Condition, Session
from migrainedays.treatment.series import Series
from migrainedays.windows import Span

TODAY = dt.date(2026, 6, 1)
days = st.dates(dt.date(2024, 1, 1), TODAY)
told = days.flatmap(lambda day: st.sampled_from([str(day), str(day)[:7], str(day)[:4]]))
intervals = st.builds(Interval, st.integers(1, 400), st.none() | st.integers(1, 24))


@st.composite
def histories(draw: st.DrawFn) -> list[Session]:
    """Sessions elsewhere, told to a day, month or year, or without a date; then sessions here, in order."""
    elsewhere = draw(st.lists(st.none() | told, max_size=3))
    here = sorted(draw(st.lists(days, min_size=1, max_size=4)))
    spans = [None if text is None else Span.read(text) for text in elsewhere]
    return [
        *(Session(patient="A", session=-n, date=span, place="elsewhere") for n, span in enumerate(spans)),
        *(Session(patient="A", session=n, date=Span(day, day)) for n, day in enumerate(here, start=1)),
    ]


@given(
    sessions=histories(),
    interval=intervals,
    worn_off=st.sampled_from(Tri),
    cycle=st.sampled_from([CHRONIC, BROKEN, HOLDING, RETURNED, ""]),
    asked_on=st.none() | days,
)
def test_every_proposal_keeps_84_days_from_every_toxin(
    sessions: list[Session], interval: Interval, worn_off: Tri, cycle: str, asked_on: dt.date | None
) -> None:
    answers = [Condition(patient="A", condition="other_toxin", asked_on=asked_on, answer=True)] if asked_on else []
    found = propose(sessions, interval, on=TODAY, conditions=answers, worn_off=worn_off, cycle=cycle)
    assert found is not None
    latest = [session.date.last for session in sessions if session.date is not None]
    for day in [*latest, *(answer.asked_on for answer in answers)]:
        assert (found.on - day).days >= 84
        assert found.days_early(day + dt.timedelta(days=83)) > 0
    assert found.on >= found.earliest_on
    assert (found.shift == "none") == (found.on == found.usual_on)


@given(sessions=histories(), interval=intervals, order=st.randoms())
def test_the_order_in_which_sessions_are_told_changes_no_proposal(
    sessions: list[Session], interval: Interval, order: object
) -> None:
    shuffled = list(sessions)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = (propose(each, interval, on=TODAY) for each in (sessions, shuffled))
    assert first is not None
    assert second is not None
    assert (first.on, first.number, first.shift) == (second.on, second.number, second.shift)


@given(sessions=histories(), interval=intervals, after=st.integers(1, 4), months=st.integers(1, 24))
def test_no_review_comes_before_its_28_days_were_lived(
    sessions: list[Session], interval: Interval, after: int, months: int
) -> None:
    series = Series(patient="A", series=1, sessions=4, review_after=after, review_months=months)
    here = [session for session in sessions if not session.is_elsewhere]
    found = review_point(series, here, interval)
    assert found is not None
    assert found.given == len(here)
    if found.given >= after:
        waited_for = here[after - 1].on
        assert waited_for is not None
        assert (found.on - waited_for).days >= 29
