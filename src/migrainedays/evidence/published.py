"""Published first responses by session: of those without one before, and of all by then."""

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


def published_responses() -> tuple[PublishedResponse, ...]:
    """The reference line of the pooled trials.

    >>> [response.by_then_percent for response in published_responses()]
    [49.3, 60.6, 70.9]
    """
    left, verified, found = Fraction(1), True, []
    for session in SESSIONS:
        said = claim(f"evidence.first_response_{session}")
        share = Fraction(said.number)
        left, verified = left * (1 - share), verified and said.verified
        found.append(PublishedResponse(session, said, share, 1 - left, verified))
    return tuple(found)
