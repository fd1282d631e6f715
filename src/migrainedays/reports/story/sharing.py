"""Could somebody know who this is? How many people of the clinic share the traits that a story tells."""

import dataclasses
from collections.abc import Collection, Iterable
from fractions import Fraction

from migrainedays.course import Evaluation
from migrainedays.literature import claim
from migrainedays.reports.story.deidentified import Told, deidentified

LEAST = int(claim("story.least_sharing").number)
HALF = Fraction(1, 2)


@dataclasses.dataclass(frozen=True, slots=True)
class Traits:
    """What a reader could recognise a person by; a trait that is not told is None."""

    sex: str | None
    age: tuple[int, int | None] | None
    sessions: str | None
    response: str | None

    def fits(self, other: "Traits") -> bool:
        """Whether another person has every trait that is told here."""
        return all(
            mine is None or mine == getattr(other, field.name)
            for field in dataclasses.fields(self)
            for mine in (getattr(self, field.name),)
        )


@dataclasses.dataclass(frozen=True, slots=True)
class Sharing:
    """The traits that may be told, how many share them (the person counted too), and what had to be left out."""

    traits: Traits
    people: int
    left_out: tuple[str, ...]

    @property
    def enough(self) -> bool:
        """Whether a story with these traits may be released."""
        return self.people >= LEAST


def traits_of(told: Told) -> Traits:
    """The traits of a story as it was asked for."""
    falls = [session.fall for session in told.sessions if session.fall is not None]
    response = None if not falls else "half" if falls[-1] >= HALF else "less"
    return Traits(told.sex, told.age, "1" if len(told.sessions) == 1 else "2 or more", response)


def sharing(told: Told, clinic: Iterable[Evaluation]) -> Sharing:
    """Leave out traits, sex first and age next, until enough people share those that are left."""
    return shared_by(traits_of(told), [traits_of(other) for found in clinic if (other := deidentified(found))])


def shared_by(traits: Traits, others: Collection[Traits]) -> Sharing:
    """The traits of a person that may be told among those of everybody in the clinic, this person included."""
    left_out = []
    for name in ("sex", "age"):
        if _count(traits, others) >= LEAST:
            break
        if getattr(traits, name) is not None:
            traits = dataclasses.replace(traits, **{name: None})
            left_out.append(name)
    return Sharing(traits, _count(traits, others), tuple(left_out))


def _count(traits: Traits, others: Iterable[Traits]) -> int:
    return sum(traits.fits(other) for other in others)


def unshared(told: Told) -> Sharing:
    """What may be told while nobody has counted: neither sex nor age, and nobody is known to share the rest."""
    return Sharing(dataclasses.replace(traits_of(told), sex=None, age=None), 0, ("sex", "age"))


def generalised(told: Told, found: Sharing) -> Told:
    """The story without what had to be left out."""
    return dataclasses.replace(told, sex=found.traits.sex, age=found.traits.age)
