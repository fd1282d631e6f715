"""Which muscle lies where, on which side of the patient, and what a place is called."""

import functools
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from migrainedays.treatment.head_map.drawing import HEIGHT, VIEWS, WIDTH, drawing
from migrainedays.treatment.head_map.geometry import Polygon, area, distance

# In the order in which they are treated, from the brow backwards; names as in the exchange folder.
MUSCLES = (
    "corrugator",
    "procerus",
    "frontalis",
    "temporalis",
    "occipitalis",
    "cervical_paraspinal",
    "trapezius",
)
SIDES = {"left": "patient's LEFT", "right": "patient's RIGHT", "middle": "midline"}
_VIEW_WORDS = {
    "front": "front",
    "left": "patient's LEFT side",
    "right": "patient's RIGHT side",
    "back": "back",
}
_OTHER_SIDE = {"left": "right", "right": "left", "middle": "middle"}
_OTHER_VIEW = {"front": "front", "back": "back", "left": "right", "right": "left"}
_MIDLINE = {"front", "back"}

Number = TypeVar("Number", float, Decimal)


@dataclass(frozen=True, slots=True)
class Place:
    """The muscle at a point, the patient's side, and how far outside its region the point lies (0 inside).

    `distance` is a fraction of the view's width.
    """

    muscle: str
    side: str
    distance: float


@functools.cache
def _regions(view: str) -> tuple[tuple[str, str, Polygon], ...]:
    found = [(s.muscle, s.side, s.polygon()) for s in drawing(view).layer("muscle") if s.muscle]
    return tuple(sorted(found, key=lambda region: area(region[2])))


def muscles_in(view: str) -> tuple[str, ...]:
    """The muscles that can be seen in a view, in the order of MUSCLES."""
    seen = {muscle for muscle, _, _ in _regions(view)}
    return tuple(muscle for muscle in MUSCLES if muscle in seen)


def views_of(muscle: str) -> tuple[str, ...]:
    """The views in which a muscle can be seen."""
    return tuple(view for view in VIEWS if muscle in muscles_in(view))


def nearest_muscle(view: str, x: float | Decimal, y: float | Decimal) -> Place:
    """The muscle in whose region the point lies, or else the nearest; of overlapping ones the smaller.

    >>> nearest_muscle("front", 0.4, 0.25).muscle
    'frontalis'
    """
    point = (float(x) * WIDTH, float(y) * HEIGHT)
    away, muscle, side = min(
        ((distance(polygon, point), muscle, side) for muscle, side, polygon in _regions(view)),
        key=lambda found: found[0],
    )
    if view in _MIDLINE and point[0] == WIDTH / 2:
        side = "middle"
    return Place(muscle, side, away / WIDTH)


def patient_side(view: str, x: float | Decimal) -> str:
    """The patient's side of a point: in a side view that side, else by the midline."""
    if view not in _MIDLINE:
        return view
    if x * 2 == 1:
        return "middle"
    return "right" if (x * 2 < 1) == (view == "front") else "left"


def mirror(view: str, side: str, x: Number, y: Number) -> tuple[str, str, Number, Number]:
    """The same place on the patient's other side; what lies on the midline stays.

    >>> mirror("left", "left", 0.25, 0.5)
    ('right', 'right', 0.75, 0.5)
    """
    return _OTHER_VIEW[view], _OTHER_SIDE[side], 1 - x, y


def in_words(muscle: str) -> str:
    """A muscle's name for reading."""
    return muscle.replace("_", " ")


def view_in_words(view: str) -> str:
    """A view's name for reading."""
    return _VIEW_WORDS[view]
