"""Draws one site: a numbered disc, its units beneath, and what sets it apart from the plan."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from migrainedays.treatment.head_map.drawing import HEIGHT, WIDTH
from migrainedays.treatment.head_map.mark import Mark
from migrainedays.treatment.products import plain

RADIUS = 13


def draw_site(mark: Mark) -> str:
    """One site as an SVG group that reads aloud as one sentence.

    State is never said by colour alone: optional sites are dashed rings, removed ones are crossed out, moved
    ones carry the way they came, changed units an outer ring.
    """
    inner = "".join(_parts(mark))
    return f'<g role="img" data-number="{mark.number}" aria-label={quoteattr(mark.in_words())}>{inner}</g>'


def _parts(mark: Mark) -> Iterator[str]:
    x, y = _at((mark.x, mark.y))
    if mark.was is not None:
        was_x, was_y = _at(mark.was)
        yield f'<path class="path" d="M{was_x},{was_y} L{x},{y}"/>'
        yield f'<circle class="was" cx="{was_x}" cy="{was_y}" r="{RADIUS - 4}"/>'
    kind = "site" if mark.state == "planned" else f"site-{mark.state}"
    yield f'<circle class="{kind}" cx="{x}" cy="{y}" r="{RADIUS}"/>'
    number = "number" + (f"-{mark.state}" if mark.state in ("optional", "removed") else "")
    yield f'<text class="{number}" x="{x}" y="{y + 5.3:g}">{mark.number}</text>'
    if mark.units is not None:
        yield _units(mark, x, y + RADIUS + 12)
    yield from _signs(mark, x, y)
    yield f"<title>{escape(mark.in_words())}</title>"


def _units(mark: Mark, x: float, y: float) -> str:
    assert mark.units is not None
    words = plain(mark.units)
    place = f'x="{x:g}" y="{y:g}"'
    return f'<text class="units-halo" {place}>{words}</text><text class="units" {place}>{words}</text>'


def _signs(mark: Mark, x: float, y: float) -> Iterator[str]:
    out = RADIUS + 4
    if mark.state == "removed":
        yield f'<path class="cross" d="M{x - out:g},{y + out:g} L{x + out:g},{y - out:g}"/>'
    if mark.state in ("units", "added"):
        yield f'<circle class="was" cx="{x}" cy="{y}" r="{out}"/>'
    if mark.flag:
        yield f'<path class="flag" d="M{x + 9:g},{y - 10:g} l0,-18 l12,5 l-12,6"/>'


def _at(place: tuple[float, float]) -> tuple[float, float]:
    return round(float(place[0]) * WIDTH, 1), round(float(place[1]) * HEIGHT, 1)
