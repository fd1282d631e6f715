"""External-traction headache, ICHD-3 4.6.2: the headache of tightly tied hair.

Three things meet when hair is tied, and are kept apart here: a headache that the traction itself makes and that goes
within an hour of letting go (this file); tenderness of the scalp between or during attacks, which is allodynia and
belongs to its scale; and a migraine attack that follows a day with tied hair, which is an exposure of the diary.
"""

import dataclasses
from collections.abc import Iterable

from migrainedays.classification.limits import limit
from migrainedays.diary import Tri

_EPISODES, _RELEASE_MINUTES = limit("ichd3.traction_episodes"), limit("ichd3.traction_release_minutes")


@dataclasses.dataclass(frozen=True, slots=True)
class TractionEpisode:
    """One headache under traction; None where it was not asked.

    `minutes_after_release` is how long it went on once the traction was let go.
    """

    only_during_traction: bool | None = None
    worst_at_the_site: bool | None = None
    minutes_after_release: int | None = None

    @property
    def meets(self) -> Tri:
        """Whether this episode has what 4.6.2 asks of each."""
        minutes = self.minutes_after_release
        gone = None if minutes is None else minutes <= _RELEASE_MINUTES
        return Tri.all(map(Tri.of, (self.only_during_traction, self.worst_at_the_site, gone)))


def traction_headache(episodes: Iterable[TractionEpisode]) -> Tri:
    """Whether at least two episodes are external-traction headache; fewer noted ones decide nothing."""
    found = [episode.meets for episode in episodes]
    verdict = Tri.at_least(_EPISODES, found)
    return Tri.INDETERMINATE if verdict is Tri.NO and Tri.NO not in found else verdict
