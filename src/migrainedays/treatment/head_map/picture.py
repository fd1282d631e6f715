"""Draws the head map as SVG: the views asked for, pain areas, muscles, sites, and the key beneath."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from migrainedays.treatment.head_map.anatomy import SIDES, in_words, view_in_words
from migrainedays.treatment.head_map.areas import area_in_words
from migrainedays.treatment.head_map.drawing import HEIGHT, WIDTH, Name, Shape, drawing
from migrainedays.treatment.head_map.geometry import middle
from migrainedays.treatment.head_map.legend import describe, legend
from migrainedays.treatment.head_map.mark import Mark
from migrainedays.treatment.head_map.site import draw_site
from migrainedays.treatment.head_map.style import stylesheet

SHEET = ("front", "back", "right", "left")  # the side views look at each other across the sheet
GAP, HEAD, LINE = 24, 52, 28
_FLIP = f' transform="matrix(-1 0 0 1 {WIDTH} 0)"'
_CORNERS = {
    "front": (SIDES["right"], SIDES["left"]),
    "back": (SIDES["left"], SIDES["right"]),
    "left": ("face", "back of head"),
    "right": ("back of head", "face"),
}


def draw_head_map(
    marks: Sequence[Mark] = (),
    *,
    title: str,
    views: Sequence[str] = SHEET,
    areas: Collection[str] = (),
    theme: str = "light",
    names: bool = True,
    columns: int = 2,
    ident: str = "head-map",
) -> str:
    """The map as one SVG text, its views in `columns` columns, its key beneath each view.

    `areas` are pain areas of the diary that lie under the sites, by name, or with the number of their days, which is
    then written into each. `theme` is light, dark or print (colours in
    the file) or page (classes only, for a page that carries `stylesheet()`). `ident` keeps ids apart where
    several maps share a page. A page can hold on to `data-view`, `data-muscle`, `data-side` and `data-number`.
    """
    rows = [views[at : at + columns] for at in range(0, len(views), columns)]
    heights = [_row_height(row, marks) for row in rows]
    width = min(columns, len(views)) * (WIDTH + GAP) + GAP
    height = sum(heights) + GAP * (len(rows) + 1)
    parts = [_head(width, height, ident, title, marks, areas, theme)]
    top = GAP
    for row, tall in zip(rows, heights, strict=True):
        for column, view in enumerate(row):
            x = GAP + column * (WIDTH + GAP)
            parts.append(f'<g transform="translate({x} {top})">{_cell(view, tall, marks, areas, ident, names)}</g>')
        top += tall + GAP
    return "\n".join([*parts, "</svg>"])


def _row_height(row: Sequence[str], marks: Sequence[Mark]) -> int:
    lines = max(len(legend([m for m in marks if m.view == view])) for view in row)
    return HEAD + HEIGHT + (lines * LINE + 20 if lines else 0)


def _head(
    width: int,
    height: int,
    ident: str,
    title: str,
    marks: Sequence[Mark],
    areas: Collection[str],
    theme: str,
) -> str:
    words = describe(marks) or ["No site is marked."]
    if areas:
        words.append(f"Pain areas from the diary: {'; '.join(_area_in_words(a, areas) for a in sorted(areas))}.")
    style = f"<style>{stylesheet(theme)}</style>" if theme != "page" else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="head-map" viewBox="0 0 {width} {height}" '
        f'role="group" aria-labelledby="{ident}-title" aria-describedby="{ident}-desc">\n'
        f'<title id="{ident}-title">{escape(title)}</title>\n'
        f'<desc id="{ident}-desc">{escape(" ".join(words))}</desc>\n{style}'
        f'<defs><clipPath id="{ident}-clip"><rect width="{WIDTH}" height="{HEIGHT}"/></clipPath>'
        f'<pattern id="{ident}-hatch" width="9" height="9" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><path class="hatch" d="M0,0 L0,9"/></pattern></defs>'
    )


def _cell(view: str, height: int, marks: Sequence[Mark], areas: Collection[str], ident: str, names: bool) -> str:
    here = [mark for mark in marks if mark.view == view]
    name = view_in_words(view)
    name = name[0].upper() + name[1:]
    left, right = _CORNERS[view]
    return "\n".join(
        [
            f'<rect class="frame" width="{WIDTH}" height="{height}" rx="10"/>',
            f'<text class="view" x="{WIDTH // 2}" y="34">{escape(name)}</text>',
            f'<g transform="translate(0 {HEAD})" role="group" data-view="{view}" '
            f"aria-label={quoteattr(name + ' view')}>",
            f'<g clip-path="url(#{ident}-clip)" aria-hidden="true">{"".join(_body(view, areas, ident))}</g>',
            *_counts(view, areas),
            *(_name(name) for name in drawing(view).names if names),
            f'<text class="side" x="16" y="6">{escape(left)}</text>',
            f'<text class="side end" x="{WIDTH - 16}" y="6">{escape(right)}</text>',
            *(draw_site(mark) for mark in here),
            "</g>",
            *_key(here),
        ]
    )


def _name(name: Name) -> str:
    flip, end = (_FLIP, " end") if name.mirrored else ("", "")
    return (
        f'<path class="leader" d="{name.leader}"{flip}/>'
        f'<text class="name{end}" x="{name.x:g}" y="{name.y:g}">{name.text}</text>'
    )


def _body(view: str, areas: Collection[str], ident: str) -> Iterator[str]:
    picture = drawing(view)
    for shape in picture.layer("skin", "hair", "shade"):
        yield _draw(shape, shape.layer)
    for shape in picture.layer("area"):
        if shape.area in areas:
            yield _draw(shape, "pain", fill=f"url(#{ident}-hatch)", words=_area_in_words(shape.area or "", areas))
    for shape in picture.layer("muscle"):
        words = f"{in_words(shape.muscle or '')}, {SIDES[shape.side]}"
        yield _draw(shape, "muscle", words=words, hook=f' data-muscle="{shape.muscle}" data-side="{shape.side}"')
    for shape in picture.shapes:
        if shape.layer not in ("skin", "hair", "shade", "area", "muscle"):
            yield _draw(shape, shape.layer)


def _area_in_words(area: str, areas: Collection[str]) -> str:
    days = areas.get(area) if isinstance(areas, Mapping) else None
    return area_in_words(area) if days is None else f"{area_in_words(area)}: {days} {'day' if days == 1 else 'days'}"


def _counts(view: str, areas: Collection[str]) -> Iterator[str]:
    """The days of each area, written in the middle of its region."""
    for shape in drawing(view).layer("area"):
        if isinstance(areas, Mapping) and shape.area in areas:
            x, y = middle(shape.polygon())
            days = areas[shape.area]
            place = f'x="{x:.0f}" y="{y + 6:.0f}"'
            yield f'<text class="pain-days-halo" {place}>{days} d</text><text class="pain-days" {place}>{days} d</text>'


def _draw(shape: Shape, kind: str, *, fill: str | None = None, words: str | None = None, hook: str = "") -> str:
    given = "".join(f" {name}={quoteattr(value)}" for name, value in shape.attributes if name != "class")
    filled = f' fill="{fill}"' if fill else ""
    flip = _FLIP if shape.mirrored else ""
    title = f"<title>{escape(words)}</title>" if words else ""
    return f'<{shape.tag} class="{kind}"{given}{filled}{flip}{hook}>{title}</{shape.tag}>'


def _key(marks: Sequence[Mark]) -> Iterator[str]:
    lines = legend(marks)
    top = HEAD + HEIGHT
    if lines:
        yield f'<path class="rule" d="M16,{top} L{WIDTH - 16},{top}"/>'
    for at, (numbers, place, units) in enumerate(lines, start=1):
        y = top + at * LINE
        yield (
            f'<text class="key-number" x="16" y="{y}">{escape(numbers)}</text>'
            f'<text class="key" x="112" y="{y}">{escape(place)}</text>'
            f'<text class="key end" x="{WIDTH - 16}" y="{y}">{escape(units)}</text>'
        )
