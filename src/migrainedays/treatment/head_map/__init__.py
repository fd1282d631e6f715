"""The head map: drawings of head, neck and shoulders, their muscles, and the picture of a plan upon them."""

from migrainedays.treatment.head_map.anatomy import (
    MUSCLES,
    Place,
    in_words,
    mirror,
    muscles_in,
    nearest_muscle,
    patient_side,
    view_in_words,
    views_of,
)
from migrainedays.treatment.head_map.anatomy import (
    SIDES as SIDE_WORDS,
)
from migrainedays.treatment.head_map.areas import PAIN_AREAS, area_in_words
from migrainedays.treatment.head_map.drawing import HEIGHT, VIEWS, WIDTH, drawing
from migrainedays.treatment.head_map.legend import describe, legend
from migrainedays.treatment.head_map.mark import Mark
from migrainedays.treatment.head_map.picture import SHEET, draw_head_map
from migrainedays.treatment.head_map.style import THEMES, stylesheet

__all__ = [
    "HEIGHT",
    "MUSCLES",
    "PAIN_AREAS",
    "SHEET",
    "SIDE_WORDS",
    "THEMES",
    "VIEWS",
    "WIDTH",
    "Mark",
    "Place",
    "area_in_words",
    "describe",
    "draw_head_map",
    "drawing",
    "in_words",
    "legend",
    "mirror",
    "muscles_in",
    "nearest_muscle",
    "patient_side",
    "stylesheet",
    "view_in_words",
    "views_of",
]
