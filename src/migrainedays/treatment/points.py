"""The points of a session as they are drawn, and as they are summed by muscle."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from migrainedays.treatment.head_map.mark import Mark
from migrainedays.treatment.injection import Injection


@dataclass(frozen=True, slots=True)
class InMuscle:
    """What one muscle was given: number of points, and units."""

    muscle: str
    points: int
    units: Decimal


def marks_of(points: Sequence[Injection]) -> list[Mark]:
    """The points that have their place on the map, numbered in the order given.

    A point without a place keeps its number, so that the numbers agree with the list beside the map.
    """
    return [
        Mark(number=n, muscle=p.muscle, side=p.side, view=p.view, x=float(p.x), y=float(p.y), units=p.units)
        for n, p in enumerate(points, start=1)
        if p.view is not None and p.x is not None and p.y is not None
    ]


def by_muscle(points: Sequence[Injection]) -> list[InMuscle]:
    """Points and units of each muscle, in the order in which the muscles come first."""
    given = {muscle: [p for p in points if p.muscle == muscle] for muscle in dict.fromkeys(p.muscle for p in points)}
    return [
        InMuscle(muscle, len(own), sum((p.units or Decimal(0) for p in own), Decimal(0)))
        for muscle, own in given.items()
    ]
