"""Whom to call, and why: a session that is due or overdue, a review, a baseline that must begin, a diary gone quiet,
an authorisation that runs out. Each line is one person and one thing to do; nothing here is told to a patient.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from migrainedays.course.next_session import Proposal, propose
from migrainedays.course.review_point import review_point
from migrainedays.literature import claim
from migrainedays.protocol.interval import Interval
from migrainedays.treatment import Condition, Session
from migrainedays.treatment.authorisation import Authorisation
from migrainedays.treatment.series import Series

Kind = Literal["overdue", "due", "review", "authorisation", "baseline", "quiet"]
ORDER: tuple[Kind, ...] = ("overdue", "due", "review", "authorisation", "baseline", "quiet")
CALL_AHEAD = dt.timedelta(days=int(claim("series.call_ahead_days").number))
ASK_AHEAD = dt.timedelta(days=int(claim("series.ask_ahead_days").number))
BASELINE = dt.timedelta(days=int(claim("series.baseline_days").number))
GIVEN_UP = dt.timedelta(days=int(claim("series.given_up_days").number))
SILENT_FOR = dt.timedelta(days=int(claim("series.silent_for_days").number))
WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Planned:
    """A visit that stands ahead."""

    on: dt.date
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a practice knows of one person on a day, as far as it bears on calling them."""

    sessions: tuple[Session, ...] = ()
    conditions: tuple[Condition, ...] = ()
    series: Series | None = None
    authorisations: tuple[Authorisation, ...] = ()
    planned: tuple[Planned, ...] = ()
    last_entry_on: dt.date | None = None
    interval: Interval = Interval()
    quiet_after_days: int

    @property
    def here(self) -> tuple[Session, ...]:
        """The sessions of this practice."""
        return tuple(session for session in self.sessions if not session.is_elsewhere)

    def next(self, kind: str) -> Planned | None:
        """The next visit of a kind."""
        return min((visit for visit in self.planned if visit.kind == kind), key=lambda visit: visit.on, default=None)


@dataclass(frozen=True, slots=True)
class Line:
    """One reason to call somebody: since or until when, in a sentence, and the occasion that it is called for once."""

    kind: Kind
    on: dt.date
    sentence: str
    occasion: str


def recall(known: Known, *, today: dt.date) -> list[Line]:
    """The reasons to call one person, the most pressing first; empty where there is none."""
    said = known.conditions
    proposal = propose(known.sessions, known.interval, on=today, conditions=said, series=known.series)
    found = [
        *_session(known, proposal, today),
        *_review(known, today),
        *_authorisation(known, proposal, today),
        *_baseline(known, today),
        *_quiet(known, today),
    ]
    return sorted(found, key=lambda line: (ORDER.index(line.kind), line.on))


def _session(known: Known, proposal: Proposal | None, today: dt.date) -> Iterator[Line]:
    """A session that has no date yet; not after the last of a series, and not for who has long stayed away."""
    if proposal is None or proposal.beyond or known.next("treatment") is not None:
        return
    late = today - proposal.on
    occasion = f"session-{proposal.number}"
    if dt.timedelta(0) < late <= GIVEN_UP:
        days = proposal.days_overdue(today)
        yield Line("overdue", proposal.on, f"Session {proposal.number} is overdue by {_days(days)}.", occasion)
    elif -CALL_AHEAD <= late <= dt.timedelta(0):
        yield Line("due", proposal.on, f"Session {proposal.number} has no date yet.", occasion)


def _review(known: Known, today: dt.date) -> Iterator[Line]:
    if known.series is None or known.next("review") or known.next("review_from_home"):
        return
    point = review_point(known.series, known.here, known.interval)
    if point is not None and point.is_due(today):
        given = f"{point.given} of {point.planned} sessions"
        yield Line("review", point.on, f"The series is to be reviewed: {given} given.", f"review-{known.series.series}")


def _authorisation(known: Known, proposal: Proposal | None, today: dt.date) -> Iterator[Line]:
    """The newest authorisation, where it does not reach to the next session or soon ends."""
    latest = max(known.authorisations, key=lambda one: one.from_on, default=None)
    coming = known.next("treatment")
    if latest is None or (proposal is None and coming is None):
        return
    next_on = coming.on if coming is not None else max(proposal.on, today) if proposal is not None else today
    used = sum(latest.covers(session.on) for session in known.here if session.on is not None)
    occasion = f"authorisation-{latest.from_on}"
    if latest.sessions is not None and used >= latest.sessions:
        sentence = f"{latest.payer}: all {latest.sessions} sessions that were authorised have been given."
        yield Line("authorisation", next_on, sentence, occasion)
    elif latest.until_on is not None and (latest.until_on < next_on or latest.until_on - today <= ASK_AHEAD):
        ends = "ended" if latest.until_on < today else "ends"
        yield Line("authorisation", latest.until_on, f"{latest.payer}: the authorisation {ends}.", occasion)


def _baseline(known: Known, today: dt.date) -> Iterator[Line]:
    """The diary before the first session, from a week before it must begin until somebody writes in it."""
    coming = known.next("treatment")
    if known.here or coming is None:
        return
    begins = coming.on - BASELINE
    kept = known.last_entry_on is not None and known.last_entry_on >= begins
    if begins - WEEK <= today < coming.on and not kept:
        lost = max(0, (today - begins).days)
        told = f"{_days(lost)} of {BASELINE.days} are lost already." if lost else "It has not begun yet."
        yield Line("baseline", begins, f"The diary before the first session begins. {told}", f"baseline-{coming.on}")


def _quiet(known: Known, today: dt.date) -> Iterator[Line]:
    if known.last_entry_on is None:
        return
    silent = today - known.last_entry_on
    if dt.timedelta(days=known.quiet_after_days) < silent <= SILENT_FOR:
        occasion = f"quiet-{known.last_entry_on}"
        yield Line("quiet", known.last_entry_on, f"No diary day for {_days(silent.days)}.", occasion)


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
