"""The verdict on one day: what it is by one profile, and the clauses that it rests on."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from migrainedays.classification.acute import AcuteDay
from migrainedays.classification.case import INDETERMINATE, NO, YES, Case
from migrainedays.classification.profiles import Profile, Way, Ways
from migrainedays.diary import Tri


class DayVerdict(NamedTuple):
    """What one entered day is by one profile.

    `headache` says whether there was any headache, whatever the profile asks for; `case` and `profile` are what the
    reasons are told from.
    """

    date: dt.date
    headache_day: Tri
    migraine_day: Tri
    moderate_severe_day: Tri
    headache: Tri
    flags: tuple[str, ...]
    case: Case
    profile: Profile

    @property
    def minutes(self) -> int | None:
        """Minutes of headache on this day, 0 where there was none; None where they were not noted."""
        return 0 if self.headache is NO else self.case.minutes

    @property
    def peak(self) -> int | None:
        """The worst pain of this day, 0 to 3."""
        return 0 if self.headache is NO else self.case.day.peak

    @property
    def acute(self) -> AcuteDay:
        """The acute drugs of this day."""
        return self.case.acute

    @property
    def reasons(self) -> tuple[str, ...]:
        """What each verdict rests on, or what it lacks."""
        told: dict[str, None] = {}
        for question, ways in (
            ("migraine day", self.profile.migraine_day),
            ("headache day", self.profile.headache_day),
        ):
            told.update(dict.fromkeys(_reasons(question, ways, self.case)))
        return tuple(told)


def answer(ways: Ways, case: Case) -> Tri:
    """Whether any of the ways is met; a profile that does not define a question leaves it open."""
    found = NO if ways else INDETERMINATE
    for way in ways:
        met = _met(way, case)
        if met is YES:
            return met
        if met is INDETERMINATE:
            found = met
    return found


def _met(way: Way, case: Case) -> Tri:
    found = YES
    for clause in way.clauses:
        met = clause.ask(case)
        if met is NO:
            return met
        if met is INDETERMINATE:
            found = met
    return found


def _reasons(question: str, ways: Ways, case: Case) -> Iterator[str]:
    met = [(way, _met(way, case)) for way in ways]
    for way, verdict in met:
        if verdict is YES:
            for clause in way.clauses:
                yield from clause.reasons(case)
    if any(verdict is YES for _, verdict in met):
        return
    if case.headache is NO:
        yield "no headache"
        return
    for way, verdict in met:
        lacking = [clause.says for clause in way.clauses if clause.ask(case) is verdict]
        word = "not decided" if verdict is INDETERMINATE else "not met"
        yield f"{question} {word}: {'; '.join(lacking)}"
