"""Reads the hand-made drawings: one SVG file a view, halves mirrored here rather than drawn twice."""

import functools
import importlib.resources
import xml.etree.ElementTree as ET
from dataclasses import dataclass

from migrainedays.treatment.head_map.geometry import Point, Polygon, read_polygon

VIEWS = ("front", "left", "right", "back")
WIDTH, HEIGHT = 600, 700  # of every view, in drawing units; sites are kept as fractions of them
_NAMESPACE = "{http://www.w3.org/2000/svg}"

# Which side of the patient the file shows in its group `half` (or `whole`).
_FILES = {"front": ("front", "right"), "back": ("back", "left"), "left": ("side", "left")}
_OTHER = {"left": "right", "right": "left", "middle": "middle"}


@dataclass(frozen=True, slots=True)
class Shape:
    """One pen stroke or region: an SVG element's name and attributes, and whether it is drawn mirrored."""

    tag: str
    attributes: tuple[tuple[str, str], ...]
    side: str
    mirrored: bool
    layer: str
    muscle: str | None = None
    area: str | None = None

    @property
    def path(self) -> str:
        return dict(self.attributes)["d"]

    def polygon(self) -> Polygon:
        """The region's outline in drawing units, as it lies in the view."""
        points = read_polygon(self.path)
        return tuple(_flip(point) for point in points) if self.mirrored else points


@dataclass(frozen=True, slots=True)
class Name:
    """A muscle's name in the margin and the line that leads from it to the muscle."""

    text: str
    x: float
    y: float
    leader: str
    mirrored: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """All shapes of one view, from the back to the front."""

    view: str
    shapes: tuple[Shape, ...]
    names: tuple[Name, ...]

    def layer(self, *names: str) -> tuple[Shape, ...]:
        return tuple(shape for shape in self.shapes if shape.layer in names)


@functools.cache
def drawing(view: str) -> Drawing:
    """The drawing of one view: front, left, right or back."""
    if view == "right":
        left = drawing("left")
        names = tuple(Name(n.text, WIDTH - n.x, n.y, n.leader, True) for n in left.names)
        return Drawing("right", tuple(_mirrored(shape) for shape in left.shapes), names)
    file, side = _FILES[view]
    shapes: list[Shape] = []
    labels: tuple[Name, ...] = ()
    for group in _read(file).iter(_NAMESPACE + "g"):
        if group.get("id") == "names":
            labels = tuple(_name(element) for element in group)
            continue
        own = [_shape(element, side if group.get("id") != "middle" else "middle") for element in group]
        shapes += own
        if group.get("id") == "half":
            shapes += [_mirrored(shape) for shape in own]
    return Drawing(view, tuple(shapes), labels)


def _read(file: str) -> ET.Element:
    text = importlib.resources.files(__package__).joinpath(f"{file}.svg").read_text("utf-8")
    return ET.fromstring(text)  # noqa: S314 - our own file, shipped with the package


def _name(element: ET.Element) -> Name:
    given = element.attrib
    return Name(given["data-name"], float(given["data-x"]), float(given["data-y"]), given["d"])


def _shape(element: ET.Element, side: str) -> Shape:
    muscle, area = element.get("data-muscle"), element.get("data-area")
    attributes = tuple((name, value) for name, value in element.items() if not name.startswith("data-"))
    layer = "muscle" if muscle else "area" if area else element.get("class", "line")
    if area and side != "middle":
        area = f"{area}_{side}"
    return Shape(element.tag.removeprefix(_NAMESPACE), attributes, side, False, layer, muscle, area)


def _mirrored(shape: Shape) -> Shape:
    side = _OTHER[shape.side]
    area = shape.area and shape.area.replace(shape.side, side)
    return Shape(shape.tag, shape.attributes, side, not shape.mirrored, shape.layer, shape.muscle, area)


def _flip(point: Point) -> Point:
    return (WIDTH - point[0], point[1])
