"""What one rule says of a course, with the session it was judged at and the numbers it rests on."""

import dataclasses

from migrainedays.literature import claim

NOT_LIVED = "No first window after a session has enough entered days yet."


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A verdict in the rule's own words; `by_bounds` is what it would be if missing days could be anything."""

    rule: str
    verdict: str
    by_bounds: str
    why: str
    session: int | None = None
    claims: tuple[str, ...] = ()

    @property
    def verified(self) -> bool:
        """Whether every number behind it was seen in its source."""
        return all(claim(key).verified for key in self.claims)
