"""Published first responses by session: of those without one before, and of all by then."""

import math
from dataclasses import dataclass
from fractions import Fraction

from migrainedays.literature import Claim, claim

SESSIONS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class PublishedResponse:
    """One session: `then` of those without a response before, `by_then` of all who were treated.

    What follows from a claim that was not seen in its source was not seen either.
    """

    session: int
    claim: Claim
    then: Fraction
    by_then: Fraction
    verified: bool

    @property
    def then_percent(self) -> float:
        return round(100 * float(self.then), 1)

    @property
    def by_then_percent(self) -> float:
        return round(100 * float(self.by_then), 1)


def published_hazard(session: int) -> Fraction:
    """Published share of first responses after a session; the last known one for later sessions."""
    return Fraction(_claim(min(session, SESSIONS[-1])).number)


def published_by_then(session: int) -> Fraction:
    """Published share of all who were treated that had responded by this session.

    >>> round(float(published_by_then(3)), 3)
    0.709
    """
    return 1 - math.prod((1 - published_hazard(before) for before in range(1, session + 1)), start=Fraction(1))


def published_responses() -> tuple[PublishedResponse, ...]:
    """The reference line of the pooled trials.

    >>> [response.by_then_percent for response in published_responses()]
    [49.3, 60.6, 70.9]
    """
    said = {session: _claim(session) for session in SESSIONS}
    return tuple(
        PublishedResponse(
            session,
            found,
            published_hazard(session),
            published_by_then(session),
            all(said[before].verified for before in SESSIONS if before <= session),
        )
        for session, found in said.items()
    )


def _claim(session: int) -> Claim:
    return claim(f"evidence.first_response_{session}")
