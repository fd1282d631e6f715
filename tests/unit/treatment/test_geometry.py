"""The geometry under the head map, on shapes whose answers anyone can see."""

import math

import pytest

from migrainedays.treatment.head_map import VIEWS, drawing
from migrainedays.treatment.head_map.geometry import STEPS, area, contains, distance, read_polygon

SQUARE = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0))
HOLLOW = ((0.0, 0.0), (6.0, 0.0), (6.0, 6.0), (4.0, 6.0), (4.0, 2.0), (2.0, 2.0), (2.0, 6.0), (0.0, 6.0))


@pytest.mark.parametrize(
    ("point", "inside"),
    [
        ((2, 2), True),
        ((0.01, 3.99), True),
        ((-0.01, 2), False),
        ((4.01, 2), False),
        ((2, 4.01), False),
        ((9, 9), False),
    ],
)
def test_inside_a_square(point: tuple[float, float], inside: bool) -> None:
    assert contains(SQUARE, point) is inside


@pytest.mark.parametrize(
    ("point", "inside"), [((1, 5), True), ((3, 5), False), ((5, 5), True), ((3, 1), True), ((3, 2.1), False)]
)
def test_inside_a_shape_with_a_bay(point: tuple[float, float], inside: bool) -> None:
    assert contains(HOLLOW, point) is inside


@pytest.mark.parametrize(
    ("point", "away"),
    [((2, 2), 0), ((6, 2), 2), ((2, -3), 3), ((7, 8), 5), ((-3, -4), 5), ((4.5, 4), 0.5)],
)
def test_how_far_outside(point: tuple[float, float], away: float) -> None:
    assert distance(SQUARE, point) == pytest.approx(away)


def test_distance_to_a_shape_that_is_only_a_point() -> None:
    assert distance(((1.0, 1.0), (1.0, 1.0)), (4, 5)) == 5


def test_area_whichever_way_round() -> None:
    assert area(SQUARE) == area(SQUARE[::-1]) == 16
    assert area(HOLLOW) == 6 * 6 - 2 * 4


def test_a_path_of_straight_pieces() -> None:
    assert read_polygon("M0,0 L4,0 L4,4 L0,4 Z") == SQUARE
    assert read_polygon("M 0 0 L 4 0 4 4 0 4 Z") == SQUARE
    assert read_polygon("M-1.5,2 L3,-4.25 Z") == ((-1.5, 2.0), (3.0, -4.25))


def test_a_circle_of_four_cubics_has_the_area_of_a_circle() -> None:
    k = 55.2285
    circle = read_polygon(
        f"M100,0 C100,{k} {k},100 0,100 C-{k},100 -100,{k} -100,0 "
        f"C-100,-{k} -{k},-100 0,-100 C{k},-100 100,-{k} 100,0 Z"
    )
    assert len(circle) == 1 + 4 * STEPS
    assert area(circle) == pytest.approx(math.pi * 100**2, rel=0.005)
    assert max(abs(math.hypot(x, y) - 100) for x, y in circle) < 0.05


@pytest.mark.parametrize("view", VIEWS)
def test_the_drawings_use_only_what_is_understood_here(view: str) -> None:
    for shape in drawing(view).layer("muscle", "area"):
        assert shape.path.startswith("M")
        assert shape.path.rstrip().endswith("Z")
        assert not set("abcdefghijklmnopqrstuvwxyzAHVSQT") & set(shape.path)
        assert area(shape.polygon()) > 100
