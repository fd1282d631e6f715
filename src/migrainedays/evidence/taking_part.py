"""Who may take part in a study today, and what whoever may not is lacking."""

import datetime as dt
from dataclasses import dataclass

from migrainedays.course import Course
from migrainedays.evidence.answers import answers_of
from migrainedays.windows import WINDOW_DAYS, Span


@dataclass(frozen=True)
class Candidate:
    """What decides whether somebody may take part: days answered of the 28 before, and the last session here by the
    study's protocol, or by any on the day itself."""

    answered: int
    treated_on: dt.date | None

    @classmethod
    def of(cls, course: Course, protocol: str, on: dt.date) -> "Candidate":
        """From a course as it stands on a day."""
        month, answers = Span.before(on), answers_of(course, on)
        dated = [(session.on, session.protocol) for session in course.sessions_here if session.on]
        own = [day for day, used in dated if used == protocol or day >= on]
        return cls(sum(day in month for day in answers), max(own, default=None))

    def lacks(self, protocol: str, least: int, on: dt.date) -> tuple[str, ...]:
        """A sentence for each thing that stands in the way; empty for whoever may be asked."""
        return tuple(sentence for sentence in (self._treated(protocol, on), self._diary(least)) if sentence)

    def _treated(self, protocol: str, on: dt.date) -> str:
        if self.treated_on is None:
            return ""
        if self.treated_on >= on:
            return (
                "Today's session is on record already. Consent and the version come before the session, never after "
                "it; this patient can be asked before the next one, unless this one was by the same protocol."
            )
        return (
            f"A session by {protocol} was given on {self.treated_on.day} {self.treated_on:%b %Y}. The study compares "
            "first sessions: only somebody who has not had this protocol can take part."
        )

    def _diary(self, least: int) -> str:
        if self.answered >= least:
            return ""
        return (
            f"The diary says of {self.answered} of the {WINDOW_DAYS} days before today whether there was headache; "
            f"{least} are needed, {least - self.answered} more than there are. A month of diary before the session "
            "suffices."
        )


def nobody_may(candidates: list[Candidate], protocol: str, least: int) -> str | None:
    """Why a study would stand still, where nobody may be asked today; None where somebody may."""
    fresh = [candidate for candidate in candidates if candidate.treated_on is None]
    if any(candidate.answered >= least for candidate in fresh):
        return None
    treated = len(candidates) - len(fresh)
    return (
        f"Nobody could take part today: of {len(candidates)} patients {treated} have had a session by {protocol}, and "
        f"the other {len(fresh)} have fewer than {least} of the last {WINDOW_DAYS} days in their diary. One patient "
        "without a session by this protocol and with that diary would suffice to begin."
    )
