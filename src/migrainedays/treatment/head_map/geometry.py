"""Just enough geometry to say in which region a point lies: closed paths of straight and cubic pieces."""

import math
import re
from collections.abc import Iterator

Point = tuple[float, float]
Polygon = tuple[Point, ...]

STEPS = 12  # straight pieces for one cubic; the error stays far under the width of a pen stroke
_TOKEN = re.compile(r"[MLCZ]|-?[0-9]+(?:\.[0-9]+)?")
_NUMBERS = {"M": 2, "L": 2, "C": 6, "Z": 0}


def read_polygon(path: str) -> Polygon:
    """The polygon of one closed path in absolute M, L, C and Z.

    >>> read_polygon("M0,0 L4,0 L4,3 Z")
    ((0.0, 0.0), (4.0, 0.0), (4.0, 3.0))
    """
    points: list[Point] = []
    for command, numbers in _commands(path):
        if command == "C":
            points.extend(_cubic(points[-1], *zip(numbers[::2], numbers[1::2], strict=True)))
        elif command != "Z":
            points.append((numbers[0], numbers[1]))
    return tuple(points)


def _commands(path: str) -> Iterator[tuple[str, list[float]]]:
    tokens = _TOKEN.findall(path)
    at, command = 0, "M"
    while at < len(tokens):
        if tokens[at] in _NUMBERS:
            command = tokens[at]
            at += 1
        count = _NUMBERS[command]
        yield command, [float(token) for token in tokens[at : at + count]]
        at += count


def _cubic(start: Point, first: Point, second: Point, end: Point) -> Iterator[Point]:
    for step in range(1, STEPS + 1):
        t = step / STEPS
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
        corners = (start, first, second, end)
        yield (
            sum(w * x for w, (x, _) in zip(weights, corners, strict=True)),
            sum(w * y for w, (_, y) in zip(weights, corners, strict=True)),
        )


def contains(polygon: Polygon, point: Point) -> bool:
    """Whether the point lies inside (even-odd rule)."""
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in _edges(polygon):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            inside = not inside
    return inside


def distance(polygon: Polygon, point: Point) -> float:
    """How far the point lies outside the polygon; 0 inside."""
    if contains(polygon, point):
        return 0.0
    return min(_to_edge(point, a, b) for a, b in _edges(polygon))


def area(polygon: Polygon) -> float:
    """The area enclosed."""
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in _edges(polygon))) / 2


def middle(polygon: Polygon) -> Point:
    """The middle of the region enclosed (its centroid).

    >>> middle(((0.0, 0.0), (4.0, 0.0), (4.0, 2.0), (0.0, 2.0)))
    (2.0, 1.0)
    """
    pieces = [(ax * by - bx * ay, ax + bx, ay + by) for (ax, ay), (bx, by) in _edges(polygon)]
    twice = 3 * sum(weight for weight, _, _ in pieces)
    return sum(w * x for w, x, _ in pieces) / twice, sum(w * y for w, _, y in pieces) / twice


def _edges(polygon: Polygon) -> Iterator[tuple[Point, Point]]:
    return zip(polygon, polygon[1:] + polygon[:1], strict=True)


def _to_edge(point: Point, a: Point, b: Point) -> float:
    (px, py), (ax, ay), (bx, by) = point, a, b
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else max(0.0, min(1.0, ((px - ax) * dx + (py - ay) * dy) / length))
    return math.hypot(px - ax - along * dx, py - ay - along * dy)
